"""A case from search to archive: what was found and decided, its letters, their service."""
