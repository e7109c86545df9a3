from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from bulletin_desk.model import edits
from bulletin_desk.model.bulletin import Article, Bulletin, Section
from bulletin_desk.ui.outline_model import ARTICLES_MIME, FactsRole, Node, OutlineModel
from ui.driver import sample

FATAL = QAbstractItemModelTester.FailureReportingMode.Fatal
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
    return [(Node("masthead"), []), *sections, (Node("distribution"), [])]  # pyright: ignore


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
    assert model.index_of(Node("article", "a3")).data(CountRole) == len("江口市启动宣传月。")


def test_drops_are_asked_for_with_their_place(qtbot: QtBot) -> None:
    model = OutlineModel()
    model.show(sample())
    dropped: list[tuple[str, str, int]] = []
    model.article_dropped.connect(lambda *args: dropped.append(args))
    data = model.mimeData([model.index_of(Node("article", "a1"))])
    assert data.hasFormat(ARTICLES_MIME)
    move = Qt.DropAction.MoveAction
    column = model.index_of(Node("section", "s2"))
    assert model.dropMimeData(data, move, 0, 0, column)
    assert model.dropMimeData(data, move, -1, -1, column)
    assert not model.canDropMimeData(data, move, 0, 0, QModelIndex())
    assert dropped == [("a1", "s2", 0), ("a1", "s2", 1)]


def test_renaming_is_asked_for(qtbot: QtBot) -> None:
    model = OutlineModel()
    model.show(sample())
    with qtbot.wait_signal(model.renamed) as renamed:
        assert model.setData(model.index_of(Node("section", "s1")), " 要闻 ")
    assert renamed.args == ["s1", "要闻"]
    assert not model.setData(model.index_of(Node("article", "a1")), "要闻")
