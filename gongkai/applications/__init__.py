"""Disclosure applications, receipt to answer."""
