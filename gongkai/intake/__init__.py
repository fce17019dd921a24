"""What comes in to be published: cleaned, read for its metadata, and searched for leaks."""
