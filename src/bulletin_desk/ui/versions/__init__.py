"""历史版本: what an issue was, compared with what it is, and taken back."""
