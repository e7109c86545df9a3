"""What the library knows of an issue that is to be checked, and which rules the office wants."""

from collections.abc import Iterable, Sequence
from typing import cast

from bulletin_desk.library.library import Library
from bulletin_desk.library.records import IssueRecord
from bulletin_desk.model.bulletin import Bulletin, has_footer, one_line
from bulletin_desk.model.checks.facts import LibraryFacts
from bulletin_desk.model.compose.masthead import date_text
from bulletin_desk.model.numbering import IssueNumber

# The list of rules that the office has switched off.
_OFF = "checks/off"


def rules_off(library: Library) -> frozenset[str]:
    """Return the ids of the rules that are switched off in this library."""
    kept = library.preference(_OFF)
    names = cast("list[object]", kept) if isinstance(kept, list) else []
    return frozenset(str(name) for name in names)


def switch_rules_off(library: Library, rules: Iterable[str]) -> None:
    """Keep which rules are switched off; all others are on."""
    library.set_preference(_OFF, sorted(rules))


def library_facts(library: Library, bulletin: Bulletin, issue_id: int | None) -> LibraryFacts:
    """Return who else has the issue's number, the numbers before it, and earlier uses."""
    # Of ten thousand issues only the series' own are read: this is asked while one types.
    others = library.issues(bulletin.series)
    records = [record for record in others if record.id != issue_id]
    used = library.used_before(bulletin, issue_id)
    previous, previous_serial = _previous(records, bulletin)
    return LibraryFacts(
        taken=_taken(library, records, bulletin, issue_id),
        previous=previous,
        previous_serial=previous_serial,
        used_before={
            article: tuple(_name(record, bulletin.series) for record in others)
            for article, others in used.items()
        },
        footer_before=_footer_before(library, records, bulletin),
    )


def _taken(
    library: Library, records: Sequence[IssueRecord], bulletin: Bulletin, issue_id: int | None
) -> str:
    """Return the name of the issue that has the number or the cumulative number, or nothing."""
    number, serial = IssueNumber.of(bulletin.masthead), bulletin.masthead.serial_number
    holder = number and library.number_taken(bulletin.series, number, issue_id)
    for record in records:
        same = serial is not None and record.serial_number == serial
        same = same and record.supplement == bulletin.masthead.supplement
        if record.id == holder or (same and record.series == bulletin.series):
            return _name(record, bulletin.series)
    return ""


def _footer_before(
    library: Library, records: Sequence[IssueRecord], bulletin: Bulletin
) -> bool | None:
    """Return whether the issue before has a footer; it is read only where this one has none."""
    if has_footer(bulletin.distribution):
        return None
    date = bulletin.masthead.date
    for record in records:  # the newest first
        earlier = date is None or (record.date is not None and record.date <= date)
        if record.series == bulletin.series and earlier:
            return has_footer(library.load_issue(record.id).distribution)
    return None


def _previous(records: Sequence[IssueRecord], bulletin: Bulletin) -> tuple[int | None, int | None]:
    """Return the highest number and cumulative number below the issue's own."""
    masthead = bulletin.masthead
    own, serial = masthead.number, masthead.serial_number
    series = [record for record in records if record.series == bulletin.series]
    sequence = [
        record.number
        for record in series
        if (record.year, record.supplement) == (masthead.numbering_year, masthead.supplement)
    ]
    return _below(sequence, own), _below([record.serial_number for record in series], serial)


def _below(numbers: Sequence[int | None], own: int | None) -> int | None:
    if own is None:
        return None
    return max((n for n in numbers if n is not None and n < own), default=None)


def _name(record: IssueRecord, series: str) -> str:
    """Return how one speaks of another issue: 第3期（2026年2月1日）."""
    name = record.number_text or "没有期号的一期"
    if record.series != series:
        name = f"《{one_line(record.series) or '无刊名'}》{name}"
    return f"{name}（{date_text(record.date)}）" if record.date else name
