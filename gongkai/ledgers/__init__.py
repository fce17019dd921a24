"""Ledgers (台账): columns, tolerant reading, import, export."""
