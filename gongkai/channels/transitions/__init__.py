"""Every write on channels, columns, releases and occasions."""
