"""What the clerk did to the book of units, as the library is to be told."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from bulletin_desk.model.credit import Unit


@dataclass(frozen=True, slots=True)
class Entry:
    """A unit in the dialog: as it was when the dialog opened, as it is, and its articles.

    `before` is empty for one that was added. `corrected` says that the old name was wrong, and is
    not kept as a former one.
    """

    before: str
    unit: Unit
    articles: int = 0
    corrected: bool = False

    @property
    def is_renamed(self) -> bool:
        """Whether the unit has another name than it had."""
        return bool(self.before) and self.before != self.unit.name


class Changes(NamedTuple):
    """The book to keep, and the names that stand for others in all articles."""

    units: tuple[Unit, ...]
    rewritten: tuple[tuple[str, str], ...]


def entries(units: Sequence[Unit], counts: dict[str, int]) -> list[Entry]:
    """Return the units of the book, then those that are only credited in articles."""
    listed = [Entry(unit.name, unit, counts.get(unit.name, 0)) for unit in units]
    known = {unit.name for unit in units}
    rest = [Entry(name, Unit(name), count) for name, count in counts.items() if name not in known]
    return listed + rest


def changes(found: Iterable[Entry], kept: Sequence[Unit]) -> Changes:
    """Return what is to be kept: those of the book, and those that something is said of now."""
    before = {unit.name for unit in kept}
    units: list[Unit] = []
    rewritten: list[tuple[str, str]] = []
    for entry in found:
        unit = entry.unit
        if entry.is_renamed and entry.corrected:
            rewritten.append((entry.before, unit.name))
        elif entry.is_renamed:
            former = tuple(dict.fromkeys((*unit.former, entry.before)))
            unit = replace(unit, former=former)
        said = unit.aliases or unit.former or entry.is_renamed or not entry.before
        if unit.name and (said or entry.before in before):
            units.append(unit)
    return Changes(tuple(units), tuple(rewritten))


def merged(found: Sequence[Entry]) -> Entry:
    """Return one unit for several, called as most articles say; the other names are its aliases.

    Where as many articles have one as another, the longer name is the proper one.
    """
    first = max(found, key=lambda entry: (entry.articles, len(entry.unit.name)))
    others = [entry for entry in found if entry is not first]
    names = [name for e in others for name in (e.unit.name, e.before, *e.unit.aliases) if name]
    former = [name for e in others for name in e.unit.former]
    unit = replace(
        first.unit,
        aliases=_without(first.unit.name, (*first.unit.aliases, *names)),
        former=_without(first.unit.name, (*first.unit.former, *former)),
    )
    return replace(first, unit=unit, articles=sum(entry.articles for entry in found))


def twice(units: Sequence[Unit]) -> str:
    """Return a sentence on a name that two units have; nothing when each is one's own."""
    owners: dict[str, str] = {}
    for unit in units:
        if unit.name in owners.values():
            return f"“{unit.name}”有两个，请合并或改名。"
        for name in (unit.name, *unit.aliases, *unit.former):
            other = owners.setdefault(name, unit.name)
            if other != unit.name:
                return f"“{name}”已属于“{other}”，请去掉一处，或合并这两个单位。"
    return ""


def _without(name: str, names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(other for other in names if other != name))
