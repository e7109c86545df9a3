"""What the lists of articles share: rows, dragging, their menus by key."""
