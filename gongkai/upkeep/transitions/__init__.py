"""Every write of the yearly upkeep."""
