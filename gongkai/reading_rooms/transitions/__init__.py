"""Every write on reading rooms, holdings, visits and loans."""
