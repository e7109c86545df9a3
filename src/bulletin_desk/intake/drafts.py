"""Divides the paragraphs of a column into articles: title, byline, body, and what is foreign."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from bulletin_desk.intake.dates import whole_date
from bulletin_desk.intake.draft import Draft, stands_as_note
from bulletin_desk.intake.lines import Layout
from bulletin_desk.intake.marks import is_finished, overlap, width
from bulletin_desk.intake.paragraphs import TITLE, Block
from bulletin_desk.intake.shapes import (
    closing_byline,
    dateline_byline,
    heading_kind,
    is_byline,
    is_credit,
    is_label,
    is_office_and_name,
    is_signature,
    opens_as_news,
)
from bulletin_desk.intake.source import Role

# How sure a short line must be a title: where the contents named the titles, another is unlikely.
_ENOUGH = 2
_ENOUGH_BESIDE_CONTENTS = 6


@dataclass(frozen=True, slots=True)
class Group:
    """Short lines and the text that follows them at once (none: they stand by themselves)."""

    labels: tuple[Block, ...]
    bodies: tuple[Block, ...]


@dataclass(slots=True)
class Divided:
    """The articles of one stretch of text, and what belongs to none of them."""

    drafts: list[Draft] = field(default_factory=lambda: list[Draft]())
    captions: list[Block] = field(default_factory=lambda: list[Block]())
    foreign: list[str] = field(default_factory=lambda: list[str]())


def divide(blocks: Sequence[Block], layout: Layout, given: Draft | None, listed: bool) -> Divided:
    """Return the articles in some paragraphs.

    `given` is an article whose title was found already; `listed`, that a contents named titles.
    """
    result = Divided([given] if given else [])
    result.captions = [block for block in blocks if block.caption]
    groups = _groups(blocks, layout)
    for n, group in enumerate(groups):
        if group.bodies:
            _add_text(result, groups, n, layout, listed)
        else:
            _add_labels(result, group.labels)
    return result


def _groups(blocks: Sequence[Block], layout: Layout) -> list[Group]:
    """Divide paragraphs into groups; captions and wide gaps part short lines from what follows."""
    groups: list[Group] = []
    labels: list[Block] = []
    bodies: list[Block] = []

    def close() -> None:
        if labels or bodies:
            groups.append(Group(tuple(labels), tuple(bodies)))
        labels.clear()
        bodies.clear()

    for block in blocks:
        if block.caption:
            close()
        elif block.label and not (labels and _is_heading_below(block, labels[-1])):
            if bodies or (labels and _is_apart(block, layout)):
                close()
            labels.append(block)
        else:
            apart = labels and not bodies and block.said is None and _is_apart(block, layout)
            if apart or _opens_anew(block, bodies):
                close()
            bodies.append(block)
    close()
    return groups


def _is_heading_below(block: Block, label: Block) -> bool:
    """Tell whether a numbered heading stands under a title: it is no second line of it."""
    return heading_kind(block.text) is not None and heading_kind(label.text) is None


def _is_apart(block: Block, layout: Layout) -> bool:
    """Tell whether more blank lines than two usual gaps stand before a paragraph."""
    return block.gap > layout.gap + 1 and not block.page


def _opens_anew(block: Block, bodies: list[Block]) -> bool:
    """Tell whether an article opens with this paragraph, without a title: a dateline does."""
    return bool(bodies) and block.said is None and dateline_byline(block.text) is not None


def _add_labels(result: Divided, labels: tuple[Block, ...]) -> None:
    """Place short lines that no text follows: closing lines, a title after its body, or neither."""
    draft = result.drafts[-1] if result.drafts else None
    rest = list(labels)
    if draft and draft.body and (not draft.title or draft.weak):
        text = draft.text
        place = next((i for i, b in enumerate(rest[:6]) if _heads(b, text)), None)
        if place is not None:
            result.foreign += [draft.title] if draft.title else []
            draft.add_title([rest.pop(place)])
            draft.weak = False
    if draft and not draft.body and draft.title and rest and _names(rest[0]):
        draft.add_byline(rest.pop(0))
    while draft and draft.body and rest and _goes_on(rest[0]):
        draft.body.append(rest.pop(0))
    while draft and draft.body and rest and _closes(rest[0]):
        _close(draft, rest.pop(0))
    result.foreign += [block.text for block in rest]


def _heads(block: Block, text: str) -> bool:
    """Tell whether a short line after a text is its title, by the words that it shares."""
    return not block.signs and overlap(block.text, text) >= 0.6


def _goes_on(block: Block) -> bool:
    """Tell whether a short line after a text is text: 谢谢大家！, or one that looks like it."""
    return is_finished(block.text) or (block.rank < 0 and not _closes(block))


def _closes(block: Block) -> bool:
    text = block.text
    known = is_credit(text) or is_signature(text) or closing_byline(text) is not None
    return known or block.signs or is_office_and_name(text)


def _names(block: Block) -> bool:
    """Tell whether a line beside a title is a byline, by its words or its place."""
    return is_byline(block.text) or block.signs


def _close(draft: Draft, block: Block) -> None:
    """Add a line that stands under the text: who sent it, or the signature."""
    signed = block.signs or is_office_and_name(block.text)
    if is_credit(block.text) or (signed and closing_byline(block.text) is None):
        draft.add_byline(block)
    else:
        draft.signature.append(block)


def _add_text(result: Divided, groups: list[Group], n: int, layout: Layout, listed: bool) -> None:
    """Add a group's text to the article before it, or begin a new one with its short lines."""
    group = groups[n]
    draft = result.drafts[-1] if result.drafts else None
    labels = list(group.labels)
    if draft and (draft.body or not draft.title):
        while labels and (len(labels) > 1 or labels[0].signs) and _closes(labels[0]):
            _close(draft, labels.pop(0))
    fresh = draft is not None and bool(draft.title) and not _beyond_notes(draft)
    if fresh and draft:
        _add_head(draft, labels)
    elif draft is None or _opens_article(groups, n, layout, listed, labels, draft):
        draft = _new_draft(result, labels, group.bodies)
        labels = []
    assert draft is not None
    for block in labels:
        draft.subheads.add(len(draft.body))
        draft.body.append(block)
    for block in group.bodies:
        # What the clerk says is no title, though it looks like one, heads the text below it.
        if block.said is Role.PARAGRAPH and block is not group.bodies[-1] and is_label(block.text):
            draft.subheads.add(len(draft.body))
        draft.body.append(block)


