"""One file under review: its lines, what the clerk decided, and what follows from it."""

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import PurePath
from typing import Any

from bulletin_desk.intake.doubts import doubts_about
from bulletin_desk.intake.filenames import NameGuess, guess_name, with_guess
from bulletin_desk.intake.result import Intake
from bulletin_desk.intake.source import Recognised, Role, Source
from bulletin_desk.model.bulletin import Article, Bulletin, Masthead
from bulletin_desk.ui.review.examining import Examined, examined, issue_of
from bulletin_desk.ui.review.tracing import Trace

# What a line is taken for until it is recognised.
_NOT_YET = Role.PARAGRAPH
# What of the masthead the clerk may type.
FIELDS = ("name", "number", "serial_number", "supplement", "date", "issuer")


@dataclass(frozen=True, slots=True)
class Decided:
    """What the clerk has said about a file: what lines are, and what the masthead says."""

    roles: Mapping[int, Role] = field(default_factory=dict[int, Role])
    typed: Mapping[str, Any] = field(default_factory=dict[str, Any])

    def to_json(self) -> dict[str, Any]:
        """Return it as values that JSON holds."""
        typed = {
            name: value.isoformat() if isinstance(value, datetime.date) else value
            for name, value in self.typed.items()
        }
        return {"roles": {str(n): role.value for n, role in self.roles.items()}, "typed": typed}

    @staticmethod
    def from_json(value: object) -> "Decided":
        """Return what was kept; what cannot be read is as if it had not been decided."""
        try:
            kept: Any = value
            typed = {name: kept["typed"][name] for name in FIELDS if name in kept["typed"]}
            if typed.get("date"):
                typed["date"] = datetime.date.fromisoformat(typed["date"])
            return Decided({int(n): Role(role) for n, role in kept["roles"].items()}, typed)
        except (TypeError, KeyError, ValueError, AttributeError):
            return Decided()


@dataclass(slots=True)
class _Step:
    before: Decided
    merge_key: object


