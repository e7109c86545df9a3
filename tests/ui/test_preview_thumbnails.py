"""The strip of pages: painted when seen, marking the page in view, leading to the one chosen."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from pytestqt.modeltest import ModelTester

from bulletin_desk.typeset.display import Page
from bulletin_desk.ui.preview.thumbnails import ThumbnailModel, Thumbnails
from ui.driver import Desk, key, sample
from ui.long_issues import long_issue


@pytest.fixture
def strip(desk: Desk) -> Thumbnails:
    issue_id = desk.library.add_issue(long_issue(30))
    with desk.qtbot.wait_signal(desk.desk.preview.page_painted):
        desk.workshop.open_issue(issue_id)
    desk.press("Ctrl+Alt+3")
    return desk.desk.right.thumbnails


def made(strip: Thumbnails) -> list[int]:
    return sorted(strip._images._images)


def test_the_strip_comes_and_goes_by_command(desk: Desk, strip: Thumbnails) -> None:
    assert strip.isVisible()
    desk.press("Ctrl+Alt+3")
    assert not strip.isVisible()


def test_only_pages_that_are_seen_are_painted(desk: Desk, strip: Thumbnails) -> None:
    desk.qtbot.wait_until(lambda: len(made(strip)) >= 3)
    desk.qtbot.wait(50)
    count = len(desk.desk.preview.pages)
    assert strip.pages.rowCount() == count
    assert made(strip)[0] == 0
    assert len(made(strip)) < count / 2


def test_a_click_and_the_arrow_keys_lead_to_a_page(desk: Desk, strip: Thumbnails) -> None:
    label = desk.desk.right.page_label
    place = strip.visualRect(strip.pages.index(2)).center()
    desk.qtbot.mouseClick(strip.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert label.text().startswith("第 3 /")
    strip.setFocus()
    desk.qtbot.keyClick(strip, Qt.Key.Key_Down)
    assert label.text().startswith("第 4 /")
    desk.qtbot.keyClick(strip, Qt.Key.Key_End)
    assert label.text().startswith(f"第 {strip.pages.rowCount()} /")


def test_the_page_in_view_is_marked_and_kept_in_sight(desk: Desk, strip: Thumbnails) -> None:
    desk.desk.preview.go_to_page(20)
    assert strip.currentIndex().row() == 20
    assert strip.viewport().rect().intersects(strip.visualRect(strip.currentIndex()))
    assert desk.desk.right.page_label.text().startswith("第 21 /")


def test_a_page_that_changes_is_painted_again_and_others_are_not(
    desk: Desk, strip: Thumbnails
) -> None:
    desk.qtbot.wait_until(lambda: len(made(strip)) >= 3)
    desk.qtbot.wait(50)
    before = {row: image for row, (_, image) in strip._images._images.items()}
    with desk.qtbot.wait_signal(strip._images.made):
        issuer = replace(desk.bulletin.masthead, issuer="云泽市文明创建办公室")
        desk.workshop.apply("报头", replace(desk.bulletin, masthead=issuer))
    desk.qtbot.wait(50)
    after = {row: image for row, (_, image) in strip._images._images.items()}
    assert after[0] != before[0]
    assert all(after[row] is before[row] for row in before if row)


def test_rows_come_and_go_at_the_end(desk: Desk, strip: Thumbnails) -> None:
    model = strip.pages
    resets: list[bool] = []
    model.modelReset.connect(lambda: resets.append(True))
    count = model.rowCount()
    desk.workshop.apply("删除", replace(desk.bulletin, sections=sample().sections))
    desk.qtbot.wait_until(lambda: model.rowCount() < count)
    desk.session.undo()
    desk.qtbot.wait_until(lambda: model.rowCount() == count)
    assert resets == []


def test_another_issue_does_not_flash_the_old_pages(desk: Desk, strip: Thumbnails) -> None:
    desk.qtbot.wait_until(lambda: 0 in made(strip))
    old_page, old_image = strip._images._images[0]
    other = desk.library.add_issue(sample(9))
    desk.workshop.open_issue(other)
    desk.qtbot.wait_until(lambda: strip.pages.rowCount() == 2)
    page = desk.desk.preview.pages[0]
    assert page is not old_page
    asked = strip._images.image(0, page, old_image.deviceIndependentSize().toSize(), 1.0)
    assert asked is None or asked != old_image


def test_typing_goes_on_while_the_strip_is_shown(desk: Desk, strip: Thumbnails) -> None:
    desk.choose("l0")
    desk.body.setFocus()
    with desk.qtbot.wait_signal(desk.desk.preview.page_painted):
        key(desk.body, "又")
    assert desk.body.hasFocus()


@pytest.mark.parametrize("counts", [(0, 3, 1, 5, 0, 2), (4, 4, 2)])
def test_the_strips_model_tells_its_changes_rightly(
    qtmodeltester: ModelTester, counts: tuple[int, ...]
) -> None:
    model = ThumbnailModel()
    qtmodeltester.check(model)
    for number, count in enumerate(counts):
        model.show_pages(tuple(Page(595.0, 842.0, (), f"{number}-{n}") for n in range(count)))
        assert model.rowCount() == count
