"""Find and replace in the window: by keys, while typing, and in the whole library."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from bulletin_desk.library.records import IssueStatus
from bulletin_desk.model.bulletin import Article, Bulletin, Section
from bulletin_desk.model.richtext import Picture, Run, plain
from bulletin_desk.ui.dialogs.base import Message
from bulletin_desk.ui.find.bar import ARTICLE, ISSUE, LIBRARY, FindBar
from bulletin_desk.ui.find.feature import Find
from bulletin_desk.ui.find.library_find import LibraryFind
from ui.driver import Desk, compose, key, sample

SHIFT = Qt.KeyboardModifier.ShiftModifier


class Finding:
    """The find bar with short names."""

    def __init__(self, desk: Desk, keys: str = "Ctrl+F") -> None:
        self.desk = desk
        desk.press(keys)
        self.find = desk.workshop.feature(Find)
        assert self.find.bar is not None
        assert self.find.library is not None
        self.bar: FindBar = self.find.bar
        self.library: LibraryFind = self.find.library

    def words(self, text: str) -> None:
        self.bar.words.setText(text)
        self.find.update_now()

    def enter(self, *, back: bool = False) -> None:
        keys = SHIFT if back else Qt.KeyboardModifier.NoModifier
        self.desk.qtbot.keyClick(self.bar.words, Qt.Key.Key_Return, keys)

    @property
    def selected(self) -> str:
        return self.desk.body.textCursor().selectedText()

    def search_library(self, text: str) -> None:
        self.bar.scope.setCurrentIndex(LIBRARY)
        self.words(text)
        self.enter()
        self.wait()

    def wait(self) -> None:
        self.desk.qtbot.wait_until(lambda: not self.library.is_busy, timeout=20000)

    def rows(self) -> list[list[str]]:
        tree = self.library.results
        tops = [tree.topLevelItem(i) for i in range(tree.topLevelItemCount())]
        return [
            [top.text(0), *[top.child(i).text(0) for i in range(top.childCount())]]
            for top in tops
            if top is not None
        ]


@pytest.fixture
def opened(desk: Desk) -> Desk:
    desk.open_sample()
    desk.body.put_caret(0, 0)
    return desk


def test_typing_counts_the_hits_and_selects_the_first_after_the_caret(opened: Desk) -> None:
    opened.body.put_caret(1, 2)
    finding = Finding(opened)
    assert finding.bar.words.hasFocus()
    key(finding.bar.words, "会")
    opened.qtbot.wait_until(lambda: bool(finding.bar.count.text()))
    assert finding.bar.count.text() == "3 / 3"  # title, first paragraph, last paragraph
    assert finding.bar.words.hasFocus()
    assert opened.body.textCursor().blockNumber() == 2
    assert finding.selected == "会"
    assert len(opened.body.extraSelections()) == 2


def test_enter_and_f3_go_through_the_issue_in_the_order_of_reading(opened: Desk) -> None:
    finding = Finding(opened)
    finding.words("县")
    places = []
    for _ in range(8):
        assert finding.find.current is not None
        where = finding.find.current.where
        places.append((where.owner, where.part))
        finding.enter()
    assert places == [
        ("a1", "body"), ("a2", "title"), ("a2", "body"), ("a2", "table"), ("", "issue_to"),
        ("a1", "title"), ("a1", "body"), ("a2", "title"),
    ]  # fmt: skip
    assert finding.bar.count.text().endswith(" / 6")
    finding.enter(back=True)
    assert finding.find.current is not None
    assert finding.find.current.where.part == "title"
    opened.press("Shift+F3")
    assert opened.desk.node is not None
    assert opened.desk.node.id == "a1"
    opened.press("F3")
    assert opened.desk.node.id == "a2"


def test_the_scope_of_one_article_stays_in_it(opened: Desk) -> None:
    finding = Finding(opened)
    finding.bar.scope.setCurrentIndex(ARTICLE)
    finding.words("县")
    assert finding.bar.count.text() == "2 / 2"
    finding.enter()
    assert opened.desk.node is not None
    assert opened.desk.node.id == "a1"
    opened.choose("a3")
    finding.find.update_now()
    assert finding.bar.count.text() == "没有找到"
    finding.bar.scope.setCurrentIndex(ISSUE)


def test_escape_closes_and_gives_the_focus_back(opened: Desk) -> None:
    finding = Finding(opened)
    finding.words("会")
    opened.qtbot.keyClick(finding.bar.words, Qt.Key.Key_Escape)
    assert not finding.bar.isVisible()
    assert opened.body.hasFocus()
    assert opened.body.extraSelections() == []
    assert opened.body.textCursor().selectedText() == "会"
    opened.press("F3")  # the words are remembered
    assert finding.bar.isVisible()
    assert opened.body.hasFocus()


def test_what_is_selected_is_looked_for(opened: Desk) -> None:
    opened.body.put_caret(0, 3)
    cursor = opened.body.textCursor()
    cursor.movePosition(cursor.MoveOperation.Right, cursor.MoveMode.KeepAnchor, 3)
    opened.body.setTextCursor(cursor)
    finding = Finding(opened)
    assert finding.bar.words.text() == "青石县"
    assert finding.find.current is not None
    assert (finding.find.current.where.part, finding.find.current.start) == ("body", 3)


def test_case_and_width_are_options(opened: Desk) -> None:
    opened.body.put_caret(0, 0)
    compose(opened.body, "", "Abc，ＡＢＣ")
    finding = Finding(opened)
    finding.words("abc")
    assert len(finding.find.found) == 1
    assert finding.bar.match_width.text() == "区分全角半角"
    assert finding.bar.match_width.isChecked()
    finding.bar.match_width.click()
    finding.find.update_now()
    assert len(finding.find.found) == 2
    finding.bar.match_case.click()
    finding.find.update_now()
    assert finding.bar.count.text() == "没有找到"


def test_replacing_one_goes_on_to_the_next_and_is_one_step(opened: Desk) -> None:
    finding = Finding(opened, "Ctrl+H")
    finding.words("县")
    finding.bar.replacement.setText("县县")
    finding.bar.replace_one.click()
    assert opened.article("a1").body[0].text == "近日，青石县县召开背街小巷整治工作推进会。"
    assert opened.session.undo_label == "替换“县”→“县县”"
    assert finding.find.current is not None
    assert finding.find.current.where.owner == "a2"
    opened.press("Ctrl+Z")
    assert opened.article("a1").body[0].text == "近日，青石县召开背街小巷整治工作推进会。"


def test_replacing_all_is_one_step_that_keeps_emphasis_and_other_blocks(opened: Desk) -> None:
    kept = opened.article("a1").body[1]
    finding = Finding(opened, "Ctrl+H")
    finding.words("青石县")
    finding.bar.replacement.setText("云泽市")
    finding.bar.replace_all.click()
    assert opened.session.undo_label == "全部替换“青石县”→“云泽市”（3 处）"
    assert opened.article("a1").title == "云泽市召开推进会"
    assert opened.article("a1").body[1] is kept
    assert opened.article("a2").body[1].text == "单位\t篇数\n云泽市\t3"
    assert opened.desk.article.title.toPlainText() == "云泽市召开推进会"
    assert opened.body.toPlainText().startswith("近日，云泽市召开")
    opened.press("Ctrl+Z")
    assert opened.article("a1").title == "青石县召开推进会"


def test_what_replacing_did_is_said_while_it_is_so(opened: Desk) -> None:
    finding = Finding(opened, "Ctrl+H")
    opened.desk.article.title.setFocus()
    finding.words("青石县")
    finding.enter()
    finding.bar.replacement.setText("云泽")
    finding.bar.replace_all.click()
    # The text has changed: the bar looks again after a moment, and stays with what it said.
    finding.find.update_now()
    assert finding.bar.count.text() == "已替换 3 处"
    assert finding.bar.count.objectName() == "quiet"
    assert "已替换 3 处" in opened.window.statusBar().currentMessage()
    assert opened.desk.article.title.textCursor().selectedText() == ""
    assert finding.selected == ""
    opened.press("Ctrl+Z")
    assert opened.window.statusBar().currentMessage() == ""
    finding.find.update_now()
    assert finding.bar.count.text().endswith("3 处")
    finding.words("没有的话")
    assert finding.bar.count.text() == "没有找到"


def test_after_the_last_hit_is_replaced_the_bar_says_so(opened: Desk) -> None:
    finding = Finding(opened, "Ctrl+H")
    finding.words("白杨县开展志愿")
    finding.bar.replacement.setText("青石县开展志愿")
    finding.enter()
    finding.bar.replace_one.click()
    assert finding.bar.count.text() == "已替换 1 处"
    finding.words("白杨县开展志愿")
    finding.words("没有的话")
    assert finding.bar.count.text() == "没有找到"


def test_nothing_that_is_being_composed_is_lost(opened: Desk) -> None:
    finding = Finding(opened, "Ctrl+H")
    finding.words("县")
    finding.bar.replacement.setText("区")
    opened.body.setFocus()
    opened.body.put_caret(0, 0)
    compose(opened.body, "tongzhi")
    finding.bar.replace_all.click()
    assert opened.body.toPlainText().startswith("tongzhi近日，青石区")
    assert opened.article("a1").body[0].text.startswith("tongzhi近日，青石区")
    finding.bar.words.setFocus()
    compose(finding.bar.words, "qu")
    opened.press("F3")
    assert finding.bar.words.text() == "县qu"
    compose(finding.bar.words, "shi")
    opened.qtbot.keyClick(finding.bar.words, Qt.Key.Key_Escape)
    assert finding.bar.words.text() == "县qushi"


def test_typing_in_the_text_keeps_the_count_true(opened: Desk) -> None:
    finding = Finding(opened)
    finding.words("会")
    opened.body.setFocus()
    opened.body.put_caret(2, 0)
    key(opened.body, "会会")
    opened.qtbot.wait_until(lambda: len(finding.find.found) == 5)
    assert opened.body.textCursor().position() > 0
    assert opened.body.textCursor().blockNumber() == 2
    assert len(opened.body.extraSelections()) == 4


def test_characters_beyond_the_first_plane_are_selected_whole(opened: Desk) -> None:
    compose(opened.body, "", "𠮷村𠮷村")
    finding = Finding(opened)
    finding.words("村")
    finding.enter()
    finding.words("𠮷村")
    assert len(finding.find.found) == 2
    assert finding.selected == "𠮷村"
    texts = [
        s.cursor.selectedText()  # pyright: ignore[reportAttributeAccessIssue]
        for s in opened.body.extraSelections()
    ]
    assert texts == ["𠮷村", "𠮷村"]


def test_captions_and_cells_are_framed_and_marked_on_the_page(opened: Desk) -> None:
    picture = Picture("0" * 64, "image/png", 40, 30, (Run("整治现场"),))
    opened.body.insert_block(picture, "插入图片")
    finding = Finding(opened)
    finding.words("现场")
    assert opened.body.objects.found == frozenset({1})
    assert opened.body.objects.current == 1
    opened.body.grab()
    finding.words("篇数")
    assert opened.desk.node is not None
    assert opened.desk.node.id == "a2"
    assert opened.body.objects.current == 1
    finding.words("推进会")
    opened.qtbot.wait(1)
    strokes = opened.desk.preview._found._strokes
    opened.workshop.pages.update_now()
    opened.qtbot.wait_until(lambda: bool(opened.desk.preview._found._strokes))
    assert strokes is not None
    finding.find.close()
    assert opened.desk.preview._found._strokes == []


def test_a_final_issue_is_searched_and_not_changed(opened: Desk) -> None:
    finding = Finding(opened, "Ctrl+H")
    opened.session.locked = True
    opened.session.opened.emit()
    finding.words("县")
    assert len(finding.find.found) == 6
    assert not finding.bar.replace_all.isEnabled()
    before = opened.bulletin
    finding.find.replace_all()
    finding.find.replace()
    assert opened.bulletin is before


@pytest.fixture
def shelf(opened: Desk) -> dict[str, int]:
    """Beside the open issue: a draft, a final issue, one without hits, and a pooled article."""
    draft = opened.library.add_issue(_renamed(sample(8), "draft"))
    final = opened.library.add_issue(_renamed(sample(9), "final"), final=True)
    other = opened.library.add_issue(Bulletin(masthead=sample(10).masthead))
    opened.library.add_to_pool([Article("p1", "青石县来稿", body=(plain("青石县。"),))])
    return {"draft": draft, "final": final, "other": other}


def _renamed(bulletin: Bulletin, suffix: str) -> Bulletin:
    sections = tuple(
        replace(s, articles=tuple(replace(a, id=a.id + suffix) for a in s.articles))
        for s in bulletin.sections
    )
    return replace(bulletin, sections=sections)


def test_the_whole_library_is_listed_by_issue(opened: Desk, shelf: dict[str, int]) -> None:
    compose(opened.body, "", "青石县青石县")  # on the desk, not yet in the library
    finding = Finding(opened)
    finding.search_library("青石县")
    assert [row[0].split(" ")[:2] for row in finding.rows()] == [
        ["文明建设简报", "第9期"], ["文明建设简报", "第8期"], ["文明建设简报", "第7期"],
        ["待用稿"],
    ]  # fmt: skip
    assert finding.rows()[0][0].endswith("（已定稿，不改）")
    assert finding.rows()[1][1:] == ["青石县召开推进会", "白杨县开展活动"]
    assert finding.bar.count.text() == "13 处"
    assert set(finding.library.results.selection()) == {
        shelf["draft"], opened.session.issue_id, None
    }  # fmt: skip


@pytest.mark.parametrize(
    ("words", "count"), [("EB", 1), ("，各", 4), ("整治（W", 1), ("县召", 6), ("县 召", 0)]
)
def test_what_the_search_index_does_not_know_is_found_all_the_same(
    opened: Desk, shelf: dict[str, int], words: str, count: int
) -> None:
    body = (plain("开展整治（WEB 2.0）行动，各地响应。"),)
    other = opened.library.load_issue(shelf["other"])
    section = Section("x", "", (Article("x1", "网络", body=body),))
    opened.library.save_issue(shelf["other"], replace(other, sections=(section,)))
    finding = Finding(opened)
    finding.search_library(words)
    assert finding.bar.count.text() == (f"{count} 处" if count else "没有找到")


def test_a_result_opens_its_issue_at_the_hit(opened: Desk, shelf: dict[str, int]) -> None:
    finding = Finding(opened)
    finding.search_library("青石县")
    tree = finding.library.results
    draft = tree.topLevelItem(1)
    assert draft is not None
    tree.itemActivated.emit(draft.child(1), 0)
    assert opened.session.issue_id == shelf["draft"]
    assert finding.bar.scope.currentIndex() == ISSUE
    assert finding.find.current is not None
    assert finding.find.current.where.owner == "a2draft"


def test_replacing_in_the_library_asks_keeps_versions_and_leaves_final_issues(
    opened: Desk, shelf: dict[str, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    monkeypatch.setattr(Message, "ask", lambda _, title, text, yes: asked.append(text) or False)
    finding = Finding(opened, "Ctrl+H")
    finding.search_library("青石县")
    finding.bar.replacement.setText("云泽市")
    finding.bar.replace_all.click()
    assert "2 期、待用稿 1 篇，共 8 处" in asked[0]
    assert opened.library.load_issue(shelf["draft"]) == _renamed(sample(8), "draft")
    monkeypatch.setattr(Message, "ask", lambda *_: True)
    finding.bar.replace_all.click()
    finding.wait()
    changed = opened.library.load_issue(shelf["draft"])
    assert next(changed.articles()).title == "云泽市召开推进会"
    assert opened.library.load_issue(shelf["final"]) == _renamed(sample(9), "final")
    assert opened.library.record(shelf["final"]).status is IssueStatus.FINAL
    assert opened.library.pool()[0].body[0].text == "云泽市。"
    (version,) = opened.library.versions(shelf["draft"])
    assert "青石县" in version.label
    assert opened.library.load_version(version.id) == _renamed(sample(8), "draft")
    assert opened.session.undo_label == "全部替换“青石县”→“云泽市”（3 处）"
    assert opened.window.statusBar().currentMessage() == "已在 2 期和待用稿 1 篇里替换 8 处。"
    opened.press("Ctrl+Z")
    assert opened.article("a1").title == "青石县召开推进会"
    assert opened.library.versions(shelf["other"]) == []


def test_only_what_is_checked_is_replaced(
    opened: Desk, shelf: dict[str, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Message, "ask", lambda *_: True)
    finding = Finding(opened, "Ctrl+H")
    finding.search_library("青石县")
    tree = finding.library.results
    for row in (2, 3):
        issue = tree.topLevelItem(row)
        assert issue is not None
        issue.setCheckState(0, Qt.CheckState.Unchecked)
    draft = tree.topLevelItem(1)
    assert draft is not None
    draft.child(0).setCheckState(0, Qt.CheckState.Unchecked)
    assert draft.checkState(0) is Qt.CheckState.PartiallyChecked
    finding.bar.replacement.setText("云泽市")
    finding.bar.replace_all.click()
    finding.wait()
    made = opened.library.load_issue(shelf["draft"])
    assert [a.title for a in made.articles()][:2] == ["青石县召开推进会", "白杨县开展活动"]
    assert made.find_article("a2draft").body[1].text == "单位\t篇数\n云泽市\t3"  # pyright: ignore[reportOptionalMemberAccess]
    assert opened.session.undo_label is None
    assert opened.library.pool()[0].title == "青石县来稿"


def test_other_words_drop_the_list(opened: Desk, shelf: dict[str, int]) -> None:
    finding = Finding(opened)
    finding.search_library("青石县")
    assert finding.library.results.isVisible()
    finding.words("江口市")
    assert not finding.library.results.isVisible()
    assert finding.bar.count.text() == "回车查找"
    opened.press("Ctrl+W")
    QApplication.processEvents()
    assert not finding.bar.isVisible()