class ReviewFile:
    """A file that waits to be looked at; `queue_id` is its number among the queued ones."""

    def __init__(
        self,
        name: str,
        source: Source | None = None,
        recognised: Recognised | None = None,
        *,
        folder: str = "",
        doubts: Iterable[str] = (),
        queue_id: int | None = None,
        decided: Decided | None = None,
    ) -> None:
        self.name, self.folder, self.queue_id = name, folder, queue_id
        self.source = source
        self.recognised: Recognised | None = None
        # Where each line has gone, and what is said of each article.
        self.traces: Sequence[Trace | None] = ()
        self.facts: Mapping[str, str] = {}
        self.decided = decided or Decided()
        self._queued_doubts = tuple(doubts)
        # What is wrong with the number, as the library says.
        self.clash = ""
        self._undone: list[Decided] = []
        self._done: list[_Step] = []
        # The masthead as the fields show it and all that depends on it, made once.
        self._result: Intake | None = None
        if source is not None and recognised is not None:
            self.take(examined(source, recognised))

    @property
    def doubts(self) -> tuple[str, ...]:
        """Why the clerk should look: of what is recognised now, or of when it was queued."""
        return (*self._found_doubts(), self.clash) if self.clash else self._found_doubts()

    def _found_doubts(self) -> tuple[str, ...]:
        result = self.result
        if self.recognised is None or result is None:
            return self._queued_doubts
        found = self.recognised.intake.bulletin
        if found is None or result.bulletin is None:
            return self.recognised.doubts
        # What the file's name says, or the clerk has typed, is missing no longer.
        settled = set(doubts_about(found)).difference(doubts_about(result.bulletin))
        return tuple(doubt for doubt in self.recognised.doubts if doubt not in settled)

    @property
    def guess(self) -> NameGuess:
        """What the file's name and its folders say."""
        return guess_name(PurePath(self.folder, self.name))

    @property
    def can_decide(self) -> bool:
        """Whether lines can be said to be something else: not before they are recognised."""
        return self.recognised is not None

    def role(self, line: int) -> Role:
        """Return what a line is: as decided, or as recognised."""
        roles = self.recognised.roles if self.recognised is not None else ()
        return self.decided.roles.get(line) or (roles[line] if line < len(roles) else _NOT_YET)

    def roles(self) -> list[Role]:
        """Return what all lines are."""
        count = len(self.source.lines) if self.source is not None else 0
        roles = list(self.recognised.roles[:count]) if self.recognised is not None else []
        roles += [_NOT_YET] * (count - len(roles))
        for line, role in self.decided.roles.items():
            if line < count:
                roles[line] = role
        return roles

    def take(self, found: Examined) -> None:
        """Take over what follows from the decisions."""
        self.recognised, self.traces, self.facts = found.recognised, found.traces, found.facts
        self._result = None

    # Decisions, and back

    def decide(self, lines: Iterable[int], role: Role | None) -> bool:
        """Say what lines are, None that it is left to recognition; return whether it is new."""
        roles = dict(self.decided.roles)
        for line in lines:
            if role is None:
                roles.pop(line, None)
            else:
                roles[line] = role
        return self._apply(replace(self.decided, roles=roles), None)

    def type(self, name: str, value: Any) -> bool:
        """Say what the masthead has; typing in one field is one step."""
        if self.decided.typed.get(name, self) == value:
            return False
        return self._apply(replace(self.decided, typed={**self.decided.typed, name: value}), name)

    def undo(self) -> bool:
        """Take the last step back; return whether there was one."""
        if not self._done:
            return False
        self._undone.append(self.decided)
        self._set(self._done.pop().before)
        return True

    def redo(self) -> bool:
        """Do the step again that was taken back last; return whether there was one."""
        if not self._undone:
            return False
        self._done.append(_Step(self.decided, None))
        self._set(self._undone.pop())
        return True

    @property
    def can_undo(self) -> bool:
        """Whether a step can be taken back."""
        return bool(self._done)

    @property
    def can_redo(self) -> bool:
        """Whether a step can be done again."""
        return bool(self._undone)

    def _apply(self, decided: Decided, merge_key: object) -> bool:
        if decided == self.decided:
            return False
        self._undone.clear()
        if not (merge_key is not None and self._done and self._done[-1].merge_key == merge_key):
            self._done.append(_Step(self.decided, merge_key))
        self._set(decided)
        return True

    def _set(self, decided: Decided) -> None:
        self.decided, self._result = decided, None

    # What follows

    @property
    def result(self) -> Intake | None:
        """What would be kept: as recognised, the masthead as guessed from the name and as typed."""
        if self._result is None and self.recognised is not None:
            self._result = self._make_result(self.recognised.intake)
        return self._result

    @property
    def masthead(self) -> Masthead:
        """The masthead as the fields show it."""
        result = self.result
        if result is not None and result.bulletin is not None:
            return result.bulletin.masthead
        return replace(Masthead(), **self.decided.typed)

    @property
    def guessed(self) -> tuple[str, ...]:
        """The fields of the masthead that only the file's name gave."""
        bulletin = self.recognised.intake.bulletin if self.recognised else None
        if bulletin is None:
            return ()
        found, shown = bulletin.masthead, self.masthead
        return tuple(
            name
            for name in FIELDS
            if name not in self.decided.typed and getattr(found, name) != getattr(shown, name)
        )

    @property
    def is_issue(self) -> bool:
        """Whether it is kept as an issue: it was recognised as one, or was given a name."""
        result = self.result
        return result is not None and result.bulletin is not None

    @property
    def articles(self) -> tuple[Article, ...]:
        """All articles, whether of an issue or not."""
        result = self.result
        if result is None:
            return ()
        return tuple(result.bulletin.articles()) if result.bulletin else result.articles

    @property
    def shown(self) -> Bulletin | None:
        """The issue, or what its articles alone look like on pages; None before there is any."""
        result = self.result
        if result is None or result.bulletin is not None:
            return result.bulletin if result else None
        return issue_of(result.articles) if result.articles else None

    def _make_result(self, intake: Intake) -> Intake:
        typed, bulletin = self.decided.typed, intake.bulletin
        if bulletin is None and typed.get("name", "").strip() and intake.articles:
            bulletin = issue_of(intake.articles)
        if bulletin is None:
            return intake
        bulletin = with_guess(bulletin, self.guess)
        bulletin = replace(bulletin, masthead=replace(bulletin.masthead, **typed))
        return replace(intake, bulletin=bulletin, articles=())
