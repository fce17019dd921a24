"""Every write on agencies and what belongs to them."""
