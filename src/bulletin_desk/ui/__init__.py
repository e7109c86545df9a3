"""What the clerk touches: the window, the editing session, the panels."""
