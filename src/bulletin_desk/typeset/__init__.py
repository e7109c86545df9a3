"""Places a flow on pages: fonts, line breaking, pagination, display list."""
