"""Public reading rooms: holdings, visits, loans."""
