"""How the tests touch the window: a sample issue, keys, input methods, short names."""

import datetime
from pathlib import Path

from PySide6.QtCore import QEvent, QMimeData, Qt, QUrl
from PySide6.QtGui import QInputMethodEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from bulletin_desk.model.bulletin import Article, Bulletin, Distribution, Masthead, Section
from bulletin_desk.model.richtext import ParagraphKind, Run, Table, plain
from bulletin_desk.ui.main_window import MainWindow
from bulletin_desk.ui.outline.model import Node
from bulletin_desk.ui.workshop import Workshop

TABLE = Table((((Run("单位"),), (Run("篇数"),)), ((Run("青石县"),), (Run("3"),))))


def sample(number: int = 7) -> Bulletin:
    """An issue with two columns and three articles."""
    first = Article(
        "a1",
        "青石县召开推进会",
        body=(
            plain("近日，青石县召开背街小巷整治工作推进会。"),
            plain("一、提高认识", ParagraphKind.HEADING1),
            plain("会议要求，各单位要各负其责。"),
        ),
    )
    second = Article("a2", "白杨县开展活动", body=(plain("白杨县开展志愿服务活动。"), TABLE))
    third = Article("a3", "简讯一则", run_in=True, body=(plain("江口市启动宣传月。"),))
    return Bulletin(
        "jingshen-wenming",
        Masthead("文明建设\n简报", number, issuer="市文明办", date=datetime.date(2026, 3, 18)),
        True,
        (Section("s1", "工作动态", (first, second)), Section("s2", "文明时讯", (third,))),
        Distribution("省文明办", "市委各部门", "各县（市、区）", 50),
    )


def key(widget: QWidget, text: str) -> None:
    """Type characters that a keyboard has, one after another."""
    for char in text:
        event = QKeyEvent(QEvent.Type.KeyPress, 0, Qt.KeyboardModifier.NoModifier, char)
        QApplication.sendEvent(widget, event)


def compose(widget: QWidget, preedit: str, commit: str = "") -> None:
    """Send what an input method sends: a new preedit, and text that it commits."""
    event = QInputMethodEvent(preedit, [])
    event.setCommitString(commit)
    QApplication.sendEvent(widget, event)


def dragged(*paths: Path) -> QMimeData:
    """What a file manager hands over when files are dragged."""
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    return mime


class Desk:
    """The window with short names for what tests touch."""

    def __init__(self, window: MainWindow, qtbot: QtBot) -> None:
        assert window.workshop is not None
        self.window, self.qtbot = window, qtbot
        self.workshop: Workshop = window.workshop
        self.desk = self.workshop.desk
        self.library = self.workshop.library
        self.session = self.workshop.session
        self.body = self.desk.article.body

    @property
    def bulletin(self) -> Bulletin:
        assert self.session.bulletin is not None
        return self.session.bulletin

    def open_sample(self) -> int:
        """Put the sample on the desk, with its first article chosen and the caret in its text."""
        issue_id = self.library.add_issue(sample())
        with self.qtbot.wait_signal(self.desk.preview.page_painted):
            self.workshop.open_issue(issue_id)
        self.choose("a1")
        self.body.setFocus()
        return issue_id

    def choose(self, article_id: str) -> None:
        """Choose an article in the outline."""
        self.desk.outline.choose(Node("article", article_id))

    def press(self, keys: str) -> None:
        """Trigger a command of the window by its keys, as the menu does."""
        for action in self.window.findChildren(type(self.workshop.commands["undo"])):
            if keys in [k.toString() for k in action.shortcuts()]:
                action.trigger()
                return
        raise AssertionError(f"no command has the keys {keys}")

    def article(self, article_id: str) -> Article:
        found = self.bulletin.find_article(article_id)
        assert found is not None
        return found

    def saved(self) -> Bulletin:
        """What the library has of the open issue."""
        assert self.session.issue_id is not None
        return self.library.load_issue(self.session.issue_id)
