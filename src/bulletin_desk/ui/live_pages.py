"""Typesets the open issue again after each change, once the keystroke itself has been painted."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal

from bulletin_desk.errors import DeskError
from bulletin_desk.model.compose import Composer
from bulletin_desk.model.templates import load_template
from bulletin_desk.typeset.display import Document
from bulletin_desk.typeset.typesetter import Typesetter
from bulletin_desk.ui.session import Session


class LivePages(QObject):
    """Keeps `document` the typeset form of the session's bulletin.

    `typeset` follows each layout, `failed` carries a sentence when there can be none.
    """

    typeset = Signal(object)
    failed = Signal(str)

    def __init__(
        self, session: Session, typesetter: Callable[[], Typesetter], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self.document: Document | None = None
        self._session = session
        self._make_typesetter = typesetter
        self._typesetter: Typesetter | None = None
        self._composer = Composer()
        # A timer of no time fires when every waiting event, the editor's paint too, is done.
        self._timer = QTimer(self, singleShot=True, interval=0)
        self._timer.timeout.connect(self.update_now)
        session.changed.connect(lambda: self._timer.start())
        session.opened.connect(lambda: self._timer.start())

    @property
    def font_remarks(self) -> tuple[str, str]:
        """What to say of replaced fonts, and of characters that no font has; empty if nothing."""
        from bulletin_desk.typeset.remarks import missing_remark, substitution_remark

        if self._typesetter is None:
            return "", ""
        fonts = self._typesetter.fonts
        return substitution_remark(fonts), missing_remark(fonts.missing)

    def update_now(self) -> None:
        """Typeset at once: what is going to be exported must be what was typed."""
        self._timer.stop()
        bulletin = self._session.bulletin
        if bulletin is None:
            self.document = None
            self.typeset.emit(None)
            return
        try:
            if self._typesetter is None:
                self._typesetter = self._make_typesetter()
            flow = self._composer.compose(bulletin, load_template(bulletin.template))
            self.document = self._typesetter.typeset(flow)
        except DeskError as error:
            self.failed.emit(str(error))
        else:
            self.typeset.emit(self.document)
