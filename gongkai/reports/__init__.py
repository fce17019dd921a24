"""Figures and the statutory annual report."""
