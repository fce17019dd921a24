"""Who did what, when, to which record; a hash chain that shows any later change."""
