"""Files in and out of the window: importing, exporting, dropping, what was open last."""
