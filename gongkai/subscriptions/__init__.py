"""E-mail to people who want to know of new information: asked for, confirmed, sent, ended."""
