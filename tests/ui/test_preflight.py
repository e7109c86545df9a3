"""出刊检查 in the window: it opens before an issue goes out, jumps, marks the page, ignores."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication, QTreeWidgetItem, QWidget
from pytestqt.qtbot import QtBot

from bulletin_desk.library.facts import rules_off
from bulletin_desk.model.bulletin import Bulletin, Distribution, Section
from bulletin_desk.model.edits import replace_article
from bulletin_desk.model.richtext import plain
from bulletin_desk.ui import theme
from bulletin_desk.ui.dialogs.base import Files
from bulletin_desk.ui.preflight.feature import Preflight
from bulletin_desk.ui.preflight.rules_dialog import RulesDialog
from ui.driver import Desk, compose, key, sample

CLEAN = "近日，青石县召开背街小巷整治工作推进会。"


def faulty() -> Bulletin:
    """The sample with a half-width comma, a doubled full stop and an empty column."""
    bulletin = sample()
    article = bulletin.sections[0].articles[0]
    body = (*article.body[:2], plain("会议要求,各负其责。"), plain("抓好落实。。"))
    bulletin = replace_article(bulletin, replace(article, body=body))
    return replace(bulletin, sections=(*bulletin.sections, Section("s9", "经验交流")))


class Check:
    """The feature with short names."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.feature = desk.workshop.feature(Preflight)

    @property
    def panel(self):
        return self.feature.panel

    @property
    def rules(self) -> list[str]:
        return [problem.rule for problem in self.feature.problems if problem.severity != "notice"]

    @property
    def current(self) -> str:
        problem = self.panel.model.problem(self.panel.list.currentIndex())
        return problem.rule if problem else ""

    def press(self, key: Qt.Key) -> None:
        self.desk.qtbot.keyClick(self.panel.list, key)


@pytest.fixture
def check(desk: Desk) -> Check:
    return Check(desk)


def open_issue(desk: Desk, bulletin: Bulletin) -> int:
    issue_id = desk.library.add_issue(bulletin)
    with desk.qtbot.wait_signal(desk.desk.preview.page_painted):
        desk.workshop.open_issue(issue_id)
    desk.choose("a1")
    desk.body.setFocus()
    return issue_id


@pytest.fixture
def saved(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> list[Path]:
    """Where the dialog for saving was asked to write; it answers with a file of the test's."""
    asked: list[Path] = []

    def answer(parent: QWidget, title: str, kinds: str, proposed: Path) -> None:
        asked.append(proposed)

    monkeypatch.setattr(Files, "ask_save", answer)
    return asked


def test_f7_lists_the_problems_under_a_summary(desk: Desk, check: Check):
    open_issue(desk, faulty())
    desk.press("F7")
    assert check.panel.isVisible()
    assert check.rules == ["half-width-mark", "doubled-mark", "empty-section"]
    assert check.panel.summary.text().startswith("1 处必须改，2 处请核对")
    assert check.panel.list.hasFocus()
    assert check.current == "empty-section"


def test_a_sound_issue_says_so(desk: Desk, check: Check):
    desk.open_sample()
    desk.press("F7")
    assert check.rules == []
    assert check.panel.summary.text().startswith("没有发现问题，可以出刊")


def test_a_footer_that_the_issue_before_had_is_missed(desk: Desk, check: Check):
    def rules() -> list[str]:
        desk.press("F7")
        return [p.rule for p in check.feature.problems if "footer" in p.rule]

    bare = replace(sample(8), distribution=Distribution())
    other = replace(bare, masthead=replace(bare.masthead, name="街巷快报"))
    open_issue(desk, other)
    assert rules() == ["no-footer"]
    assert check.rules == []
    desk.library.add_issue(sample(7))
    open_issue(desk, bare)
    assert rules() == ["footer-gone"]
    desk.workshop.apply("改", replace(desk.bulletin, distribution=sample().distribution))
    assert rules() == []
    # A series whose issues have none is let be.
    open_issue(desk, replace(other, masthead=replace(other.masthead, number=9)))
    assert rules() == []


def test_enter_goes_to_the_text_and_esc_closes(desk: Desk, check: Check):
    open_issue(desk, faulty())
    desk.choose("a2")
    desk.press("F7")
    check.press(Qt.Key.Key_Down)
    assert check.current == "half-width-mark"
    check.press(Qt.Key.Key_Return)
    assert desk.desk.article.article is not None
    assert desk.desk.article.article.id == "a1"
    assert desk.body.caret == (2, 4)
    assert desk.body.hasFocus()
    check.panel.list.setFocus()
    check.press(Qt.Key.Key_Escape)
    assert not check.panel.isVisible()
    assert desk.body.hasFocus()


def test_walking_through_the_list_scrolls_the_page(desk: Desk, check: Check):
    open_issue(desk, faulty())
    desk.choose("a2")
    desk.desk.preview.verticalScrollBar().setValue(0)
    desk.press("F7")
    check.press(Qt.Key.Key_Down)
    assert desk.desk.preview.verticalScrollBar().value() > 0
    # The text stays where it is until the clerk wants to go there.
    assert desk.desk.article.article is not None
    assert desk.desk.article.article.id == "a2"
    assert check.panel.list.hasFocus()


def test_a_click_goes_to_the_column(desk: Desk, check: Check):
    open_issue(desk, faulty())
    desk.press("F7")
    view = check.panel.list
    middle = view.visualRect(view.currentIndex()).center()
    desk.qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=middle)
    node = desk.desk.node
    assert node is not None
    assert (node.kind, node.id) == ("section", "s9")


