"""The outline (本期) of the open issue: its rows, and what is done with them."""
