"""From what a file shows to what is kept of it: recognised, and completed from the file's name."""

from dataclasses import replace
from pathlib import PurePath

from bulletin_desk.intake.reader import read_text
from bulletin_desk.intake.source import Recognised, Source


def take(source: Source, origin: PurePath | None = None) -> list[tuple[Source, Recognised]]:
    """Return what was recognised in a source; a bound volume of ours holds several issues.

    `origin` is where the file comes from, whose names tell what the text may lack.
    """
    if source.exact:
        return [
            (replace(source, exact=(intake,), pictures=intake.pictures), Recognised(intake))
            for intake in source.exact
        ]
    text = "\n".join(line.text for line in source.lines)
    return [(source, Recognised(read_text(text, source.name)))]
