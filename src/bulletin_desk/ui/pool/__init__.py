"""待用稿: the articles that wait for an issue."""
