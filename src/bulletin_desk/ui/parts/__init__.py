"""The forms beside the page: masthead, contents, columns, distribution."""
