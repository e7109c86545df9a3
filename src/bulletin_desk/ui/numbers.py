"""What the library says of the numbers of the issue on the desk."""

from contextlib import suppress

from bulletin_desk.errors import DeskError
from bulletin_desk.library.library import Library
from bulletin_desk.model.bulletin import Masthead, one_line
from bulletin_desk.ui.dialogs.new_issue import clash_sentence
from bulletin_desk.ui.session import Session


class Numbers:
    """Answers of the open issue's number; where the library cannot be read, nothing is said.

    Saving tells then what is wrong, and what is typed is kept meanwhile.
    """

    def __init__(self, library: Library, session: Session) -> None:
        self._library = library
        self._session = session

    def clash(self, masthead: Masthead) -> str:
        """Return a sentence when another issue has a masthead's number, else nothing."""
        with suppress(DeskError):
            return clash_sentence(self._library, masthead, self._session.issue_id)
        return ""

    def offer(self, masthead: Masthead) -> int | None:
        """Return the number after the last one of the other issues in the masthead's sequence."""
        year, series = masthead.numbering_year, one_line(masthead.name)
        with suppress(DeskError):
            offered = self._library.next_number(series, year, masthead.supplement)
            # This issue's own number is the last one: then it is the next one already.
            own = masthead.number is not None and masthead.number + 1 == offered
            return None if own else offered
        return None
