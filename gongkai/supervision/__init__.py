"""Complaints, inspections and their findings."""
