"""Find and replace: in the article, the issue and the whole library."""
