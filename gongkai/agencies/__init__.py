"""Administrative agencies (行政机关), offices, posts, people, rules, meetings, training."""
