"""稿库: past issues and all their articles, to find and to use again."""
