"""读回送审稿: takes the changes of a marked-up Word file over into the open issue."""
