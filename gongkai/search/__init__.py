"""Full-text search over what is published: two-character grams, an index beside each node."""