def _beyond_notes(draft: Draft) -> bool:
    return any(not stands_as_note(block) for block in draft.body)


def _add_head(draft: Draft, labels: list[Block]) -> None:
    """Take subtitle and byline from the short lines right under a title."""
    if labels and _is_subtitle(labels[0]) and not draft.subtitle:
        draft.add_subtitle(labels.pop(0))
    while labels and _names(labels[0]):
        draft.add_byline(labels.pop(0))


def _new_draft(result: Divided, labels: list[Block], bodies: tuple[Block, ...]) -> Draft:
    """Begin an article with some of the short lines as its title; the others are foreign."""
    draft = Draft()
    result.drafts.append(draft)
    while len(labels) > 1 and _names(labels[-1]):
        draft.add_byline(labels.pop(), first=True)
    if len(labels) > 1 and _is_subtitle(labels[-1]):
        draft.add_subtitle(labels.pop())
    title = _title_of(labels, bodies)
    draft.add_title(title)
    chosen = len(labels) - len(title) >= 2
    # What stands out by its looks in more than one way need share little with its text.
    looks = bool(title) and all(block.rank > TITLE for block in title)
    draft.weak = chosen or overlap(draft.title, _opening(bodies)) < (0.1 if looks else 0.2)
    result.foreign += [b.text for b in labels if not any(b is line for line in title)]
    return draft


