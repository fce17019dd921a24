"""Every write of the reports room."""
