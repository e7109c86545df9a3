"""The outline's model: rows move and are never reset, whatever is done and undone."""

from dataclasses import dataclass

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from bulletin_desk.model import edits
from bulletin_desk.model.bulletin import Article, Bulletin, Section
from bulletin_desk.ui.lists.dragging import ARTICLES_MIME, SECTION_MIME, packed_hits
from bulletin_desk.ui.outline.facts import Mark
from bulletin_desk.ui.outline.model import CONTENTS, FactsRole, InfoRole, Node, OutlineModel
from bulletin_desk.ui.outline.view import OutlineView
from ui.driver import sample

FATAL = QAbstractItemModelTester.FailureReportingMode.Fatal
MOVE = Qt.DropAction.MoveAction
_ARTICLES = [Article(f"x{number}", f"稿件{number}") for number in range(7)]


@st.composite
def bulletins(draw: st.DrawFn) -> Bulletin:
    """Any way of putting some of seven articles into some of four columns, in any order."""
    articles = draw(st.permutations(_ARTICLES))[: draw(st.integers(0, 7))]
    ids = draw(st.permutations(["c0", "c1", "c2", "c3"]))[: draw(st.integers(0, 4))]
    cuts = sorted(draw(st.lists(st.integers(0, len(articles)), min_size=3, max_size=3)))
    bounds = [0, *cuts, len(articles)]
    return Bulletin(
        sections=tuple(
            Section(id, f"栏目{id}", tuple(articles[bounds[n] : bounds[n + 1]]))
            for n, id in enumerate(ids)
        )
    )


def tree(model: OutlineModel) -> list[tuple[Node | None, list[Node | None]]]:
    rows = [model.index(row, 0) for row in range(model.rowCount())]
    return [
        (model.node(row), [model.node(model.index(r, 0, row)) for r in range(model.rowCount(row))])
        for row in rows
    ]


def wanted(bulletin: Bulletin) -> list[tuple[Node | None, list[Node | None]]]:
    sections = [
        (Node("section", s.id), [Node("article", a.id) for a in s.articles])
        for s in bulletin.sections
    ]
    above = [(Node("masthead"), []), (Node("contents"), [])]
    return [*above, *sections, (Node("distribution"), [])]  # pyright: ignore


@given(st.lists(bulletins(), min_size=2, max_size=4))
def test_any_change_is_told_rightly_and_never_by_a_reset(steps: list[Bulletin]) -> None:
    model = OutlineModel()
    tester = QAbstractItemModelTester(model, FATAL)
    resets: list[int] = []
    model.modelReset.connect(lambda: resets.append(1))
    for bulletin in steps:
        model.show(bulletin)
        assert tree(model) == wanted(bulletin)
    model.show(None)
    assert model.rowCount() == 0
    assert resets == []
    del tester


@dataclass
class Seen:
    """What a view shows of rows that stay: the current one, the selected, the open ones."""

    current: Node | None
    selected: set[Node]
    opened: set[str]

    @staticmethod
    def of(view: OutlineView, model: OutlineModel) -> "Seen":
        rows = [model.index(row, 0) for row in range(model.rowCount())]
        opened = {model.node(row).id for row in rows if view.isExpanded(row)}  # pyright: ignore
        selected = {model.node(index) for index in view.selectedIndexes()}
        return Seen(view.current, selected, opened)  # pyright: ignore


_edits = st.one_of(
    st.tuples(st.just("move"), st.sets(st.integers(0, 6)), st.integers(0, 3), st.integers(0, 7)),
    st.tuples(st.just("shift"), st.sets(st.integers(0, 6)), st.sampled_from([-1, 1])),
    st.tuples(st.just("columns"), st.sets(st.integers(0, 3)), st.sampled_from([-1, 1])),
    st.tuples(st.just("title"), st.integers(0, 6), st.text("甲乙", max_size=3)),
    st.tuples(st.just("remove"), st.integers(0, 6)),
    st.tuples(st.just("add"), st.integers(0, 3)),
    st.tuples(st.just("undo")),
)


