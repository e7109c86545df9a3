"""From what a file shows to what is kept of it: recognised, each issue of a volume by itself."""

from dataclasses import replace
from pathlib import PurePath

from bulletin_desk.intake.recognise import named, recognise, recognise_all
from bulletin_desk.intake.source import Recognised, Source


def take(source: Source, origin: PurePath) -> list[tuple[Source, Recognised]]:
    """Return what was recognised in a source; a bound volume of ours holds several issues.

    What the text lacks is completed from the names at `origin`; our own files lack nothing.
    """
    if not source.exact:
        return [(source, named(recognise(source), origin))]
    parts = [replace(source, exact=(intake,)) for intake in source.exact]
    return list(zip(parts, recognise_all(source), strict=True))
