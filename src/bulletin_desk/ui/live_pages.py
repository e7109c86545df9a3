"""Typesets the open issue again after each change, in turns between the events of the window."""

from collections.abc import Callable
from time import perf_counter

from PySide6.QtCore import QObject, QTimer, Signal

from bulletin_desk.errors import DeskError
from bulletin_desk.model.bulletin import Bulletin
from bulletin_desk.model.compose import Composer
from bulletin_desk.model.steps import Steps, run
from bulletin_desk.model.template import Template
from bulletin_desk.model.templates import load_template
from bulletin_desk.typeset.display import Document
from bulletin_desk.typeset.fonts import Fonts
from bulletin_desk.typeset.typesetter import Typesetter
from bulletin_desk.ui.session import Session

# How long a turn works; a change of an ordinary issue takes one.
TURN_SECONDS = 0.008
# So many changes in a row may interrupt the layout; then it is shown before it is begun again.
_MAX_RESTARTS = 3


class LivePages(QObject):
    """Keeps `document` the typeset form of the session's bulletin.

    `typeset` follows each layout, `failed` carries a sentence when there can be none. A change
    that comes while the pages are being made begins them again; paragraphs that are set are kept.
    `settled` follows a layout that took several turns: much that is new will be kept for long.
    """

    typeset = Signal(object)
    failed = Signal(str)
    settled = Signal()

    def __init__(
        self, session: Session, typesetter: Callable[[], Typesetter], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self.document: Document | None = None
        self._session = session
        self._make_typesetter = typesetter
        self._typesetter: Typesetter | None = None
        self._composer = Composer()
        self._frozen: Template | None = None
        self._steps: Steps[Document] | None = None
        self._restarts = self._turns = 0
        self._changed = False
        # A timer of no time fires when every waiting event, the editor's paint too, is done.
        self._timer = QTimer(self, singleShot=True, interval=0)
        self._timer.timeout.connect(self._take_turn)
        session.changed.connect(self._on_changed)
        session.opened.connect(self._on_opened)

    @property
    def is_working(self) -> bool:
        """Whether pages are being made that will take the place of those on show."""
        return self._timer.isActive()

    @property
    def fonts(self) -> Fonts | None:
        """The fonts of the pages on show; None before there are any."""
        return self._typesetter.fonts if self._typesetter else None

    @property
    def font_remarks(self) -> tuple[str, str]:
        """What to say of replaced fonts, and of characters that no font has; empty if nothing."""
        from bulletin_desk.typeset.remarks import missing_remark, substitution_remark

        if self._typesetter is None:
            return "", ""
        fonts = self._typesetter.fonts
        return substitution_remark(fonts), missing_remark(fonts.missing)

    def freeze(self, template: Template | None) -> None:
        """Set the pages in this template, whatever becomes of the one that the issue names."""
        if template != self._frozen:
            self._frozen = template
            self.refresh()

    def template_of(self, bulletin: Bulletin) -> Template:
        """Return the template that the pages are set in."""
        return self._frozen or load_template(bulletin.template)

    def refresh(self) -> None:
        """Typeset again soon: what the pages are made with has changed, such as the template."""
        self._on_changed()

    def update_now(self) -> None:
        """Typeset at once: what is going to be exported must be what was typed."""
        self._timer.stop()
        self._forget_steps()
        if self._session.bulletin is None:
            self._finish(None)
            return
        try:
            document = run(self._layout(self._session.bulletin))
        except DeskError as error:
            self.failed.emit(str(error))
        else:
            self._finish(document)

    def stop(self) -> None:
        """Leave what is being made: the window closes."""
        self._timer.stop()
        self._forget_steps()

    def _on_changed(self) -> None:
        self._changed = True
        if self._steps is not None and self._restarts < _MAX_RESTARTS:
            self._restarts += 1
            self._steps = None
        self._timer.start()

    def _on_opened(self) -> None:
        self._forget_steps()
        self._timer.start()

    def _forget_steps(self) -> None:
        self._steps, self._restarts, self._changed = None, 0, False
        self._turns = 0

    def _take_turn(self) -> None:
        end = perf_counter() + TURN_SECONDS
        if self._steps is None:
            self._changed = False
            if self._session.bulletin is None:
                self._finish(None)
                return
            self._steps = self._layout(self._session.bulletin)
        steps = self._steps
        self._turns += 1
        try:
            while perf_counter() < end:
                next(steps)
        except StopIteration as done:
            document, turns = done.value, self._turns
            self._end(lambda: self._finish(document))
            if turns > 1:
                self.settled.emit()
        except DeskError as error:
            sentence = str(error)
            self._end(lambda: self.failed.emit(sentence))
        else:
            self._timer.start()

    def _end(self, tell: Callable[[], None]) -> None:
        """Tell how the layout ended; where the text has changed meanwhile, begin again."""
        again = self._changed
        self._forget_steps()
        tell()
        if again:
            self._timer.start()

    def _layout(self, bulletin: Bulletin) -> Steps[Document]:
        if self._typesetter is None:
            self._typesetter = self._make_typesetter()
            yield
        template = self.template_of(bulletin)
        flow = yield from self._composer.steps(bulletin, template)
        return (yield from self._typesetter.steps(flow))

    def _finish(self, document: Document | None) -> None:
        self.document = document
        self.typeset.emit(document)
