"""Makes a bulletin or articles of a source, and makes them anew when the clerk decides.

A decision says what one line is; what is not decided follows from it. Decisions that only say
what was recognised anyway change nothing: they are kept back until another one overturns them.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import PurePath
from types import MappingProxyType

from bulletin_desk.intake import report
from bulletin_desk.intake.controls import without_controls
from bulletin_desk.intake.doubts import doubts_about
from bulletin_desk.intake.filenames import guess_name, with_guess
from bulletin_desk.intake.lines import Line
from bulletin_desk.intake.looks import looks_of, ranks
from bulletin_desk.intake.marks import width
from bulletin_desk.intake.paragraphs import NEVER, TITLE
from bulletin_desk.intake.reading import Reading
from bulletin_desk.intake.roles import APART
from bulletin_desk.intake.source import Recognised, Role, Source, SourceLine

_NONE: Mapping[int, Role] = MappingProxyType({})
_MOST_ROUNDS = 4
_TEXT = (Role.PARAGRAPH, Role.CONTINUATION, Role.NOTE, Role.SIGNATURE)


def recognise(source: Source, decisions: Mapping[int, Role] = _NONE) -> Recognised:
    """Return what a source holds, and the role of each of its lines; never raises.

    `decisions` say what lines are, by their index. A source that says of itself what it holds
    is taken at its word until the clerk decides otherwise.
    """
    said = {i: role for i, role in decisions.items() if 0 <= i < len(source.lines)}
    source = _clean(source)
    first = _Attempt(source).recognised()
    if source.exact and not said:
        exact = source.exact[0]
        return Recognised(replace(exact, warnings=(*source.warnings, *exact.warnings)), first.roles)
    forced = _NONE
    result = first
    for _ in range(_MOST_ROUNDS):
        broken = {i: role for i, role in said.items() if result.roles[i] is not role}
        if not broken:
            break
        forced = {**forced, **broken}
        result = _Attempt(source, forced, first.roles).recognised()
    return result


def named(recognised: Recognised, path: PurePath) -> Recognised:
    """Return what was recognised, completed by what the names of file and folders say."""
    bulletin = recognised.intake.bulletin
    if bulletin is None:
        return recognised
    filled = with_guess(bulletin, guess_name(path))
    lacking, still = set(doubts_about(bulletin)), set(doubts_about(filled))
    doubts = tuple(text for text in recognised.doubts if text not in lacking - still)
    return replace(recognised, intake=replace(recognised.intake, bulletin=filled), doubts=doubts)


def recognise_all(source: Source) -> list[Recognised]:
    """Return everything a source holds: a bound volume of ours holds several issues."""
    if len(source.exact) < 2:
        return [recognise(source)]
    return [Recognised(intake) for intake in source.exact]


def _clean(source: Source) -> Source:
    """Return the source without control characters, which no document may hold."""
    _, controls = without_controls("".join([line.text for line in source.lines]))
    if not controls:
        return source
    lines = [replace(line, text=without_controls(line.text)[0]) for line in source.lines]
    warnings = (*source.warnings, report.controls_removed(controls))
    return replace(source, lines=tuple(lines), warnings=warnings)


class _Attempt:
    """One recognition of a source under some decisions."""

    def __init__(
        self, source: Source, said: Mapping[int, Role] = _NONE, hints: Sequence[Role] = ()
    ) -> None:
        self._source = source
        self._said = said
        self._hints = hints
        self._looks = looks_of(source.lines)

    def recognised(self) -> Recognised:
        """Return the intake with the roles and doubts."""
        reading = Reading(self._lines(), self._hints, self._small)
        intake = reading.intake(self._source.warnings)
        roles = reading.roles(len(self._source.lines))
        for i, role in self._said.items():
            roles[i] = role
        pictures = self._source.pictures
        return Recognised(replace(intake, pictures=pictures), tuple(roles), tuple(reading.doubts))

    def _small(self, line: Line) -> bool:
        return line.source is not None and self._looks.small(line.source)

    def _lines(self) -> list[Line]:
        """Return the lines with what is known of each; blank ones count as gaps."""
        lines: list[Line] = []
        order = ranks(self._source.lines, self._looks)
        gap, page = 0, False
        before: Role | None = None  # what the line before is, or was
        for at, own in enumerate(self._source.lines):
            said = self._said.get(at)
            if said is Role.CONTINUATION and before in APART:
                said = before
            elif said is not Role.CONTINUATION:
                before = said or (self._hints[at] if self._hints else None)
            gap, page = gap + own.gap, page or own.page
            pieces = _pieces(own)
            if not pieces:
                gap += 1
            for piece in pieces:
                text = piece.text.strip()
                rank = order[at] if said else self._steady(at, text, order[at])
                lines.append(
                    Line(
                        text, own.indent, gap, page, width(text), at, said, rank,
                        piece if _tells(piece) else None,
                    )
                )  # fmt: skip
                gap, page = 0, False
                said = Role.CONTINUATION if said in APART else said
        return lines

    def _steady(self, at: int, text: str, rank: int) -> int:
        """Return how much an undecided line looks like a title, given what it was before.

        What the clerk says of one line makes no title of another, and takes none away.
        """
        was = self._hints[at] if self._hints else Role.UNKNOWN
        if was is Role.TITLE and "。" not in text:
            return max(rank, TITLE)
        return NEVER if was in _TEXT else rank


def _pieces(line: SourceLine) -> list[SourceLine]:
    """Return the line, or its pieces where it holds manual breaks; nothing when it is blank."""
    if line.block is not None:
        return [line]
    texts = [text for text in line.text.split("\n") if text.strip()]
    if len(texts) < 2:
        return [line] if texts else []
    return [replace(line, text=text, whole=False, runs=(), page=False) for text in texts]


def _tells(line: SourceLine) -> bool:
    """Tell whether a file says anything of a line but its text and place."""
    return line.whole or bool(line.size or line.runs or line.bold or line.align or line.block)
