"""Digests of the parts of an issue: what an export keeps, to tell later who changed a part."""

import hashlib
import json
from dataclasses import asdict, replace

from bulletin_desk.model.bulletin import Article, Distribution, Masthead
from bulletin_desk.model.jsonform import article_to_json
from bulletin_desk.model.richtext import Block, Paragraph
from bulletin_desk.model.runs import joined

# States are kept by article id, and under these names for the other parts.
MASTHEAD, DISTRIBUTION = "masthead", "distribution"


def state_of(part: Article | Masthead | Distribution) -> str:
    """Return a digest of what a part says: 16 hexadecimal digits.

    It stays the same when the program learns of further properties that a part may have.
    """
    if isinstance(part, Article):
        form = article_to_json(replace(part, body=tuple(map(settled, part.body))))
    else:
        form = {name: str(value) for name, value in asdict(part).items() if value}
    text = json.dumps(form, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def settled(block: Block) -> Block:
    """Return a block in which it does not matter how its runs were cut."""
    return replace(block, runs=joined(block.runs)) if isinstance(block, Paragraph) else block
