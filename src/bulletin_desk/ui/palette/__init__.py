"""Finding a command by its name, by pinyin or by the initials of its pinyin."""
