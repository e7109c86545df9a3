"""出刊检查: what must be changed before an issue goes out, listed beside the text."""
