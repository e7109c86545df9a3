"""Questions to the clerk; each dialog has one `ask`, the seam that tests use."""
