"""Tables on their way into an article: from the clipboard, and typed into a grid."""