def _is_subtitle(block: Block) -> bool:
    """Tell whether a line under a title opens with a dash, or gives the day of a speech."""
    return block.text[0] in "—－" or whole_date(block.text.strip("（）()")) is not None


def _opening(bodies: Sequence[Block]) -> str:
    return "".join(block.text[:4000] for block in bodies[:8])


def _title_of(labels: list[Block], bodies: tuple[Block, ...]) -> list[Block]:
    """Return the lines of the title among the short lines before a text.

    A title shares words with its text. Where nothing is shared, a line or two are a title still,
    a whole cluster of labels is not.
    """
    if len(labels) <= 1:
        return labels
    labels = labels[-8:]
    if any(block.rank >= TITLE for block in labels):
        return _by_looks(labels)
    text = _opening(bodies)
    shared = [overlap(block.text, text) >= 0.2 for block in labels]
    if not any(shared):
        return labels if len(labels) == 2 else []
    first = shared.index(True)
    last = len(shared) - 1 - shared[::-1].index(True)
    if last - first >= 3:
        return []
    # The second line of a title need not share a word, the line above a title often does not.
    if len(labels) - last == 2 and len(labels) <= 3:
        last += 1
    return labels[first : last + 1]


def _by_looks(labels: list[Block]) -> list[Block]:
    """Return the last short lines on end that look like a title."""
    end = max(i for i, block in enumerate(labels) if block.rank >= TITLE) + 1
    start = end - 1
    while start and labels[start - 1].rank >= TITLE:
        start -= 1
    return labels[start:end]


def _opens_article(
    groups: list[Group], n: int, layout: Layout, listed: bool, labels: list[Block], draft: Draft
) -> bool:
    """Tell whether an article begins with a group that stands after another one's text."""
    group = groups[n]
    first = group.bodies[0]
    lead = opens_as_news(first.text)
    if first.said is None and dateline_byline(first.text) is not None:
        return True
    if not labels:
        return False
    if any(block.rank >= TITLE for block in labels) and not listed:
        return True
    number = heading_kind(labels[0].text)
    if number is not None and number is not heading_kind(draft.title):
        return False
    if len(labels) > 1 and _names(labels[-1]):
        return True
    score = lead + _look(labels, layout)
    if _is_parallel(groups, n) and lead < 3:
        score -= 4
    if not is_finished(_text_before(groups, n)):
        score -= 1
    return score >= (_ENOUGH_BESIDE_CONTENTS if listed else _ENOUGH)


def _look(labels: list[Block], layout: Layout) -> int:
    """Return how much the short lines look like a title by their place on the page."""
    first = labels[0]
    score = 2 + max(block.rank for block in labels) + (len(labels) == 2) + (width(first.text) >= 18)
    score += 2 * _is_apart(first, layout)
    score -= 2 * (width("".join(block.text for block in labels)) < 6)
    if layout.indented:
        score += 2 if first.indent > 4.5 else -2 if first.indent >= 1.5 else 0
    return score


def _text_before(groups: list[Group], n: int) -> str:
    bodies = groups[n - 1].bodies if n else ()
    return bodies[-1].text if bodies else "。"


def _is_parallel(groups: list[Group], n: int) -> bool:
    """Tell whether a short line is built like the ones before or after it, as subheads are."""
    own = groups[n].labels
    around = [groups[i].labels for i in (n - 1, n + 1) if 0 <= i < len(groups)]
    return len(own) == 1 and any(
        len(other) == 1 and _alike(own[0].text, other[0].text) for other in around
    )


def _alike(first: str, second: str) -> bool:
    """Tell whether two short lines have the same length, or the same marks at the same places."""
    if abs(width(first) - width(second)) <= 0.5 and width(first) <= 16:
        return True
    skeletons = [[(i, c) for i, c in enumerate(t) if not c.isalnum()] for t in (first, second)]
    return bool(skeletons[0]) and skeletons[0] == skeletons[1]
