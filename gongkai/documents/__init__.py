"""Structured documents and charts, composed once, rendered to HTML, PDF and DOCX."""
