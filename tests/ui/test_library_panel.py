"""稿库: searched as one types, past issues to leaf through, articles used again."""

import datetime
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QTreeWidgetItem
from pytestqt.qtbot import QtBot

from bulletin_desk.model.bulletin import Article, Bulletin, Masthead, Section
from bulletin_desk.model.richtext import plain
from bulletin_desk.ui.lists.article_rows import AboutRole, TextRole
from bulletin_desk.ui.lists.dragging import HITS_MIME, unpacked_hits
from bulletin_desk.ui.outline.model import MASTHEAD, Node
from bulletin_desk.ui.shelf.feature import LibraryTab
from bulletin_desk.ui.shelf.filters import Wanted
from bulletin_desk.ui.shelf.list import Entry
from bulletin_desk.ui.shelf.panel import LibraryPanel
from ui.driver import Desk, compose


def past(number: int, series: str, year: int, *titles: str) -> Bulletin:
    """An old issue with articles of these titles."""
    articles = tuple(
        Article(
            f"{series}{year}-{number}-{n}", title, body=(plain(f"近日，{title}。志愿者参加。"),)
        )
        for n, title in enumerate(titles)
    )
    masthead = Masthead(series, number, date=datetime.date(year, 5, number))
    return Bulletin(masthead=masthead, sections=(Section("s1", "工作动态", articles),))


@pytest.fixture
def panel(desk: Desk, qtbot: QtBot) -> LibraryPanel:
    """The tab in front, over three past issues and one in the making."""
    desk.library.add_issue(past(3, "文明简报", 2024, "青石县清扫街道", "白杨县植树护绿"))
    desk.library.add_issue(past(4, "文明简报", 2025, "江口市全民阅读"))
    desk.library.add_issue(past(1, "创城通讯", 2025, "青石县义诊进村", "青石县清扫街道办法"))
    desk.open_sample()
    desk.press("Alt+3")
    panel = desk.workshop.feature(LibraryTab).panel
    qtbot.wait_until(lambda: panel.list.topLevelItemCount() > 0)
    return panel


def rows(panel: LibraryPanel) -> list[str]:
    root = panel.list.invisibleRootItem()
    return [root.child(n).text(0) for n in range(root.childCount())]


def group(panel: LibraryPanel, number: int) -> QTreeWidgetItem:
    return panel.list.invisibleRootItem().child(number)


def search(panel: LibraryPanel, qtbot: QtBot, words: str, *titles: str) -> None:
    """Type words and wait until just these titles are found, in any order."""
    panel.words.clear()
    compose(panel.words, "", words)
    qtbot.wait_until(lambda: sorted(hits(panel)) == sorted(titles))


def hits(panel: LibraryPanel) -> list[str]:
    return rows(panel) if not panel.list.rootIsDecorated() else []


def test_the_command_shows_the_tab_ready_to_type(panel: LibraryPanel, desk: Desk) -> None:
    assert desk.desk.left.currentWidget() is desk.workshop.feature(LibraryTab).holder
    assert panel.words.hasFocus()


def test_one_and_two_characters_are_found(panel: LibraryPanel, qtbot: QtBot) -> None:
    search(panel, qtbot, "义诊", "青石县义诊进村")
    row = group(panel, 0)
    assert row.data(0, AboutRole) == "创城通讯 第1期 · 2025年5月1日 · 工作动态"
    assert "青石县义诊进村" in row.data(0, TextRole)
    search(panel, qtbot, "树", "白杨县植树护绿")


def test_nothing_is_searched_while_composing(panel: LibraryPanel, desk: Desk, qtbot: QtBot) -> None:
    asked: list[str] = []
    panel.search_wanted.connect(lambda wanted: asked.append(wanted.words))
    compose(panel.words, "yi zhen")
    panel._timer.start(0)
    qtbot.wait(50)
    assert asked == []
    compose(panel.words, "", "义诊")
    qtbot.wait_until(lambda: asked == ["义诊"])


def test_typing_on_asks_once_and_shows_the_last_answer(panel: LibraryPanel, qtbot: QtBot) -> None:
    asked: list[str] = []
    panel.search_wanted.connect(lambda wanted: asked.append(wanted.words))
    for char in "青石县":
        compose(panel.words, "", char)
    qtbot.wait_until(lambda: len(hits(panel)) > 1)
    assert asked == ["青石县"]
    assert "江口市全民阅读" not in hits(panel)


def test_series_and_year_narrow_the_search(panel: LibraryPanel, qtbot: QtBot) -> None:
    search(panel, qtbot, "清扫街道", "青石县清扫街道", "青石县清扫街道办法")
    panel.filters.series.setCurrentIndex(panel.filters.series.findData("文明简报"))
    panel.filters.series.activated.emit(panel.filters.series.currentIndex())
    qtbot.wait_until(lambda: rows(panel) == ["青石县清扫街道"])
    panel.filters.series.setCurrentIndex(0)
    panel.filters.year.setCurrentIndex(panel.filters.year.findData(2025))
    panel.filters.year.activated.emit(panel.filters.year.currentIndex())
    qtbot.wait_until(lambda: rows(panel) == ["青石县清扫街道办法"])


