"""The disclosure guide and catalog: items and their metadata."""
