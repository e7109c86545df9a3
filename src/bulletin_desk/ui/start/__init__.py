"""The start page: the series with their newest issues as pages, and the sample library."""
