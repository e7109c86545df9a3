"""What the desk asks of a library beside the issues: the office's habits, what it published."""

import time
from collections.abc import Sequence

from bulletin_desk.library import credits, finals, habits, phrases, templates, unitbook
from bulletin_desk.library.opened import OpenFile
from bulletin_desk.library.records import FinalRecord, Phrase
from bulletin_desk.model.bulletin import Bulletin
from bulletin_desk.model.credit import Unit, UnitBook
from bulletin_desk.model.recipients import Recipient

_PAUSE = 0.005  # seconds


class DeskMemory(OpenFile):
    """Preferences, known and saved units, findings that stand, and 定稿; each one transaction."""

    def preference(self, key: str) -> object | None:
        """Return a preference as JSON has it, None where there is none."""
        with self._reading() as connection:
            return habits.preference(connection, key)

    def set_preference(self, key: str, value: object) -> None:
        """Keep a preference, anything that JSON holds; None takes it out."""
        with self._writing() as connection:
            habits.set_preference(connection, key, value)

    def issues_in(self, template_id: str) -> int:
        """Return how many issues are set in a template."""
        with self._reading() as connection:
            return templates.issues_in(connection, template_id)

    def known_units(self) -> list[str]:
        """Return the contributing units (供稿单位) of all articles, by their canonical names.

        Those of most articles come first.
        """
        with self._reading() as connection:
            return list(self._lists.units(connection))

    def units(self) -> list[Unit]:
        """Return the units of the office's book (单位名录), in the clerk's order."""
        with self._reading() as connection:
            return unitbook.read_units(connection)

    def save_units(self, units: Sequence[Unit]) -> None:
        """Keep these units in place of those saved before; the articles are credited by them."""
        with self._writing() as connection:
            credits.save_units(connection, units)

    def unit_book(self) -> UnitBook:
        """Return what makes units of written credits: book, corrections, units credited before."""
        with self._reading() as connection:
            return unitbook.read_book(connection, self._lists.units(connection))

    def remember_credit(self, written: str, units: Sequence[str]) -> None:
        """Keep which units a written credit means, from now on and in the articles there are."""
        with self._writing() as connection:
            credits.remember(connection, written, units)

    def rewrite_units(self, old: str, new: str) -> int:
        """Credit all articles of one unit to another; return how many there were.

        Drafts and the pool are changed themselves. What a final issue printed stays; only who is
        credited changes. A later article that names the old unit is credited to the new one.

        A transaction for some hundred articles, so that others may write in between. Where it was
        cut off, to call it again completes it.
        """
        with self._writing() as connection:
            correction = credits.begin_correction(connection, old, new)
        for keys in correction.keys:
            time.sleep(_PAUSE)  # whoever waits for the lock would not get it otherwise
            with self._writing() as connection:
                credits.correct(connection, correction, keys)
        return correction.credited

    def phrases(self) -> list[Phrase]:
        """Return the boilerplate (常用语), in the clerk's order."""
        with self._reading() as connection:
            return phrases.read(connection)

    def save_phrases(self, phrases_: Sequence[Phrase]) -> None:
        """Keep this boilerplate in place of what was kept."""
        with self._writing() as connection:
            phrases.save(connection, phrases_)

    def recipients(self) -> list[Recipient]:
        """Return the saved units that bulletins are sent to (常用发送单位), in their order."""
        with self._reading() as connection:
            return habits.read_recipients(connection)

    def save_recipients(self, recipients: Sequence[Recipient]) -> None:
        """Keep these units in place of those saved before; of a name given twice the first."""
        with self._writing() as connection:
            habits.save_recipients(connection, recipients)

    def ignored_problems(self, issue_id: int) -> frozenset[str]:
        """Return the keys of the findings of an issue that the clerk lets stand."""
        with self._reading() as connection:
            return habits.ignored(connection, issue_id)

    def ignore_problem(self, issue_id: int, key: str) -> None:
        """Let a finding of an issue stand."""
        with self._writing() as connection:
            habits.ignore(connection, issue_id, key)

    def unignore_problems(self, issue_id: int) -> None:
        """Let every finding of an issue be shown again."""
        with self._writing() as connection:
            habits.unignore(connection, issue_id)

    def finalise(
        self,
        issue_id: int,
        *,
        template: str,
        pdf: bytes,
        docx: bytes,
        of: Bulletin | None = None,
    ) -> int:
        """Lock an issue (定稿) and keep what was published; return its revision, 1 at first.

        `template` is the text of the template, as TOML. LibraryError when it is locked already,
        and when it is no longer the bulletin `of` which the files were made.
        """
        files = {"pdf": pdf, "docx": docx}
        with self._writing() as connection:
            return finals.finalise(connection, issue_id, of, template=template, **files)

    def reopen(self, issue_id: int, note: str) -> None:
        """Let an issue change again; its frozen revision stays, with the reason as its note."""
        with self._writing() as connection:
            finals.reopen(connection, issue_id, note)

    def final_record(self, issue_id: int) -> FinalRecord | None:
        """Return the newest 定稿 of an issue, also of one opened again; None before the first."""
        return next(iter(self.final_records(issue_id)), None)

    def final_records(self, issue_id: int) -> list[FinalRecord]:
        """Return every 定稿 of an issue, the newest first."""
        with self._reading() as connection:
            return finals.records(connection, issue_id)

    def final_file(self, issue_id: int, kind: finals.Kind, revision: int | None = None) -> bytes:
        """Return a file as it was published, of the newest revision where none is named."""
        with self._reading() as connection:
            return finals.file(connection, issue_id, kind, revision)
