"""The lines of the history: versions and final revisions of an issue, the newest first."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from bulletin_desk.library.records import FinalRecord, VersionRecord
from bulletin_desk.ui.finals.labels import final_label


@dataclass(frozen=True, slots=True)
class Row:
    """One version; `final` is the revision whose files belong to it, if it is a final one."""

    version: VersionRecord
    final: FinalRecord | None

    @property
    def when(self) -> str:
        """The time of day, with the date unless that is today."""
        return moment(self.version.created)

    @property
    def name(self) -> str:
        """What the clerk, or the program, called it."""
        return self.version.label

    @property
    def full_name(self) -> str:
        """Name and time in one line."""
        return f"{self.name}　{self.when}"

    @property
    def can_be_edited(self) -> bool:
        """Whether it may be renamed and deleted."""
        return self.final is None


def rows(versions: Sequence[VersionRecord], finals: Sequence[FinalRecord]) -> list[Row]:
    """Return the history; a version of a final's name that was kept with it stands for it."""
    known = {final_label(final.revision): final for final in finals}
    found: list[Row] = []
    for version in versions:  # newest first: the one that was kept with the final comes first
        final = None if version.automatic else known.pop(version.label, None)
        found.append(Row(version, final))
    return found


def moment(time: datetime.datetime) -> str:
    """Return a time as the history shows it: 14:32, 3月18日 14:32, 2025年3月18日 14:32."""
    here = time.astimezone()
    today = datetime.datetime.now().astimezone().date()
    if here.date() == today:
        return f"今天 {here:%H:%M}"
    year = "" if here.year == today.year else f"{here.year}年"
    return f"{year}{here.month}月{here.day}日 {here:%H:%M}"
