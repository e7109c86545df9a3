"""Print the structure of a bulletin's text as JSON, as this program recognises it.

structure.py FILE. A process of its own, so that the measuring one stays small: a child counts
the memory of the process it was started from.
"""

import json
import sys
from pathlib import Path

from bulletin_desk.intake.files import read
from bulletin_desk.model.bulletin import Article, one_line


def article(found: Article) -> dict[str, object]:
    paragraphs = [block.text for block in found.body if block.text]
    return {"title": one_line(found.title), "run_in": found.run_in, "paragraphs": paragraphs}


def main(file: str) -> None:
    bulletin = read(Path(file)).bulletin
    if bulletin is None:
        sys.exit(f"{file} is no bulletin")
    sections = [
        {"name": section.name, "articles": [article(a) for a in section.articles if a.body]}
        for section in bulletin.sections
    ]
    json.dump(sections, sys.stdout)


main(sys.argv[1])
