"""What the clerk may say of a line, in the groups that the recogniser treats alike."""

from bulletin_desk.intake.lines import Line
from bulletin_desk.intake.source import Role

MASTHEAD = frozenset((Role.NAME, Role.NUMBER, Role.ISSUER, Role.DATE, Role.MARKING))
# These stand above the articles or below them, and never between their lines.
APART = MASTHEAD | {Role.CONTENTS, Role.DISTRIBUTION}
# The running text: what these say begins the body where it had not begun before.
BODY = frozenset((Role.COLUMN, Role.TITLE, Role.PARAGRAPH, Role.NOTE))
# Taken out of the running text and given to the article that they stand in.
BESIDE = frozenset((Role.SUBTITLE, Role.BYLINE, Role.CAPTION, Role.SIGNATURE, Role.UNKNOWN))


def first_of_body(lines: list[Line]) -> int:
    """Return the first line of which the clerk says that it belongs to the body."""
    return next((i for i, line in enumerate(lines) if line.said in BODY), len(lines))
