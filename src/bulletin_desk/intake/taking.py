"""From what a file shows to what is kept of it: recognised, each issue of a volume by itself."""

from dataclasses import replace

from bulletin_desk.intake.recognise import recognise, recognise_all
from bulletin_desk.intake.source import Recognised, Source


def take(source: Source) -> list[tuple[Source, Recognised]]:
    """Return what was recognised in a source; a bound volume of ours holds several issues."""
    if len(source.exact) < 2:
        return [(source, recognise(source))]
    parts = [replace(source, exact=(intake,)) for intake in source.exact]
    return list(zip(parts, recognise_all(source), strict=True))
