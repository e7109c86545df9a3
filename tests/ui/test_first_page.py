"""新建一期 shows the first page of what the new issue is based on."""

import datetime

import pytest
from PySide6.QtCore import QDate, QSize
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from bulletin_desk.model.bulletin import Masthead
from bulletin_desk.model.compose import compose as lay_out
from bulletin_desk.model.templates import load_template
from bulletin_desk.typeset.fonts import Fonts
from bulletin_desk.typeset.typesetter import Typesetter
from bulletin_desk.ui.dialogs.new_issue import Base, NewIssueDialog
from bulletin_desk.ui.preview.painter import PagePainter
from bulletin_desk.ui.templates.feature import Templates
from bulletin_desk.ui.templates.pages import page_image
from bulletin_desk.ui.templates.sample import sample_in
from ui.driver import Desk, compose, sample


def test_the_page_follows_the_choice(desk: Desk) -> None:
    latest = desk.library.add_issue(sample())
    part = desk.workshop.feature(Templates)
    page = part.first_page()
    bases = [
        Base("工作简报", template=load_template("gongzuo")),
        Base("接着上一期", "文明建设简报", latest),
        Base("信息快报", template=load_template("kuaibao")),
    ]
    dialog = NewIssueDialog(desk.window, desk.library, bases, page)
    dialog.show()
    seen: list[QImage] = []
    for index in range(len(bases)):
        with desk.qtbot.wait_signal(part.maker.made):
            dialog.base.setCurrentIndex(index)
            dialog._on_base()
        assert not page.pixmap().isNull()
        seen.append(page.pixmap().toImage())
    assert seen[0] != seen[1] != seen[2] != seen[0]
    dialog.hide()
    dialog.deleteLater()


def test_the_page_has_the_masthead_that_is_typed(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    latest = desk.library.add_issue(sample(7))
    page = desk.workshop.feature(Templates).first_page()
    shown: list[Masthead] = []
    monkeypatch.setattr(page, "show_issue", lambda bulletin: shown.append(bulletin.masthead))
    bases = [
        Base("接着上一期", "文明建设简报", latest),
        Base("工作简报", template=load_template("gongzuo")),
    ]
    dialog = NewIssueDialog(desk.window, desk.library, bases, page)
    dialog.date.setDate(QDate(2026, 5, 6))
    assert (shown[-1].number, shown[-1].date) == (8, datetime.date(2026, 5, 6))
    dialog.number.selectAll()
    desk.qtbot.keyClicks(dialog.number, "12")
    assert shown[-1].number == 12
    dialog.base.setCurrentIndex(1)
    assert (shown[-1].number, shown[-1].date) == (1, datetime.date(2026, 5, 6))
    dialog.series.selectAll()
    compose(dialog.series, "", "云泽信息")
    assert shown[-1].name == dialog.bulletin().masthead.name == "云泽信息"
    dialog.deleteLater()


@pytest.mark.parametrize("width", [136, 480, 900, 1600])
def test_large_glyphs_are_painted_at_every_size(qapp: QApplication, width: int) -> None:
    """Qt leaves out glyphs of raw fonts above 64 pixels: the name in 特号 on a page at 100 %."""
    template = load_template("jingshen-wenming")
    page = Typesetter(Fonts()).typeset(lay_out(sample_in(template), template)).pages[0]
    size = QSize(width, round(width * 297 / 210))
    image = page_image(page, size, 1.0, PagePainter(lambda digest: b"").paint)
    step = max(1, width // 200)
    seen = reds = 0
    for x in range(0, image.width(), step):
        for y in range(image.height() // 8, image.height() // 3, step):
            colour = image.pixelColor(x, y)
            seen += 1
            reds += colour.red() > colour.blue() + 60
    assert reds / seen > 0.02
