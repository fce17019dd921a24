"""Working-day notices and local days as an office enters them, on top of the law's base data."""
