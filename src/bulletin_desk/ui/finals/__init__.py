"""定稿: locks an issue, freezes its pages and files them away; and takes it back."""
