"""What every page needs: templates, the acting person, paging."""
