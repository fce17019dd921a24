"""Administrative reconsideration and litigation."""
