"""Issues as one PDF: each is read, laid out and drawn by itself, on whichever core is free."""

import gc
from collections.abc import Generator, Sequence
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from bulletin_desk.cli.printing import Progress, complain
from bulletin_desk.cli.sources import Sources
from bulletin_desk.cli.workers import spread
from bulletin_desk.errors import DeskError
from bulletin_desk.model.compose import compose

if TYPE_CHECKING:
    from bulletin_desk.export.pdf.part import Part


class _Drawn(NamedTuple):
    """An issue's pages with the pictures on them by digest, or why there are none."""

    part: "Part | None"
    pictures: dict[str, bytes]
    refusal: str = ""
    missing: str = ""


def write_volume(names: Sequence[str], sources: Sources, target: Path) -> bool:
    """Write all issues that can be read into one PDF; each other one is named with its reason.

    Return whether there was none of those.
    """
    from bulletin_desk.cli.fonts import tell_of_fonts
    from bulletin_desk.export.pdf import write_parts

    press = _Press(sources)
    with _without_collector():
        drawn = _draw_all(names, sources, press)
    pictures: dict[str, bytes] = {}
    for issue in drawn:
        pictures |= issue.pictures
        if issue.refusal:
            complain(issue.refusal)
    parts = [issue.part for issue in drawn if issue.part is not None]
    if parts:
        write_parts(parts, pictures.__getitem__, target)
        missing = dict.fromkeys("".join([issue.missing for issue in drawn]))
        tell_of_fonts(press.fonts, "".join(missing))
    return len(parts) == len(drawn)


@contextmanager
def _without_collector() -> Generator[None]:
    """Keep the garbage collector out.

    Pages are a great many small values without a cycle among them, through which it would walk
    again and again; and once more when the process ends, but for what is frozen.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        if was_on:
            gc.enable()


def _draw_all(names: Sequence[str], sources: Sources, press: "_Press") -> list[_Drawn]:
    progress = Progress(len(names), "排版")
    if not any(map(sources.in_library, names)):
        return spread(press.draw, names, progress.step)
    # An open library cannot be shared with a forked process.
    drawn: list[_Drawn] = []
    for name in names:
        drawn.append(press.draw(name))
        progress.step(len(drawn))
    return drawn


class _Press:
    """Draws issues one by one; keeps fonts and what was learnt of them."""

    def __init__(self, sources: Sources) -> None:
        # Loaded here and not when the first issue is drawn: workers then share them.
        from bulletin_desk.export.pdf.part import Drawer
        from bulletin_desk.typeset.fonts import Fonts
        from bulletin_desk.typeset.typesetter import Typesetter

        import_module("bulletin_desk.intake.files")
        self._sources = sources
        self.fonts = Fonts()
        self._typesetter = Typesetter(self.fonts)
        self._drawer = Drawer()

    def draw(self, name: str) -> _Drawn:
        """Return an issue's pages."""
        try:
            issue = self._sources.find(name)
        except DeskError as error:
            return _Drawn(None, {}, f"{name}：{error}")
        document = self._typesetter.typeset(compose(issue.bulletin, issue.template))
        part = self._drawer.draw(document)
        pictures = {digest: issue.pictures(digest) for digest in part.pictures.values()}
        return _Drawn(part, pictures, missing=self.fonts.missing)