def test_f8_goes_round_the_problems(desk: Desk, check: Check):
    open_issue(desk, faulty())
    desk.press("F8")
    assert check.panel.isVisible()
    seen = [check.current]
    for _ in range(3):
        desk.press("F8")
        seen.append(check.current)
    desk.press("Shift+F8")
    assert check.current == seen[-2]
    assert {"half-width-mark", "doubled-mark"} <= set(seen)


def test_the_list_follows_the_text(desk: Desk, check: Check):
    open_issue(desk, faulty())
    desk.press("F7")
    with desk.qtbot.wait_signal(check.feature.problems_changed):
        desk.workshop.apply("改", sample())
    assert check.rules == []
    with desk.qtbot.wait_signal(check.feature.problems_changed):
        desk.session.undo()
    assert len(check.rules) == 3


def test_problems_are_told_without_the_panel(desk: Desk, check: Check, qtbot: QtBot):
    with qtbot.wait_signal(
        check.feature.problems_changed, check_params_cb=lambda found: len(found) >= 3
    ):
        open_issue(desk, faulty())
    assert not check.feature.is_open


def test_nothing_is_checked_while_composing(desk: Desk, check: Check, qtbot: QtBot):
    open_issue(desk, faulty())
    desk.press("F7")
    desk.body.setFocus()
    desk.workshop.apply("改", sample())
    compose(desk.body, "ce")
    with qtbot.wait_signal(check.feature.problems_changed, timeout=900, raising=False) as told:
        pass
    assert not told.signal_triggered
    with qtbot.wait_signal(check.feature.problems_changed):
        compose(desk.body, "", "测")
    assert "测" in desk.body.toPlainText()


def test_delete_ignores_in_this_issue_and_can_be_taken_back(desk: Desk, check: Check):
    issue_id = open_issue(desk, faulty())
    desk.press("F7")
    check.press(Qt.Key.Key_Delete)
    assert check.rules == ["half-width-mark", "doubled-mark"]
    assert check.current == "half-width-mark"
    assert len(desk.library.ignored_problems(issue_id)) == 1
    assert check.panel.shows_ignored.text() == "显示已忽略（1）"
    check.panel.shows_ignored.click()
    shown = [check.panel.model.index(row).data() for row in range(check.panel.model.rowCount())]
    assert "本期已忽略（1）" in shown
    check.panel.restore.click()
    assert len(check.rules) == 3
    assert not check.panel.shows_ignored.isVisible()


def test_a_rule_is_switched_off_from_the_menu(desk: Desk, check: Check):
    open_issue(desk, faulty())
    desk.press("F7")
    menu = check.panel.build_menu(check.panel.list.currentIndex())
    assert menu is not None
    names = {action.text(): action for action in menu.actions()}
    assert list(names) == ["到原文", "本期忽略", "", "关闭此项检查", "检查项目…"]
    names["关闭此项检查"].trigger()
    assert check.rules == ["half-width-mark", "doubled-mark"]
    assert rules_off(desk.library) == {"empty-section"}
    assert check.panel.build_menu(check.panel.model.index(0)) is None


def test_the_list_of_rules_switches_them_on_and_off(
    desk: Desk, check: Check, monkeypatch: pytest.MonkeyPatch
):
    open_issue(desk, faulty())

    def confirm(change: Callable[[QTreeWidgetItem], None]) -> None:
        def answer(dialog: RulesDialog) -> bool:
            rows = range(dialog.list.topLevelItemCount())
            items = [dialog.list.topLevelItem(row) for row in rows]
            change(next(item for item in items if item and item.text(0) == "半角标点"))
            return True

        monkeypatch.setattr(RulesDialog, "accepted_by_clerk", answer)
        desk.workshop.commands["rules"].trigger()

    confirm(lambda item: item.setCheckState(0, Qt.CheckState.Unchecked))
    assert rules_off(desk.library) == {"half-width-mark"}
    assert check.rules == ["doubled-mark", "empty-section"]
    confirm(lambda item: item.setCheckState(0, Qt.CheckState.Checked))
    assert rules_off(desk.library) == frozenset()
    assert len(check.rules) == 3


