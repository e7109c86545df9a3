"""The printed page beside the text: the display list painted, and only what changed repainted."""
