"""The distribution is filled from saved units; copies are counted, and a typed number stays."""

from collections.abc import Callable
from dataclasses import replace
from typing import cast

import pytest
from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QListWidget, QWidget

from bulletin_desk.model.bulletin import Distribution
from bulletin_desk.model.recipients import Recipient
from bulletin_desk.ui.dialogs.recipient_picker import RecipientPicker
from bulletin_desk.ui.dialogs.recipients import RecipientsDialog
from bulletin_desk.ui.outline.model import DISTRIBUTION
from bulletin_desk.ui.parts.distribution import DistributionForm
from ui.driver import Desk, compose, key, sample
from ui.walking import clipped, controls, described, name, reached_by_tab

SAVED = [
    Recipient("省文明办", 2, "report"),
    Recipient("市教育局", 3, "send"),
    Recipient("市直各单位", 30, "send"),
    Recipient("各县（市、区）文明办", 9, "issue"),
]


@pytest.fixture
def form(desk: Desk) -> DistributionForm:
    """The form of an issue without copies, with saved units and a past issue in the library."""
    past = replace(sample(6), distribution=Distribution(send_to="市融媒体中心、市教育局"))
    desk.library.add_issue(past)
    issue = replace(sample(), distribution=Distribution("省文明办", "市委研究室、市教育局"))
    issue_id = desk.library.add_issue(issue)
    desk.library.save_recipients(SAVED)
    desk.workshop.open_issue(issue_id)
    desk.desk.outline.choose(DISTRIBUTION)
    return desk.desk.distribution


def in_dialog(kind: type, act: Callable) -> None:
    """Do something in the dialog that is about to be shown."""

    def found() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, QDialog)
        assert isinstance(dialog, kind)
        try:
            act(dialog)
        except BaseException:
            # An open dialog would wait for ever.
            dialog.reject()
            raise

    QTimer.singleShot(0, found)


def names(listed: QListWidget) -> list[str]:
    return [listed.item(row).text() for row in range(listed.count())]


def check(dialog: RecipientPicker, name: str) -> None:
    """Press space on a unit, as the keyboard does."""
    row = next(r for r, text in enumerate(names(dialog.list)) if text.startswith(name))
    dialog.list.setCurrentRow(row)
    QTest.keyClick(dialog.list, Qt.Key.Key_Space)


def test_units_are_picked_in_the_order_of_the_clicks(desk: Desk, form: DistributionForm) -> None:
    def pick(dialog: RecipientPicker) -> None:
        assert names(dialog.list) == [
            "市教育局　3 份", "市直各单位　30 份", "省文明办　2 份", "各县（市、区）文明办　9 份",
            "市融媒体中心", "市委研究室",
        ]  # fmt: skip
        shown = [dialog.list.item(r).checkState() for r in range(6)]
        on, off = Qt.CheckState.Checked, Qt.CheckState.Unchecked
        assert shown == [on, off, off, off, off, on]
        check(dialog, "市融媒体中心")
        check(dialog, "市直各单位")
        check(dialog, "市委研究室")
        assert dialog.shown.text() == "市教育局、市融媒体中心、市直各单位"
        dialog.confirm.click()

    in_dialog(RecipientPicker, pick)
    form.rows["send_to"].pick.click()
    assert desk.bulletin.distribution.send_to == "市教育局、市融媒体中心、市直各单位"
    assert form.send_to.toPlainText() == "市教育局、市融媒体中心、市直各单位"
    assert desk.session.undo_label == "选取送达单位"
    desk.press("Ctrl+Z")
    assert form.send_to.toPlainText() == "市委研究室、市教育局"


def test_an_empty_list_takes_the_mark_of_the_others(desk: Desk, form: DistributionForm) -> None:
    def pick(dialog: RecipientPicker) -> None:
        check(dialog, "各县")
        check(dialog, "市直")
        dialog.confirm.click()

    in_dialog(RecipientPicker, pick)
    form.rows["issue_to"].pick.click()
    assert desk.bulletin.distribution.issue_to == "各县（市、区）文明办、市直各单位"


