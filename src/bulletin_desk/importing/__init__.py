"""Files into the library, many at a time: what the window and the command line share."""
