"""The rows of the list of problems: grouped, moved and never reset."""

from PySide6.QtCore import QPersistentModelIndex, Qt
from PySide6.QtGui import QFont
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from bulletin_desk.model.checks import Problem, Severity
from bulletin_desk.model.flow import Source
from bulletin_desk.ui.preflight.checking import summary, unresolved
from bulletin_desk.ui.preflight.delegate import wrapped
from bulletin_desk.ui.preflight.rows import ProblemModel, rows

ERROR = Problem("a", Severity.ERROR, "报头", "没有期号。", Source("masthead"))
FIRST = Problem("b", Severity.WARNING, "标题", "半角标点。", Source("body", "x", 0))
SECOND = Problem("c", Severity.WARNING, "标题", "标点重复。", Source("body", "x", 1))
NOTICE = Problem("d", Severity.NOTICE, "全文", "代用字体。", Source(""))


def texts(model: ProblemModel) -> list[str]:
    return [model.index(row).data() for row in range(model.rowCount())]


def test_problems_stand_under_their_severity(qtmodeltester: ModelTester):
    model = ProblemModel()
    qtmodeltester.check(model)
    model.show(rows([FIRST, ERROR, SECOND, NOTICE]))
    assert texts(model) == [
        *("必须改（1）", "没有期号。"),
        *("请核对（2）", "半角标点。", "标点重复。"),
        *("提示（1）", "代用字体。"),
    ]
    heading, problem = model.index(0), model.index(1)
    assert not heading.flags() & Qt.ItemFlag.ItemIsSelectable
    assert problem.flags() & Qt.ItemFlag.ItemIsSelectable
    spoken = problem.data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "必须改：没有期号。（报头）"


def test_what_stays_keeps_its_index(qtmodeltester: ModelTester, qtbot: QtBot):
    model = ProblemModel()
    qtmodeltester.check(model)
    model.show(rows([ERROR, FIRST, SECOND]))
    kept = QPersistentModelIndex(model.index(4))
    assert model.problem(kept) == SECOND
    with qtbot.assert_not_emitted(model.modelReset):
        model.show(rows([FIRST, SECOND], [ERROR]))
        assert kept.row() == 2
        assert model.problem(kept) == SECOND
        model.show(rows([ERROR, SECOND]))
        assert model.problem(kept) == SECOND
        model.show(rows([]))
    assert model.rowCount() == 0
    assert not kept.isValid()


def test_going_from_problem_to_problem_passes_headings_and_ignored_ones():
    model = ProblemModel()
    model.show(rows([ERROR, FIRST], [SECOND]))
    first = model.after(-1, 1)
    assert model.problem(first) == ERROR
    second = model.after(first.row(), 1)
    assert model.problem(second) == FIRST
    assert model.after(second.row(), 1) == first
    assert model.after(first.row(), -1) == second
    model.show([])
    assert not model.after(-1, 1).isValid()


def lines(text: str, width: int) -> list[str]:
    layout = wrapped(text, QFont(), width)
    made = [layout.lineAt(row) for row in range(layout.lineCount())]
    return [text[line.textStart() : line.textStart() + line.textLength()] for line in made]


def test_a_sentence_breaks_between_words_and_never_before_a_mark(qtbot: QtBot):
    text = "版面上用了代用字体：仿宋（用Times New Roman）、宋体、黑体。"
    for width in range(120, 300, 3):
        broken = lines(text, width)
        assert "".join(broken) == text
        assert not any(line[0] in "、。：）" for line in broken)
        words = [word for word in ("Times", "New", "Roman") if not any(word in b for b in broken)]
        assert words == []


def test_a_word_longer_than_the_list_is_parted(qtbot: QtBot):
    text = "改" + "a" * 80
    assert len(lines(text, 120)) > 2
    assert wrapped(text, QFont(), 120).boundingRect().width() <= 120


def test_the_line_over_the_list():
    assert summary([ERROR, FIRST, SECOND]) == "1 处必须改，2 处请核对"
    assert summary([]) == "没有发现问题，可以出刊。"
    assert summary([NOTICE]) == "没有发现问题，可以出刊，另有 1 条提示。"
    assert unresolved([ERROR, NOTICE]) == {ERROR.key}