def edited(bulletin: Bulletin, edit: tuple) -> Bulletin:
    """Return the bulletin after one edit, named by its numbers."""
    match edit:
        case ("move", numbers, section, index):
            return edits.move_articles(bulletin, {f"x{n}" for n in numbers}, f"c{section}", index)
        case ("shift", numbers, by):
            return edits.shift_articles(bulletin, {f"x{n}" for n in numbers}, by)
        case ("columns", numbers, by):
            return edits.shift_sections(bulletin, {f"c{n}" for n in numbers}, by)
        case ("title", number, text):
            return edits.replace_article(bulletin, Article(f"x{number}", text))
        case ("remove", number):
            return edits.remove_article(bulletin, f"x{number}")
        case ("add", section):
            return edits.insert_article(bulletin, f"c{section}", 0, Article())
        case _:
            raise AssertionError(edit)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(_edits, max_size=12),
    st.sets(st.integers(0, 6), min_size=1, max_size=4),
    st.sets(st.integers(0, 2), max_size=3),
)
def test_selection_and_expansion_survive_edits_and_undo(
    qapp: QApplication, steps: list[tuple], chosen: set[int], closed: set[int]
) -> None:
    model = OutlineModel()
    tester = QAbstractItemModelTester(model, FATAL)
    view = OutlineView(model)
    sections = tuple(
        Section(f"c{n}", f"栏目{n}", tuple(_ARTICLES[a:b]))
        for n, (a, b) in enumerate([(0, 3), (3, 5), (5, 7)])
    )
    done = [Bulletin(sections=sections)]
    model.show(done[0])
    view.choose_all([Node("article", f"x{number}") for number in sorted(chosen)])
    for number in closed:
        view.collapse(model.index_of(Node("section", f"c{number}")))
    for step in steps:
        before = Seen.of(view, model)
        if step[0] == "undo":
            done = done[:-1] or done
        else:
            done.append(edited(done[-1], step))
        model.show(done[-1])
        after = Seen.of(view, model)
        there = {Node("article", article.id) for article in done[-1].articles()}
        assert after.opened == before.opened
        if before.current in there:
            assert after.current == before.current
            assert after.selected == before.selected & there
    view.deleteLater()
    del tester


def test_what_was_selected_is_nothing_else_when_other_rows_come(qtbot: QtBot) -> None:
    model = OutlineModel()
    view = OutlineView(model)
    qtbot.addWidget(view)
    model.show(sample())
    view.choose_all([Node("article", "a3"), Node("article", "a1")])
    assert view.selected == [Node("article", "a1"), Node("article", "a3")]
    model.show(edits.insert_article(sample(), "s1", 0, Article("new")))
    assert view.selected == [Node("article", "a1"), Node("article", "a3")]
    assert view.current == Node("article", "a3")


def test_a_closed_column_stays_closed_when_it_is_removed_and_comes_back(qtbot: QtBot) -> None:
    model = OutlineModel()
    view = OutlineView(model)
    qtbot.addWidget(view)
    model.show(sample())
    view.collapse(model.index_of(Node("section", "s1")))
    model.show(edits.remove_section(sample(), "s1"))
    model.show(sample())
    assert not view.isExpanded(model.index_of(Node("section", "s1")))
    assert view.isExpanded(model.index_of(Node("section", "s2")))


def test_a_moved_row_keeps_its_persistent_index(qtbot: QtBot) -> None:
    model = OutlineModel()
    model.show(sample())
    kept = QPersistentModelIndex(model.index_of(Node("article", "a1")))
    model.show(edits.move_article(sample(), "a1", "s2", 1))
    assert kept.isValid()
    assert kept.data() == "青石县召开推进会"
    assert kept.parent().data() == "文明时讯"
    assert kept.row() == 1


def test_a_changed_title_is_told_for_its_row_alone(qtbot: QtBot) -> None:
    model = OutlineModel()
    bulletin = sample()
    model.show(bulletin)
    told: list[str] = []
    model.dataChanged.connect(lambda first, last: told.append(first.data()))
    article = Article("a3", "新标题\n第二行", body=bulletin.sections[1].articles[0].body)
    model.show(edits.replace_article(bulletin, article))
    assert told == ["新标题第二行"]
    size = len("江口市启动宣传月。")
    assert model.index_of(Node("article", "a3")).data(FactsRole).size == size


def test_rows_say_characters_and_pages(qtbot: QtBot) -> None:
    model = OutlineModel()
    model.show(sample())
    model.show_pages({"a1": "1", "a2": "2–3"})
    first = model.index_of(Node("article", "a1"))
    second = model.index_of(Node("article", "a2"))
    assert first.data(InfoRole) == "40字 · 第1页"
    assert second.data(InfoRole).endswith("字 · 第2–3页")
    total = first.data(FactsRole).size + second.data(FactsRole).size
    assert model.index_of(Node("section", "s1")).data(InfoRole) == f"2篇 · {total}字"
    assert model.index_of(Node("article", "a3")).data(InfoRole) == "9字"
    told: list[Node | None] = []
    model.dataChanged.connect(lambda index, _: told.append(model.node(index)))
    model.show_pages({"a1": "1", "a2": "2"})
    assert told == [Node("article", "a2")]


def test_empty_parts_say_so(qtbot: QtBot) -> None:
    model = OutlineModel()
    model.show(
        Bulletin(contents=False, sections=(Section("s", "要闻"), Section("t", "", (Article("a"),))))
    )
    assert model.index_of(Node("section", "s")).data(InfoRole) == "没有稿件"
    assert model.index_of(Node("section", "t")).data() == "稿件"
    assert model.index_of(Node("article", "a")).data(InfoRole) == "没有正文"
    assert model.index_of(CONTENTS).data(InfoRole) == "不印"


