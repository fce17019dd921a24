"""Every write on an item's way to the public."""
