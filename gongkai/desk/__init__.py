"""Staff pages that cross domains."""
