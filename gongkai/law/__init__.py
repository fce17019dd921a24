"""The law as pure functions and dated data: no Django, no clock, no database."""
