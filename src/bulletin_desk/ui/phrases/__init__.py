"""常用语: texts that an office writes again and again."""
