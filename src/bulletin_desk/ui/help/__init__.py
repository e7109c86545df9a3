"""What the window tells about itself: its shortcuts, its version, what a report needs."""
