"""The pages in view: zoom around a point, pages by keys, and what stays in place under edits."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication

from bulletin_desk.model import edits
from bulletin_desk.model.bulletin import Article
from bulletin_desk.model.richtext import plain
from bulletin_desk.typeset.display import PictureItem, TextLine
from bulletin_desk.ui.outline.model import Node
from bulletin_desk.ui.preview.arrangement import FIT_PAGE, TWO_PAGES, Arrangement, Fit, Zoom
from bulletin_desk.ui.preview.places import Place, find, line_box
from ui.driver import Desk, key, sample
from ui.long_issues import long_issue


@pytest.fixture
def reading(desk: Desk) -> Desk:
    """A long issue, its pages on show."""
    issue_id = desk.library.add_issue(long_issue())
    with desk.qtbot.wait_signal(desk.desk.preview.page_painted):
        desk.workshop.open_issue(issue_id)
    return desk


def laid_out(desk: Desk) -> None:
    desk.qtbot.wait_until(lambda: not desk.workshop.pages.is_working)


def top_of(desk: Desk, words: str) -> float:
    """How far below the top of the view a line is printed."""
    preview = desk.desk.preview
    for number, page in enumerate(preview.pages):
        for placed in page.items:
            item = placed.item
            if isinstance(item, TextLine) and placed.source.block >= 0 and words in item.text:
                return preview._scaled(number, line_box(placed)).top()
    raise AssertionError(words)


def scroll_to(desk: Desk, words: str, away: int = 60) -> None:
    bar = desk.desk.preview.verticalScrollBar()
    bar.setValue(round(bar.value() + top_of(desk, words) - away))


def test_what_is_read_stays_in_place_when_text_comes_above_it(reading: Desk) -> None:
    words = "第7篇第2段"
    scroll_to(reading, words)
    before = top_of(reading, words)
    count = len(reading.desk.preview.pages)
    new = Article("new", "新来的稿件", body=tuple(plain("长长的一段，" * 30) for _ in range(9)))
    reading.workshop.apply("加入", edits.insert_article(reading.bulletin, "s", 0, new))
    laid_out(reading)
    assert len(reading.desk.preview.pages) > count
    assert top_of(reading, words) == pytest.approx(before, abs=1)
    reading.workshop.apply("删除", edits.remove_article(reading.bulletin, "new"))
    laid_out(reading)
    assert len(reading.desk.preview.pages) == count
    assert top_of(reading, words) == pytest.approx(before, abs=1)


def test_paragraphs_that_come_above_in_the_same_article_push_nothing_away(reading: Desk) -> None:
    words = "第7篇第4段"
    scroll_to(reading, words)
    before = top_of(reading, words)
    article = reading.article("l7")
    body = (*[plain("插进来的一段，" * 20) for _ in range(5)], *article.body)
    changed = edits.replace_article(reading.bulletin, replace(article, body=body))
    reading.workshop.apply("插入", changed)
    laid_out(reading)
    assert top_of(reading, words) == pytest.approx(before, abs=1)


def test_typing_moves_nothing_above_the_caret(reading: Desk) -> None:
    reading.choose("l5")
    reading.body.put_caret(1, 20)
    laid_out(reading)
    words = "第5篇第0段"
    before = top_of(reading, words)
    for _ in range(4):
        key(reading.body, "又写了一些字，")
        laid_out(reading)
        assert top_of(reading, words) == pytest.approx(before, abs=1)


def test_the_caret_stays_in_view_when_text_pushes_it_down(reading: Desk) -> None:
    preview = reading.desk.preview
    reading.choose("l5")
    reading.body.put_caret(0, 5)
    preview.set_zoom(preview.zoom.at(0.3))
    scroll_to(reading, "第4篇第1段", 10)
    assert preview._caret_in_view()
    more = tuple(plain("插进来的一段，" * 40) for _ in range(16))
    article = reading.article("l4")
    changed = replace(article, body=(*article.body, *more))
    reading.workshop.apply("插入", edits.replace_article(reading.bulletin, changed))
    laid_out(reading)
    assert preview._caret_in_view()


def test_the_top_stays_the_top_when_the_masthead_grows(reading: Desk) -> None:
    bar = reading.desk.preview.verticalScrollBar()
    bar.setValue(0)
    masthead = replace(reading.bulletin.masthead, notice="内部资料  注意保存", copy_number="000012")
    reading.workshop.apply("报头", replace(reading.bulletin, masthead=masthead))
    laid_out(reading)
    assert bar.value() == 0


def wheel(desk: Desk, at: QPointF, steps: int) -> None:
    preview = desk.desk.preview
    event = QWheelEvent(
        at, QPointF(preview.viewport().mapToGlobal(at)), QPoint(), QPoint(0, 120 * steps),
        Qt.MouseButton.NoButton, Qt.KeyboardModifier.ControlModifier,
        Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(preview.viewport(), event)


def test_ctrl_and_wheel_zoom_around_the_pointer(reading: Desk) -> None:
    preview = reading.desk.preview
    scroll_to(reading, "第4篇第3段")
    at = QPointF(preview.viewport().width() * 0.6, preview.viewport().height() * 0.7)
    under = preview._arrangement.nearest(preview._offset() + at)
    assert under is not None
    for steps in (3, 2, -4):
        wheel(reading, at, steps)
        place = preview._arrangement.place(*under) - preview._offset()
        assert place.y() == pytest.approx(at.y(), abs=2)
        if preview.horizontalScrollBar().maximum():
            assert place.x() == pytest.approx(at.x(), abs=2)
    assert preview.zoom.fit is Fit.NONE


def test_the_pages_fit_what_the_command_says(reading: Desk) -> None:
    preview = reading.desk.preview
    view = preview.viewport().size()
    reading.press("Ctrl+8")
    box = preview._arrangement.boxes[0]
    assert box.height() < view.height()
    assert box.width() < view.width()
    reading.press("Ctrl+Shift+9")
    one, two, three = preview._arrangement.boxes[:3]
    assert one.top() == two.top()
    assert two.right() < view.width()
    assert three.left() == one.left()
    assert three.top() > one.bottom()
    reading.press("Ctrl+9")
    assert preview._arrangement.boxes[0].width() == pytest.approx(view.width() - 56)
    assert preview.horizontalScrollBar().maximum() == 0


def test_the_menu_of_sizes_shows_and_sets_the_size(reading: Desk) -> None:
    pane = reading.desk.right
    actions = {a.text(): a for a in pane.zoom_button.menu().actions()}
    actions["150%"].trigger()
    assert pane.view.factor == pytest.approx(1.5)
    assert pane.zoom_button.text() == "150%"
    assert actions["150%"].isChecked()
    reading.press("Ctrl++")
    assert not actions["150%"].isChecked()


def test_page_keys_go_by_pages(reading: Desk) -> None:
    pane, preview = reading.desk.right, reading.desk.preview
    count = len(preview.pages)
    assert pane.page_label.text() == f"第 1 / {count} 页"
    for number in (2, 3):
        reading.qtbot.keyClick(preview, Qt.Key.Key_PageDown)
        assert pane.page_label.text() == f"第 {number} / {count} 页"
    reading.qtbot.keyClick(preview, Qt.Key.Key_PageUp)
    assert pane.page_label.text() == f"第 2 / {count} 页"
    reading.qtbot.keyClick(preview, Qt.Key.Key_End)
    assert pane.page_label.text() == f"第 {count} / {count} 页"
    reading.qtbot.keyClick(preview, Qt.Key.Key_Home)
    assert preview.verticalScrollBar().value() == 0


def test_another_issue_never_shows_the_pages_of_the_first(reading: Desk) -> None:
    other = reading.library.add_issue(sample(9))
    reading.workshop.open_issue(other)
    assert reading.desk.preview.pages == ()
    assert reading.desk.right.page_label.text() == "版面"
    laid_out(reading)
    assert len(reading.desk.preview.pages) == 2


@pytest.mark.parametrize(
    ("part", "owner", "block"),
    [("contents", "a2", -1), ("title", "a2", -1), ("table", "a2", 1), ("body", "a1", 2)],
)
def test_a_click_on_the_page_leads_to_its_text(
    desk: Desk, part: str, owner: str, block: int
) -> None:
    desk.open_sample()
    preview = desk.desk.preview
    found = find(preview.pages, Place(part, owner, block))
    assert found is not None
    number, placed = found
    preview.go_to_page(number)
    box = preview._to_view(number, line_box(placed))
    preview.verticalScrollBar().setValue(preview.verticalScrollBar().value() + box.top() - 50)
    desk.desk.outline.choose(Node("masthead"))
    box = preview._to_view(number, line_box(placed))
    left = Qt.MouseButton.LeftButton
    desk.qtbot.mouseClick(preview.viewport(), left, pos=box.center())
    assert desk.desk.node == Node("article", owner)


def test_a_picture_is_read_in_a_thread_and_shown_when_it_is_there(desk: Desk) -> None:
    from bulletin_desk.ui.start import sample as samples

    samples.add(desk.library)
    preview = desk.desk.preview
    desk.workshop.open_issue(max(samples.issues_of(desk.library)))
    laid_out(desk)
    number, placed = next(
        (n, p)
        for n, page in enumerate(preview.pages)
        for p in page.items
        if isinstance(p.item, PictureItem)
    )
    preview.go_to_page(number)
    middle = preview._to_view(number, line_box(placed)).center()
    bar = preview.verticalScrollBar()
    bar.setValue(bar.value() + middle.y() - preview.viewport().height() // 2)
    middle = preview._to_view(number, line_box(placed)).center() + QPoint(0, 40)

    def colourful() -> bool:
        colour = preview.viewport().grab().toImage().pixelColor(middle)
        return colour.saturation() > 30

    desk.qtbot.wait_until(colourful)


def test_a_zoom_is_kept_as_text() -> None:
    for zoom in (Zoom(), FIT_PAGE, TWO_PAGES, Zoom().at(1.25), TWO_PAGES.at(0.5)):
        assert Zoom.parse(zoom.text()) == zoom
    for text in ("", "wide 1 1", "width one", "none 1 x"):
        assert Zoom.parse(text) == Zoom()


def test_no_pages_need_no_room(desk: Desk) -> None:
    arrangement = Arrangement((), Zoom(), desk.window.size())
    assert list(arrangement.between(0, 1000)) == []
    assert arrangement.page_at(10) == 0
    assert arrangement.nearest(QPointF(3, 4)) is None