def test_no_hits_say_what_to_do(panel: LibraryPanel, qtbot: QtBot) -> None:
    compose(panel.words, "", "没有的词")
    qtbot.wait_until(lambda: panel.nothing_found.isVisible())
    assert not panel.add_button.isEnabled()
    qtbot.keyClick(panel.words, Qt.Key.Key_Escape)
    assert panel.words.text() == ""
    assert panel.list.isVisible()


def test_an_empty_library_says_what_to_do(desk: Desk, qtbot: QtBot) -> None:
    desk.press("Alt+3")
    panel = desk.workshop.feature(LibraryTab).panel
    assert panel.import_button.isVisible()
    assert not panel.words.isVisible()
    desk.library.add_issue(past(1, "文明简报", 2025, "标题"))
    desk.workshop.files.importer.finished.emit(_nothing_imported())
    assert panel.words.isVisible()


def _nothing_imported() -> object:
    from bulletin_desk.ui.files.importing import ImportResult

    return ImportResult()


def test_past_issues_are_leafed_through(panel: LibraryPanel, qtbot: QtBot) -> None:
    names = [name.partition("　")[0] for name in rows(panel)]
    assert set(names) == {
        "文明简报 2024年",
        "文明简报 2025年",
        "创城通讯 2025年",
        "文明建设简报 2026年",
    }
    old = group(panel, names.index("文明简报 2024年"))
    old.setExpanded(True)
    issue = old.child(0)
    assert issue.text(0) == "第3期　5月3日"
    issue.setExpanded(True)
    assert [issue.child(n).text(0) for n in range(2)] == ["青石县清扫街道", "白杨县植树护绿"]
    panel.list.setCurrentItem(issue.child(1))
    assert panel.reader.toPlainText().startswith("白杨县植树护绿")
    assert panel.add_button.isEnabled()


def test_what_is_open_stays_open_when_the_library_changes(panel: LibraryPanel, desk: Desk) -> None:
    old = group(panel, len(rows(panel)) - 1)
    old.setExpanded(True)
    old.child(0).setExpanded(True)
    chosen = panel.list.current()
    desk.library.add_issue(past(8, "创城通讯", 2023, "标题"))
    desk.workshop.autosave.saved.emit("10:00")
    desk.press("Alt+1")
    desk.press("Alt+3")
    assert rows(panel)[-1].startswith("创城通讯 2023年")
    old = group(panel, len(rows(panel)) - 2)
    assert old.isExpanded()
    assert old.child(0).isExpanded()
    assert old.child(0).childCount() > 0
    assert panel.list.current() == chosen


def test_the_words_are_marked_where_they_are_read(panel: LibraryPanel, qtbot: QtBot) -> None:
    search(panel, qtbot, "植树 志愿", "白杨县植树护绿")
    marked = [s.cursor.selectedText() for s in panel.reader.extraSelections()]  # pyright: ignore
    assert marked == ["植树", "植树", "志愿"]


def test_a_hit_is_used_again_as_a_copy_with_its_origin(
    panel: LibraryPanel, desk: Desk, qtbot: QtBot
) -> None:
    desk.choose("a1")
    desk.press("Alt+3")
    search(panel, qtbot, "植树", "白杨县植树护绿")
    qtbot.keyClick(panel.words, Qt.Key.Key_Down)
    assert panel.list.hasFocus()
    qtbot.keyClick(panel.list, Qt.Key.Key_Return)
    added = desk.bulletin.sections[0].articles[1]
    assert added.title == "白杨县植树护绿"
    assert added.id != "文明简报2024-3-1"
    assert added.origin == "《文明简报》2024年第3期"
    assert desk.saved().find_article(added.id) == added
    assert desk.workshop.commands["undo"].text() == "撤销 取用往期稿件"
    assert desk.desk.node == Node("article", added.id)
    desk.press("Ctrl+Z")
    assert desk.bulletin.find_article(added.id) is None


def test_what_is_used_again_goes_into_the_column_of_the_same_name(
    panel: LibraryPanel, desk: Desk
) -> None:
    tab = desk.workshop.feature(LibraryTab)
    issue = next(r.id for r in desk.library.issues() if r.number == 3)
    entries = [Entry(issue, f"文明简报2024-3-{n}") for n in (0, 1)]
    for current in (MASTHEAD, Node("article", "a3")):
        desk.desk.outline.choose(current)
        tab.add(entries)
        added = desk.bulletin.sections[0].articles[2:]
        assert [a.title for a in added] == ["青石县清扫街道", "白杨县植树护绿"]
        assert not any(a.run_in for a in added), "as they stood"
        desk.press("Ctrl+Z")
    desk.desk.outline.choose(Node("section", "s2"))
    tab.add(entries[:1])
    assert len(desk.bulletin.sections[1].articles) == 2, "the clerk chose this column"


