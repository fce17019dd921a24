"""Every write on a case beyond its register."""
