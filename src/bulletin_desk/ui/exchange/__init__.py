"""Issues and libraries to and from other machines, in the window."""
