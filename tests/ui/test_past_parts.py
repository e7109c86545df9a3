"""Columns, articles and recipients of a past issue come into the open one as one step."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtWidgets import QApplication, QMenu, QTreeWidgetItem

from bulletin_desk.model.bulletin import Article, Bulletin, Distribution, Masthead, Section
from bulletin_desk.model.richtext import plain
from bulletin_desk.ui.reuse.past import PastIssues
from bulletin_desk.ui.reuse.past_dialog import PastDialog
from bulletin_desk.ui.shelf.feature import LibraryTab
from ui.driver import Desk, compose, sample

CHECKED, UNCHECKED = Qt.CheckState.Checked, Qt.CheckState.Unchecked
PARTLY = Qt.CheckState.PartiallyChecked


def past(number: int = 3) -> Bulletin:
    """An issue of the same series a year before."""
    base = sample(number)
    assert base.masthead.date is not None
    masthead = replace(base.masthead, date=base.masthead.date.replace(year=2025), notice="注意保存")
    return replace(
        base,
        masthead=masthead,
        sections=(
            Section("p1", "县区传真", (_article("p11", "临河区清洁河道"), _article("p12", "乙"))),
            Section("p2", "文明时讯", (_article("p21", "江口市植树"),)),
            Section("p3", "", (_article("p31", "没有栏目的一篇"),)),
        ),
        distribution=Distribution("市委常委", "", "各镇", 60),
    )


def _article(key: str, title: str) -> Article:
    return Article(key, title, body=(plain(f"近日，{title}，群众参与的热情很高。"),))


def row(dialog: PastDialog, start: str) -> QTreeWidgetItem:
    """The row of the tree that begins so."""
    flags = Qt.MatchFlag.MatchStartsWith | Qt.MatchFlag.MatchRecursive
    found = dialog.tree.findItems(start, flags)
    assert found, start
    return found[0]


def tick(dialog: PastDialog, start: str, state: Qt.CheckState = CHECKED) -> None:
    row(dialog, start).setCheckState(0, state)


@pytest.fixture
def choosing(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> Callable[[Callable[[PastDialog], object]], PastDialog]:
    """Gives the command; what is handed in works in the dialog, which is then confirmed."""

    def choose(work: Callable[[PastDialog], object]) -> PastDialog:
        shown: list[PastDialog] = []

        def use(dialog: PastDialog) -> bool:
            shown.append(dialog)
            dialog.show()
            desk.qtbot.wait_until(lambda: dialog.past is not None)
            work(dialog)
            agreed = dialog.confirm.isEnabled()
            dialog.done(int(agreed))
            return agreed

        monkeypatch.setattr(PastDialog, "accepted_by_clerk", use)
        desk.workshop.commands["take_past"].trigger()
        assert shown
        return shown[0]

    return choose


Choosing = Callable[[Callable[[PastDialog], object]], PastDialog]


def shown(bulletin: Bulletin) -> list[tuple[str, list[str]]]:
    return [(s.name, [a.title for a in s.articles]) for s in bulletin.sections]


def test_what_is_ticked_comes_as_one_step(desk: Desk, choosing: Choosing) -> None:
    desk.library.add_issue(past())
    desk.open_sample()
    before = desk.bulletin

    def work(dialog: PastDialog) -> None:
        assert not dialog.confirm.isEnabled()
        tick(dialog, "【县区传真】")
        tick(dialog, "江口市植树")
        tick(dialog, "版记")
        tick(dialog, "提示：注意保存")
        assert row(dialog, "【县区传真】").text(1) == "2 篇"
        said = dialog.summary.text()
        assert "3 篇稿件" in said
        assert "报送单位和份数替换" in said

    choosing(work)
    now = desk.bulletin
    assert shown(now) == [
        ("工作动态", ["青石县召开推进会", "白杨县开展活动"]),
        ("文明时讯", ["简讯一则", "江口市植树"]),
        ("县区传真", ["临河区清洁河道", "乙"]),
    ]
    assert now.distribution == Distribution("市委常委", "", "各镇", 60)
    assert (now.masthead.number, now.masthead.notice) == (7, "注意保存")
    came = [a for a in now.articles() if before.find_article(a.id) is None]
    assert len(came) == 3
    assert {a.origin for a in came} == {"2025年第3期"}
    assert {a.id for a in came}.isdisjoint({"p11", "p12", "p21"})
    assert desk.session.undo_label == "从往期选用"
    assert desk.workshop.flush()
    assert desk.saved() == now
    desk.press("Ctrl+Z")
    assert desk.bulletin == before
    assert desk.session.undo_label is None
    desk.press("Ctrl+Y")
    assert desk.bulletin == now


def test_a_past_issue_stays_as_it_is(desk: Desk, choosing: Choosing) -> None:
    first = desk.library.add_issue(past())
    kept = desk.library.load_issue(first)
    desk.open_sample()
    choosing(lambda dialog: dialog.all.click())
    assert len(list(desk.bulletin.articles())) == 7
    desk.workshop.flush()
    assert desk.library.load_issue(first) == kept


def test_a_column_is_taken_with_its_name_only(desk: Desk, choosing: Choosing) -> None:
    desk.library.add_issue(past())
    desk.open_sample()

    def work(dialog: PastDialog) -> None:
        dialog.tree.setCurrentItem(row(dialog, "临河区"))
        dialog.name_only.click()
        column = row(dialog, "【县区传真】")
        assert (column.checkState(0), column.text(1)) == (PARTLY, "只取名称")
        assert "县区传真" in dialog.summary.text()

    choosing(work)
    assert shown(desk.bulletin)[2:] == [("县区传真", [])]


def test_an_empty_column_is_taken(desk: Desk, choosing: Choosing) -> None:
    base = past()
    desk.library.add_issue(replace(base, sections=(*base.sections, Section("p4", "通知公告"))))
    desk.open_sample()

    def work(dialog: PastDialog) -> None:
        tick(dialog, "【通知公告】")
        assert row(dialog, "【通知公告】").checkState(0) is CHECKED

    choosing(work)
    assert shown(desk.bulletin)[2:] == [("通知公告", [])]


def test_ticks_of_column_and_articles_go_together(desk: Desk, choosing: Choosing) -> None:
    desk.library.add_issue(past())
    desk.open_sample()

    def work(dialog: PastDialog) -> None:
        column = row(dialog, "【县区传真】")
        tick(dialog, "乙")
        assert (column.checkState(0), column.text(1)) == (PARTLY, "1 篇")
        # Its name comes with an article; without one it was not asked for.
        tick(dialog, "乙", UNCHECKED)
        assert column.checkState(0) is UNCHECKED
        assert not dialog.confirm.isEnabled()
        tick(dialog, "【县区传真】")
        tick(dialog, "乙", UNCHECKED)
        tick(dialog, "临河区", UNCHECKED)
        assert (column.checkState(0), column.text(1)) == (PARTLY, "只取名称")
        tick(dialog, "【县区传真】", UNCHECKED)
        tick(dialog, "（没有栏目的稿件）")
        tick(dialog, "没有栏目的一篇", UNCHECKED)
        assert not dialog.confirm.isEnabled()

    choosing(work)
    assert desk.session.undo_label is None


def test_articles_without_column_go_to_the_current_one(desk: Desk, choosing: Choosing) -> None:
    desk.library.add_issue(past())
    desk.open_sample()
    desk.choose("a3")
    choosing(lambda dialog: tick(dialog, "（没有栏目的稿件）"))
    assert shown(desk.bulletin)[1] == ("文明时讯", ["简讯一则", "没有栏目的一篇"])
    assert len(desk.bulletin.sections) == 2


def test_the_newest_of_the_series_is_shown_first_and_others_found(
    desk: Desk, choosing: Choosing
) -> None:
    desk.library.add_issue(past(3))
    desk.library.add_issue(past(4))
    other = replace(past(9), masthead=Masthead("信息快报", 9, date=sample().masthead.date))
    third = desk.library.add_issue(other)
    desk.open_sample()

    def work(dialog: PastDialog) -> None:
        # The open issue is not offered, another series' newer one not first.
        assert dialog.issues.list.topLevelItemCount() == 3
        assert dialog.past is not None
        assert dialog.past.masthead.number == 4
        dialog.issues.filter.setText("快报")
        desk.qtbot.wait_until(lambda: dialog.past is not None)
        assert dialog.issues.chosen() == third
        tick(dialog, "【县区传真】")
        dialog.issues.filter.setText("没有这个")
        assert dialog.past is None
        assert not dialog.confirm.isEnabled()
        dialog.issues.filter.setText("快报")
        desk.qtbot.wait_until(lambda: dialog.past is not None)
        # What was ticked before the issue went is not any more.
        assert row(dialog, "乙").checkState(0) is UNCHECKED
        assert not dialog.confirm.isEnabled()
        tick(dialog, "江口市植树")

    choosing(work)
    (came,) = [a for a in desk.bulletin.articles() if a.origin]
    assert came.origin == "《信息快报》2026年第9期"


def test_the_chosen_part_can_be_read(desk: Desk, choosing: Choosing) -> None:
    desk.library.add_issue(past())
    desk.open_sample()

    def work(dialog: PastDialog) -> None:
        # The first article is on show at once.
        assert dialog.reader.toPlainText().startswith("临河区清洁河道\n近日，")
        dialog.tree.setCurrentItem(row(dialog, "报：市委常委"))
        assert dialog.reader.toPlainText() == "报：市委常委"
        assert not dialog.name_only.isEnabled()
        dialog.tree.setCurrentItem(row(dialog, "【县区传真】"))
        assert dialog.reader.toPlainText().splitlines()[1:] == ["临河区清洁河道", "乙"]
        assert dialog.name_only.isEnabled()

    choosing(work)


def test_what_is_being_typed_is_kept(desk: Desk, choosing: Choosing) -> None:
    desk.library.add_issue(past())
    desk.open_sample()
    compose(desk.body, "新")
    choosing(lambda dialog: tick(dialog, "共印"))
    assert desk.article("a1").body[0].text.startswith("新")
    assert desk.bulletin.distribution == replace(sample().distribution, copies=60)
    desk.press("Ctrl+Z")
    assert desk.article("a1").body[0].text.startswith("新")


def test_a_final_issue_takes_nothing(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    first = desk.library.add_issue(past())
    command = desk.workshop.commands["take_past"]
    assert not command.isEnabled()
    desk.workshop.open_issue(desk.library.add_issue(sample(), final=True))
    assert not command.isEnabled()

    def never(dialog: PastDialog) -> bool:
        raise AssertionError

    monkeypatch.setattr(PastDialog, "accepted_by_clerk", never)
    desk.workshop.feature(PastIssues).choose(first)


@pytest.mark.parametrize("final", [False, True])
def test_the_library_tab_offers_an_issue_of_its_list(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, final: bool
) -> None:
    wanted = desk.library.add_issue(past(3))
    desk.library.add_issue(past(4))
    desk.workshop.open_issue(desk.library.add_issue(sample(), final=final))
    tab = desk.workshop.feature(LibraryTab)
    tab.show()
    chosen: list[int | None] = []

    def look(dialog: PastDialog) -> bool:
        chosen.append(dialog.issues.chosen())
        dialog.done(0)
        return False

    monkeypatch.setattr(PastDialog, "accepted_by_clerk", look)

    offered: list[bool] = []

    def take() -> None:
        menu = QApplication.activePopupWidget()
        assert isinstance(menu, QMenu)
        actions = [a for a in menu.actions() if a.text() == "从这一期选用…"]
        offered.extend(action.isEnabled() for action in actions)
        menu.close()
        for action in actions:
            action.trigger()

    library_list = tab.panel.list
    library_list.expandAll()
    for number in (7, 3):
        flags = Qt.MatchFlag.MatchStartsWith | Qt.MatchFlag.MatchRecursive
        (issue,) = library_list.findItems(f"第{number}期", flags)
        library_list.setCurrentItem(issue)
        QTimer.singleShot(0, take)
        library_list.menu_wanted.emit(QPoint())
    # The open issue is not offered to itself, and a final one takes nothing.
    assert offered == [not final]
    desk.qtbot.wait(1)
    assert chosen == ([] if final else [wanted])


def test_without_other_issues_it_says_so(desk: Desk) -> None:
    desk.open_sample()
    desk.workshop.commands["take_past"].trigger()
    assert "导入往期简报" in desk.window.statusBar().currentMessage()
