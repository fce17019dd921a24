"""Where and when an item was released."""
