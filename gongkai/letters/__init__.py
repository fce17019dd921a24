"""The letters of disclosure on application, composed from the facts of a case."""
