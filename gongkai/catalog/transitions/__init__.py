"""Every write on the catalog's frame: columns, guides, index numbers."""
