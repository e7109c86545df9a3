"""Which rows of the outline an undone or redone step concerns."""

from collections.abc import Iterator

from bulletin_desk.model.bulletin import Article, Bulletin
from bulletin_desk.ui.outline.model import CONTENTS, DISTRIBUTION, MASTHEAD, Node

_Places = dict[str, tuple[str, int, Article]]


def rows_to_show(before: Bulletin, after: Bulletin, current: Node | None) -> list[Node]:
    """Return the rows to select after a step: none where a row it concerns is on show already."""
    back = list(_back(before, after))
    if back:
        return back
    touched = list(_touched(before, after))
    return [] if current in touched else touched[:1]


def nodes_of(bulletin: Bulletin) -> list[Node]:
    """Return the rows of an issue, from top to bottom."""
    nodes = [MASTHEAD, CONTENTS]
    for section in bulletin.sections:
        nodes.append(Node("section", section.id))
        nodes += [Node("article", article.id) for article in section.articles]
    return [*nodes, DISTRIBUTION]


def node_beside(gone: Node, before: Bulletin, after: Bulletin) -> Node:
    """Return what to show in the place of a part that is gone.

    That is the next article of its column or else the one before, the column when it is empty,
    and the masthead when the column has gone too.
    """
    there = set(nodes_of(after))
    for section in before.sections:
        nodes = [Node("article", article.id) for article in section.articles]
        if gone in nodes:
            at = nodes.index(gone)
            near = [*nodes[at + 1 :], *reversed(nodes[:at]), Node("section", section.id)]
            return next((node for node in near if node in there), MASTHEAD)
    return MASTHEAD


def _back(before: Bulletin, after: Bulletin) -> Iterator[Node]:
    """Yield what was not there before; the articles of a new column go without saying."""
    sections, articles = {s.id for s in before.sections}, {a.id for a in before.articles()}
    for section in after.sections:
        if section.id not in sections:
            yield Node("section", section.id)
        else:
            new = (article for article in section.articles if article.id not in articles)
            yield from (Node("article", article.id) for article in new)


def _touched(before: Bulletin, after: Bulletin) -> Iterator[Node]:
    """Yield the rows of parts that changed or moved, those that changed first."""
    if before.masthead is not after.masthead or before.template != after.template:
        yield MASTHEAD
    if _contents(before) != _contents(after):
        yield CONTENTS
        yield MASTHEAD  # whose form has the switch as well
    if before.distribution is not after.distribution:
        yield DISTRIBUTION
    was, now = _places(before), _places(after)
    common = [article_id for article_id in now if article_id in was]
    yield from (Node("article", i) for i in common if was[i][2] is not now[i][2])
    yield from (Node("article", i) for i in common if was[i][0] != now[i][0])
    names = {section.id: section.name for section in before.sections}
    order = [section.id for section in before.sections]
    for place, section in enumerate(after.sections):
        renamed = names.get(section.id) != section.name
        if renamed or (place < len(order) and order[place] != section.id):
            yield Node("section", section.id)
    yield from (Node("article", i) for i in common if was[i][1] != now[i][1])


def _contents(bulletin: Bulletin) -> tuple[object, ...]:
    return bulletin.contents, bulletin.contents_style, bulletin.contents_pages


def _places(bulletin: Bulletin) -> _Places:
    return {
        article.id: (section.id, index, article)
        for section in bulletin.sections
        for index, article in enumerate(section.articles)
    }
