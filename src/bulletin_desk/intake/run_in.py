"""Brief news: paragraphs that open with their title."""

from collections.abc import Sequence
from dataclasses import replace

from bulletin_desk.intake.marks import tidy, width
from bulletin_desk.intake.paragraphs import Block
from bulletin_desk.intake.shapes import opens_as_news, starts_item


def with_run_in_titles(blocks: Sequence[Block]) -> list[tuple[str, Block]] | None:
    """Return the paragraphs with the titles they open with, or None when they are not such.

    Brief news have no title line: the first sentence of each paragraph is short, without commas,
    and the news follows. A paragraph without such a sentence belongs to the news before it.
    """
    texts = [block for block in blocks if not block.caption]
    parted = [_run_in(block) for block in texts]
    if not parted or any(block.label for block in texts) or not parted[0][0]:
        return None
    news = [block for title, block in parted if title and _is_news(block)]
    titled = sum(1 for title, _ in parted if title)
    return parted if titled * 5 >= len(parted) * 3 and len(news) * 2 >= titled else None


def _is_news(block: Block) -> bool:
    return bool(opens_as_news(block.text)) or bool(_bold_opening(block))


def _bold_opening(block: Block) -> str:
    """Return the bold sentence that a paragraph opens with, where the file tells."""
    source = block.lines[0].source if block.lines else None
    runs = source.runs if source else ()
    if len(runs) < 2 or not runs[0].bold or runs[1].bold:
        return ""
    text = runs[0].text.strip()
    return text if text.endswith("。") and len(text) <= 80 and not starts_item(text) else ""


def _run_in(block: Block) -> tuple[str, Block]:
    if block.said is not None:
        return "", block
    bold = _bold_opening(block)
    if bold and block.text.startswith(tidy(bold)):
        rest = block.text[len(tidy(bold)) :].lstrip()
        return tidy(bold)[:-1], replace(block, text=rest)
    title, mark, rest = block.text[:80].partition("。")
    rest += block.text[80:]
    plain = not any(c in title for c in "，,；;：:")
    if mark and plain and 6 <= width(title) <= 36 and width(rest) >= 16:
        return title, replace(block, text=rest)
    return "", block
