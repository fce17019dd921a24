"""Gongkai: the office of government information disclosure in one program."""

__version__ = "0.1.0"
