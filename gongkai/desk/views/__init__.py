"""Pages that cross domains."""