def test_an_article_without_a_column_here_goes_into_the_first_one(
    panel: LibraryPanel, desk: Desk
) -> None:
    elsewhere = replace(past(9, "动态", 2024, "江口市修桥"), masthead=Masthead("动态", 9))
    section = replace(elsewhere.sections[0], name="往来")
    number = desk.library.add_issue(replace(elsewhere, sections=(section,)))
    desk.desk.outline.choose(MASTHEAD)
    desk.workshop.feature(LibraryTab).add([Entry(number, "动态2024-9-0")])
    assert desk.bulletin.sections[0].articles[-1].title == "江口市修桥"
    assert not desk.bulletin.sections[0].articles[-1].run_in


def test_several_hits_are_dragged_in_their_order(panel: LibraryPanel, qtbot: QtBot) -> None:
    search(panel, qtbot, "青石县清扫", "青石县清扫街道", "青石县清扫街道办法")
    panel.list.selectAll()
    root = panel.list.invisibleRootItem()
    data = panel.list.mimeData([root.child(n) for n in range(2)])
    assert data.hasFormat(HITS_MIME)
    wanted = [tuple(entry) for entry in panel.list.entries()[:2]]
    assert unpacked_hits(data) == wanted


def test_a_hit_in_the_pool_moves_out_of_it(panel: LibraryPanel, desk: Desk, qtbot: QtBot) -> None:
    waiting = Article("p1", "邻里守望暖人心", body=(plain("内容。"),))
    desk.library.add_to_pool([waiting])
    search(panel, qtbot, "邻里守望", "邻里守望暖人心")
    assert group(panel, 0).data(0, AboutRole) == "待用稿"
    assert not panel.open_button.isEnabled()
    panel.add_button.click()
    assert desk.bulletin.find_article("p1") == replace(waiting, run_in=False)
    assert desk.library.pool() == []


def test_an_earlier_use_is_shown(panel: LibraryPanel, desk: Desk, qtbot: QtBot) -> None:
    desk.library.add_issue(past(9, "文明简报", 2026, "白杨县植树护绿"))
    search(panel, qtbot, "植树", "白杨县植树护绿", "白杨县植树护绿")
    panel.list.setCurrentItem(group(panel, 1))
    assert panel.used.isVisible()
    assert panel.used.text() == "已用于《文明简报》2026年第9期"
    search(panel, qtbot, "义诊", "青石县义诊进村")
    assert not panel.used.isVisible()


def test_the_issue_of_a_hit_is_opened_at_its_article(
    panel: LibraryPanel, desk: Desk, qtbot: QtBot
) -> None:
    search(panel, qtbot, "植树", "白杨县植树护绿")
    panel.open_button.click()
    assert desk.bulletin.series == "文明简报"
    assert desk.desk.node == Node("article", "文明简报2024-3-1")


def test_a_double_click_on_an_issue_opens_it(panel: LibraryPanel, desk: Desk) -> None:
    old = group(panel, len(rows(panel)) - 1)
    old.setExpanded(True)
    panel.list.itemDoubleClicked.emit(old.child(0), 0)
    assert desk.bulletin.series != "文明建设简报"


def test_without_an_issue_or_in_a_final_one_nothing_is_added(
    panel: LibraryPanel, desk: Desk, qtbot: QtBot
) -> None:
    search(panel, qtbot, "植树", "白杨县植树护绿")
    desk.session.lock(True)
    assert not panel.add_button.isEnabled()
    before = desk.bulletin
    qtbot.keyClick(panel.list, Qt.Key.Key_Return)
    assert desk.bulletin is before
    desk.session.lock(False)
    assert panel.add_button.isEnabled()
    desk.workshop.close_issue()
    assert not panel.add_button.isEnabled()
    assert panel.add_button.toolTip() == "先打开或新建一期简报"


def test_an_answer_that_comes_after_the_window_is_closed_harms_nothing(
    panel: LibraryPanel, desk: Desk, qtbot: QtBot
) -> None:
    panel.search_wanted.emit(Wanted("青石"))
    desk.window.close()
    qtbot.wait(50)


def test_entries_stand_for_articles_and_issues(panel: LibraryPanel) -> None:
    group(panel, 0).setExpanded(True)
    panel.list.setCurrentItem(group(panel, 0).child(0))
    entry = panel.list.current()
    assert isinstance(entry, Entry)
    assert entry.issue_id is not None
    assert entry.article_id == ""
    assert panel.open_button.isEnabled()
    assert not panel.add_button.isEnabled()
