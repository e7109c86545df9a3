"""The order of reading: which hit follows the caret."""

from collections.abc import Sequence

from bulletin_desk.model.bulletin import Bulletin
from bulletin_desk.model.finding import LISTS, Found, Where
from bulletin_desk.ui.preview.places import Place

Key = tuple[int, int, int, int, int, int]

_PARTS = {"section": 0, "title": 1, "subtitle": 2, "byline": 3, "unit": 4}
_BODY = 5


class Order:
    """Ranks the places of one bulletin."""

    def __init__(self, bulletin: Bulletin) -> None:
        owners: list[str] = []
        for section in bulletin.sections:
            owners.append(section.id)
            owners += [article.id for article in section.articles]
        self._owners = {owner: number for number, owner in enumerate(owners)}

    def key(self, where: Where, position: int = 0) -> Key:
        """Return what places are sorted by."""
        owner = self._owners.get(where.owner, len(self._owners))
        rank = LISTS.index(where.part) if where.part in LISTS else _PARTS.get(where.part, _BODY)
        return owner, rank, where.block, where.row, where.column, position

    def of_place(self, place: Place | None) -> Key:
        """Return the rank of the caret; the masthead is before everything."""
        if place is None or place.part in ("masthead", "contents"):
            return (-1, 0, 0, 0, 0, 0)
        block = place.block if place.part not in _PARTS else -1
        return self.key(Where(place.part, place.owner, block), place.position)


def next_hit(found: Sequence[Found], order: Order, key: Key, by: int) -> int | None:
    """Return the first hit at or after a place, or the last one before it; around the ends."""
    if not found:
        return None
    if by > 0:
        ahead = (i for i, hit in enumerate(found) if order.key(hit.where, hit.start) >= key)
        return next(ahead, 0)
    behind = (
        i for i in range(len(found) - 1, -1, -1)
        if order.key(found[i].where, found[i].start) < key
    )  # fmt: skip
    return next(behind, len(found) - 1)
