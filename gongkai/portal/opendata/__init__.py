"""What is public, for programs: the API, feeds, downloads, sitemap and descriptions."""
