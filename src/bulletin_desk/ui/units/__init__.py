"""供稿单位: the book of contributing units, and what is remembered of corrected credits."""
