"""What other programs put on the clipboard: lines and tables, and the paragraphs they make."""
