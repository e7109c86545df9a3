"""Editing an article: fields and a rich text editor that keep input methods' text safe."""
