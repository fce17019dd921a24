"""What a public catalog needs every year: clean-up, re-evaluation, renewed disclosure."""