def test_units_are_found_by_typing_and_enter_picks(desk: Desk, form: DistributionForm) -> None:
    def pick(dialog: RecipientPicker) -> None:
        compose(dialog.search, "wen")
        compose(dialog.search, "", "融媒")
        seen = [r for r in range(dialog.list.count()) if not dialog.list.item(r).isHidden()]
        assert [names(dialog.list)[r] for r in seen] == ["市融媒体中心"]
        QTest.keyClick(dialog.search, Qt.Key.Key_Return)
        assert dialog.search.text() == ""
        dialog.confirm.click()

    in_dialog(RecipientPicker, pick)
    form.rows["send_to"].pick.click()
    assert desk.bulletin.distribution.send_to == "市委研究室、市教育局、市融媒体中心"


def test_a_click_on_the_name_or_on_the_box_picks_once(form: DistributionForm) -> None:
    def pick(dialog: RecipientPicker) -> None:
        for row, unit in ((1, "市直各单位"), (2, "省文明办")):
            place = dialog.list.visualItemRect(dialog.list.item(row))
            box = QPoint(place.left() + 12, place.center().y())
            where = place.center() if row == 1 else box
            QTest.mouseClick(dialog.list.viewport(), Qt.MouseButton.LeftButton, pos=where)
            assert dialog.text.endswith(unit)
        QTest.mouseClick(dialog.list.viewport(), Qt.MouseButton.LeftButton, pos=box)
        assert dialog.text.endswith("市直各单位")
        dialog.cancel.click()

    in_dialog(RecipientPicker, pick)
    form.rows["send_to"].pick.click()


def test_cancelling_changes_nothing(desk: Desk, form: DistributionForm) -> None:
    before = desk.bulletin

    def cancel(dialog: RecipientPicker) -> None:
        check(dialog, "省文明办")
        dialog.cancel.click()

    in_dialog(RecipientPicker, cancel)
    form.rows["send_to"].pick.click()
    assert desk.bulletin is before


def test_new_units_are_remembered_with_one_click(desk: Desk, form: DistributionForm) -> None:
    row = form.rows["send_to"]
    assert form.rows["report_to"].remember.isHidden()
    assert row.remember.text() == "记住新单位（1）"
    row.remember.click()
    assert desk.library.recipients() == [*SAVED, Recipient("市委研究室", 1, "send")]
    assert row.remember.isHidden()
    key(row.field, "，x")
    assert not row.remember.isHidden()


def test_copies_are_counted_and_a_typed_number_stays(desk: Desk, form: DistributionForm) -> None:
    row = form.copies_row
    assert (row.remark.text(), row.adopt.isHidden()) == ("按发送单位合计 6 份", False)
    row.adopt.click()
    assert desk.bulletin.distribution.copies == 6
    assert desk.session.undo_label == "采用合计份数"
    assert row.adopt.isHidden()
    # A number that was counted follows the lists, in the same step.
    form.issue_to.insertPlainText("市直各单位")
    assert desk.bulletin.distribution.copies == 36
    assert form.copies.value() == 36
    desk.press("Ctrl+Z")
    assert (desk.bulletin.distribution.issue_to, desk.bulletin.distribution.copies) == ("", 6)
    # One that was typed stays.
    form.copies.setValue(50)
    form.issue_to.insertPlainText("市直各单位")
    assert desk.bulletin.distribution.copies == 50
    assert row.remark.text() == "按发送单位合计 36 份"


def test_names_for_many_are_never_counted_as_one(desk: Desk, form: DistributionForm) -> None:
    row = form.copies_row
    row.adopt.click()
    form.issue_to.insertPlainText("各学校，市委领导")
    assert row.remark.text().startswith("有 2 个未记份数的单位")
    assert row.adopt.isHidden()
    assert desk.bulletin.distribution.copies == 6
    form.rows["issue_to"].remember.click()
    assert desk.library.recipients()[-2:] == [
        Recipient("各学校", 0, "issue"),
        Recipient("市委领导", 0, "issue"),
    ]
    assert row.remark.text().startswith("有 2 个未记份数的单位")
    assert "请填写“各学校”的份数" in desk.window.statusBar().currentMessage()
    form.show_saved([*SAVED, Recipient("各学校", 20), Recipient("市委领导", 7)])
    assert (row.remark.text(), row.adopt.isHidden()) == ("按发送单位合计 33 份", False)
    assert desk.bulletin.distribution.copies == 6