def test_an_export_asks_first(desk: Desk, check: Check, saved: list[Path]):
    open_issue(desk, faulty())
    desk.press("Ctrl+E")
    assert saved == []
    assert check.panel.question.isVisible()
    assert check.panel.go_on.text() == "仍然导出"
    assert check.panel.go_back.hasFocus()
    check.panel.go_on.click()
    assert len(saved) == 1
    assert not check.panel.isVisible()
    # What was let pass is not asked about again, what is new is.
    desk.press("Ctrl+E")
    assert len(saved) == 2
    article = replace(desk.article("a2"), title="")
    desk.workshop.apply("改", replace_article(desk.bulletin, article))
    desk.press("Ctrl+E")
    assert len(saved) == 2
    assert check.panel.question.isVisible()


def test_going_back_leads_to_the_first_problem(desk: Desk, check: Check, saved: list[Path]):
    open_issue(desk, faulty())
    desk.press("Ctrl+E")
    desk.qtbot.keyClick(check.panel.go_back, Qt.Key.Key_Return)
    assert saved == []
    assert check.panel.isVisible()
    assert not check.panel.question.isVisible()
    assert check.current


def test_a_sound_issue_is_exported_at_once(desk: Desk, check: Check, saved: list[Path]):
    desk.open_sample()
    desk.press("Ctrl+E")
    assert len(saved) == 1
    assert not check.feature.is_open


def test_what_is_being_typed_is_checked_too(desk: Desk, check: Check):
    desk.open_sample()
    desk.body.put_caret(0, 0)
    key(desk.body, "，，")
    compose(desk.body, "hao")
    assert not check.feature.confirm_before("打印")
    assert "doubled-mark" in check.rules
    assert desk.article("a1").body[0].text.startswith("，，hao")


def test_an_open_question_is_withdrawn_when_the_panel_closes(desk: Desk, check: Check):
    open_issue(desk, faulty())
    went_on: list[bool] = []
    assert not check.feature.confirm_before("打印", lambda: went_on.append(True))
    check.panel.close_button.click()
    desk.press("F7")
    assert not check.panel.question.isVisible()
    assert went_on == []


def test_another_issue_begins_without_a_question(desk: Desk, check: Check):
    open_issue(desk, faulty())
    assert not check.feature.confirm_before("打印")
    check.panel.go_on.click()
    assert check.feature.confirm_before("打印")
    open_issue(desk, replace(faulty(), masthead=replace(faulty().masthead, number=8)))
    assert not check.feature.confirm_before("打印")


def test_closing_the_issue_closes_the_panel(desk: Desk, check: Check):
    open_issue(desk, faulty())
    desk.press("F7")
    desk.press("Ctrl+W")
    assert not check.feature.is_open
    assert check.feature.problems == []


def test_another_issue_and_a_final_one_close_the_panel(desk: Desk, check: Check):
    open_issue(desk, faulty())
    desk.press("F7")
    assert check.feature.is_open
    open_issue(desk, sample(8))
    assert not check.feature.is_open
    desk.press("F7")
    assert check.feature.is_open
    desk.session.lock(True)
    assert not check.feature.is_open


def test_a_final_issue_is_not_told_that_it_may_go_out(desk: Desk, check: Check):
    desk.open_sample()
    desk.session.lock(True)
    desk.press("F7")
    assert check.panel.summary.text().startswith("没有发现问题")
    assert "可以出刊" not in check.panel.summary.text()


def test_the_page_is_marked_and_the_current_mark_is_stronger(desk: Desk, check: Check):
    open_issue(desk, faulty())
    desk.desk.preview.mark_caret(None)
    bare = _marked(desk)
    desk.press("F7")
    check.press(Qt.Key.Key_Down)
    check.press(Qt.Key.Key_Return)
    desk.desk.preview.mark_caret(None)
    # The marks are made in an event of their own.
    QApplication.processEvents()
    first = _marked(desk)
    assert bare == 0
    assert first > 0
    check.panel.close_button.click()
    assert _marked(desk) == 0


def _marked(desk: Desk) -> int:
    """Count the pixels of the page view that have the colour of warnings."""
    image: QImage = desk.desk.preview.viewport().grab().toImage()
    wanted = QColor(theme.LIGHT.warning)
    count = 0
    for y in range(image.height()):
        for x in range(image.width()):
            colour = image.pixelColor(QPoint(x, y))
            if colour == wanted:
                count += 1
    return count
