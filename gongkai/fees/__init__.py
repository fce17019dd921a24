"""Fees charged and waived."""
