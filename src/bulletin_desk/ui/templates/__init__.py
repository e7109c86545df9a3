"""Templates in the window: the gallery, the form with its live page, and what is said of fonts."""
