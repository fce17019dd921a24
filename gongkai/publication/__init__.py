"""From draft over secrecy review and approval to publication."""