def test_problems_are_marked_and_a_column_has_their_sum(qtbot: QtBot) -> None:
    model = OutlineModel()
    model.show(sample())
    model.show_problems(
        {
            "a1": ("warning", 2, "甲"),
            "a2": ("error", 1, "乙"),
            "s1": ("warning", 1, "丙"),
            "masthead": ("error", 1, "没有日期。"),
        }
    )

    def mark(node: Node) -> Mark | None:
        return model.index_of(node).data(FactsRole).mark

    assert mark(Node("article", "a1")) == ("warning", 2, "甲")
    assert mark(Node("section", "s1")) == ("error", 4, "丙\n甲\n乙")
    assert mark(Node("section", "s2")) is None
    assert mark(Node("masthead")) == ("error", 1, "没有日期。")
    tip = model.index_of(Node("masthead")).data(Qt.ItemDataRole.ToolTipRole)
    assert tip == "报头\n没有日期。"
    model.show_problems({})
    assert mark(Node("section", "s1")) is None


def test_articles_are_dropped_where_they_are_put(qtbot: QtBot) -> None:
    model = OutlineModel()
    model.show(sample())
    dropped: list[tuple[list[str], str, int]] = []
    model.articles_dropped.connect(lambda *args: dropped.append(args))
    rows = [model.index_of(Node("article", id)) for id in ("a1", "a2")]
    data = model.mimeData(rows)
    assert data.hasFormat(ARTICLES_MIME)
    column = model.index_of(Node("section", "s2"))
    for row, parent in ((0, column), (-1, column), (3, QModelIndex()), (0, QModelIndex())):
        assert model.dropMimeData(data, MOVE, row, 0, parent)
    ids = ["a1", "a2"]
    assert dropped == [(ids, "s2", 0), (ids, "s2", 1), (ids, "s1", 2), (ids, "s1", 0)]
    assert not model.canDropMimeData(data, MOVE, 0, 0, rows[0])


def test_articles_of_the_library_are_dropped_with_their_issue(qtbot: QtBot) -> None:
    model = OutlineModel()
    model.show(sample())
    with qtbot.wait_signal(model.hits_dropped) as dropped:
        column = model.index_of(Node("section", "s2"))
        assert model.dropMimeData(packed_hits([(12, "h1"), (3, "h2")]), MOVE, 1, 0, column)
    assert dropped.args == [[(12, "h1"), (3, "h2")], "s2", 1]


def test_columns_are_dropped_between_columns_alone(qtbot: QtBot) -> None:
    model = OutlineModel()
    model.show(sample())
    dropped: list[tuple[list[str], int]] = []
    model.sections_dropped.connect(lambda *args: dropped.append(args))
    column = model.index_of(Node("section", "s1"))
    # The articles of a dragged column go with it.
    data = model.mimeData([column, model.index_of(Node("article", "a1"))])
    assert data.hasFormat(SECTION_MIME)
    assert not data.hasFormat(ARTICLES_MIME)
    assert not model.canDropMimeData(data, MOVE, 0, 0, column)
    for row in (0, 2, 4, 5, -1):
        assert model.dropMimeData(data, MOVE, row, 0, QModelIndex())
    assert dropped == [(["s1"], at) for at in (0, 0, 2, 2, 2)]


def test_renaming_is_asked_for_columns_and_articles(qtbot: QtBot) -> None:
    model = OutlineModel()
    model.show(sample())
    asked: list[tuple[Node, str]] = []
    model.renamed.connect(lambda *args: asked.append(args))
    assert model.setData(model.index_of(Node("section", "s1")), " 要闻 ")
    assert model.setData(model.index_of(Node("article", "a1")), "新标题")
    assert model.setData(model.index_of(Node("article", "a1")), "青石县召开推进会")
    assert not model.setData(model.index_of(Node("masthead")), "要闻")
    assert asked == [(Node("section", "s1"), "要闻"), (Node("article", "a1"), "新标题")]


@pytest.mark.parametrize("node", [Node("section", "s1"), Node("article", "a1")])
def test_in_a_locked_issue_nothing_is_dragged_dropped_or_renamed(qtbot: QtBot, node: Node) -> None:
    model = OutlineModel()
    model.show(sample())
    index = model.index_of(node)
    flag = Qt.ItemFlag
    changing = flag.ItemIsDragEnabled | flag.ItemIsDropEnabled | flag.ItemIsEditable
    assert model.flags(index) & changing
    model.set_locked(True)
    assert not model.flags(index) & changing
    assert model.flags(index) & flag.ItemIsSelectable
    assert not model.setData(index, "要闻")
    data = model.mimeData([model.index_of(Node("article", "a2"))])
    assert not model.dropMimeData(data, MOVE, -1, 0, model.index_of(Node("section", "s1")))
    model.set_locked(False)
    assert model.setData(index, "要闻")


@pytest.mark.parametrize("order", [[*range(1, 300), 0], [299, *range(299)], [*range(1, 300)]])
def test_what_passes_many_rows_moves_and_not_they(order: list[int]) -> None:
    articles = [Article(f"x{number}", f"稿件{number}") for number in range(300)]
    model = OutlineModel()
    model.show(Bulletin(sections=(Section("c", "工作动态", tuple(articles)),)))
    moves: list[int] = []
    model.rowsMoved.connect(lambda *_: moves.append(1))
    after = Bulletin(sections=(Section("c", "工作动态", tuple(articles[n] for n in order)),))
    model.show(after)
    assert tree(model) == wanted(after)
    assert len(moves) <= 1