def test_no_number_is_taken_over_unasked(desk: Desk, form: DistributionForm) -> None:
    for field in (form.report_to, form.send_to):
        field.clear()
    key(form.report_to, "省文明办")
    assert desk.bulletin.distribution == Distribution("省文明办")
    assert form.copies_row.remark.text() == "按发送单位合计 2 份"


def test_no_recipients_suggest_no_number(desk: Desk, form: DistributionForm) -> None:
    for field in (form.report_to, form.send_to):
        field.selectAll()
        key(field, "\b")
        field.textCursor().removeSelectedText()
    assert desk.bulletin.distribution == Distribution()
    assert (form.copies_row.remark.text(), form.copies_row.adopt.isHidden()) == ("", True)


def test_saved_units_are_edited(desk: Desk, form: DistributionForm) -> None:
    def edit(dialog: RecipientsDialog) -> None:
        dialog.rows.list.setCurrentRow(1)
        dialog.rows.down.click()
        dialog.copies.setValue(5)
        dialog.rows.list.setCurrentRow(0)
        dialog.rows.delete.click()
        dialog.rows.add.click()
        assert dialog.focusWidget() is dialog.name
        compose(dialog.name, "shi")
        compose(dialog.name, "", "市直各单位")
        dialog.confirm.click()
        assert dialog.isVisible()
        assert "有两个" in dialog.problem.text()
        dialog.name.selectAll()
        compose(dialog.name, "市总工会")
        dialog.group.setCurrentIndex(dialog.group.findData("send"))
        dialog.group.activated.emit(dialog.group.currentIndex())
        dialog.rows.add.click()
        dialog.confirm.click()

    in_dialog(RecipientsDialog, edit)
    desk.workshop.commands["recipients"].trigger()
    assert desk.library.recipients() == [
        Recipient("市直各单位", 30, "send"),
        Recipient("市教育局", 5, "send"),
        Recipient("各县（市、区）文明办", 9, "issue"),
        Recipient("市总工会", 1, "send"),
    ]
    assert form.copies_row.remark.text() == "按发送单位合计 7 份"


def test_a_locked_issue_lets_nothing_be_picked(desk: Desk, form: DistributionForm) -> None:
    issue_id, bulletin = cast(int, desk.session.issue_id), desk.bulletin
    desk.session.open(issue_id, bulletin, locked=True)
    desk.desk.outline.choose(DISTRIBUTION)
    assert not any(row.pick.isEnabled() for row in form.rows.values())
    assert not form.copies_row.adopt.isEnabled()
    desk.session.open(issue_id, bulletin)
    desk.desk.outline.choose(DISTRIBUTION)
    assert all(row.pick.isEnabled() for row in form.rows.values())


def test_what_is_being_composed_belongs_to_the_list(desk: Desk, form: DistributionForm) -> None:
    form.send_to.setFocus()
    form.send_to.moveCursor(form.send_to.textCursor().MoveOperation.End)
    compose(form.send_to, "、市总工会")

    def pick(dialog: RecipientPicker) -> None:
        assert dialog.text == "市委研究室、市教育局、市总工会"
        check(dialog, "市直")
        dialog.confirm.click()

    in_dialog(RecipientPicker, pick)
    form.rows["send_to"].pick.click()
    assert desk.bulletin.distribution.send_to == "市委研究室、市教育局、市总工会、市直各单位"


@pytest.mark.parametrize(
    "make",
    [
        lambda window: RecipientPicker(window, "送", "市教育局，市委研究室", SAVED),
        lambda window: RecipientsDialog(window, SAVED),
    ],
    ids=["picker", "saved"],
)
def test_a_dialog_is_named_reached_and_roomy(desk: Desk, make: Callable) -> None:
    dialog = make(desk.window)
    dialog.show()
    dialog.activateWindow()
    desk.qtbot.wait_until(lambda: QApplication.focusWidget() in dialog.findChildren(QWidget))
    found = list(controls(dialog))
    assert [described(control) for control in found if not name(control)] == []
    assert clipped(dialog) == []
    reached = reached_by_tab(dialog)
    assert [described(control) for control in found if control not in reached] == []
