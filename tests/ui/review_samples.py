"""Files for the tests of the review: an issue with evidence, and how one is put into the queue."""

import hashlib
from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from bulletin_desk.intake.source import Align, Source, SourceLine
from bulletin_desk.intake.source_json import source_to_json
from bulletin_desk.library.records import ImportItem
from bulletin_desk.ui.review.dialog import ReviewDialog
from bulletin_desk.ui.review.feature import Review
from ui.driver import Desk

NAME, NUMBER, ISSUER, DATE, COLUMN, TITLE, BYLINE, FIRST, SECOND = range(9)
NEXT_TITLE, NEXT_TEXT, REPORT, SEND, ISSUE = range(9, 14)


def paragraph(text: str) -> SourceLine:
    """A paragraph of the body."""
    return SourceLine(text, whole=True, size=16, indent=2)


def heading(text: str) -> SourceLine:
    """A title."""
    return SourceLine(text, whole=True, size=22, align=Align.CENTRE, gap=1)


LINES = (
    SourceLine("云泽市文明建设简报", whole=True, size=36, red=True, bold=True, align=Align.CENTRE),
    SourceLine("第7期", whole=True, size=16, align=Align.CENTRE),
    SourceLine("云泽市文明建设委员会办公室", whole=True, size=16),
    SourceLine("2021年3月8日", whole=True, size=16, align=Align.RIGHT),
    SourceLine("【工作动态】", whole=True, size=18, bold=True, gap=1),
    heading("青石县推进背街小巷整治"),
    SourceLine("（青石县文明办）", whole=True, size=16, align=Align.CENTRE),
    paragraph("近日，青石县召开背街小巷整治工作推进会，部署下一阶段任务。"),
    paragraph("会议要求，各乡镇要压实责任，确保年底前完成改造。"),
    heading("白杨县开展志愿服务"),
    paragraph("白杨县组织志愿者走进社区，清理垃圾，宣传文明礼仪。"),
    SourceLine("报：省文明办", whole=True, size=14, gap=1),
    SourceLine("送：市委各部门", whole=True, size=14),
    SourceLine("发：各县（市、区）文明办", whole=True, size=14),
)


def issue(name: str = "简报.docx", number: int = 7) -> Source:
    """An issue as a Word file shows it."""
    lines = list(LINES)
    lines[NUMBER] = SourceLine(f"第{number}期", whole=True, size=16, align=Align.CENTRE)
    return Source("docx", name, tuple(lines))


def queue(desk: Desk, *sources: Source, doubts: Iterable[str] = ("请核对。",)) -> None:
    """Let files wait for their review."""
    items = [
        ImportItem(
            source.name,
            "2021年",
            hashlib.sha256(source.name.encode()).hexdigest(),
            None,
            (),
            pictures=source.pictures,
            doubts=tuple(doubts),
            source=source_to_json(source),
        )
        for source in sources
    ]
    outcomes = desk.library.import_batch(items)
    assert [outcome.kind for outcome in outcomes] == ["queued"] * len(items)


def opened(desk: Desk, qtbot: QtBot) -> ReviewDialog:
    """Open the review of what waits, and wait until its first file is on show."""
    desk.workshop.commands["review"].trigger()
    dialog = desk.workshop.feature(Review).dialog
    assert dialog is not None
    settled(dialog, qtbot)
    return dialog


def settled(dialog: ReviewDialog, qtbot: QtBot) -> None:
    """Wait until a file is recognised and on show."""
    qtbot.wait_until(lambda: dialog.file is not None and dialog.file.result is not None)
    qtbot.wait_until(dialog.panes.keep_articles.isEnabled)


def press(dialog: ReviewDialog, key: Qt.Key, *rows: int) -> None:
    """Choose lines, and press a key on them."""
    lines = dialog.panes.lines
    lines.choose(list(rows))
    QTest.keyClick(lines, key)


def titles(dialog: ReviewDialog) -> list[str]:
    """The titles of the articles as they are recognised now."""
    assert dialog.file is not None
    return [article.title for article in dialog.file.articles]
