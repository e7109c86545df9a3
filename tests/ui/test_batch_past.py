"""The list of imports after a restart and after a review, and how its files are told of."""

from collections.abc import Callable
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from bulletin_desk.importing.outcomes import FileOutcome
from bulletin_desk.library.records import ImportItem, ImportKind
from bulletin_desk.model.bulletin import Article, Bulletin, Masthead, Section
from bulletin_desk.model.richtext import plain
from bulletin_desk.ui.batch.feature import Batches
from bulletin_desk.ui.batch.panel import BatchPanel
from bulletin_desk.ui.dialogs.base import ListDialog, Message
from bulletin_desk.ui.files.importing import ImportResult
from bulletin_desk.ui.review.feature import Review
from importing.past_issues import nameless, note
from ui.driver import Desk
from ui.review_samples import issue as source
from ui.review_samples import opened, queue

PATIENCE = 60_000


@pytest.fixture(autouse=True)
def told(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What dialogs would tell at the end of a small import."""
    told: list[str] = []
    monkeypatch.setattr(ListDialog, "ask", lambda *args: told.append(args[3]))
    return told


def listed(desk: Desk) -> BatchPanel:
    """Show the list by its command."""
    desk.workshop.commands["import_list"].trigger()
    return desk.workshop.feature(Batches).panel


def facts(panel: BatchPanel) -> dict[str, tuple[ImportKind, str]]:
    return {one.file.shown: (one.kind, one.sentence) for one in panel.rows.outcomes}


def run(desk: Desk, qtbot: QtBot, begin: Callable[[], object]) -> ImportResult:
    with qtbot.wait_signal(desk.workshop.files.importer.finished, timeout=PATIENCE) as done:
        begin()
    assert done.args is not None
    return done.args[0]


def past_issue(number: int, year: int) -> Bulletin:
    article = Article(f"a{number}", "青石县整治河道", body=(plain("青石县清淤河道三处。"),))
    head = Masthead(name="云泽简报", number=number, year=year)
    return Bulletin("gongzuo", head, False, (Section(articles=(article,)),))


def kept_before(desk: Desk) -> None:
    """Fill the library as an earlier run would have."""
    pooled = Article("p", "全民阅读", body=(plain("白杨县开展全民阅读活动。"),))
    items = [
        ImportItem("第2期.docx", "2023年", "1" * 64, past_issue(2, 2023), ()),
        ImportItem("来稿.docx", "", "2" * 64, None, (pooled,)),
    ]
    assert [one.kind for one in desk.library.import_batch(items)] == ["issue", "pool"]
    queue(desk, source("不明.docx"), doubts=["没有认出期号和日期，请补上。"])


def test_the_list_shows_what_the_library_knows_of_earlier_imports(desk: Desk) -> None:
    assert listed(desk).title.text() == "还没有导入"
    kept_before(desk)
    panel = listed(desk)
    assert panel.title.text() == "最近的导入"
    assert [one.file.name for one in panel.rows.outcomes] == [
        "不明.docx",
        "来稿.docx",
        "第2期.docx",
    ]
    assert facts(panel) == {
        "2021年/不明.docx": (ImportKind.QUEUED, "等待核对：没有认出期号和日期，请补上"),
        "来稿.docx": (ImportKind.POOL, "1 篇稿件放进待用稿"),
        "2023年/第2期.docx": (ImportKind.ISSUE, "导入《云泽简报》2023年第2期"),
    }
    assert not panel.retry_button.isEnabled()
    panel.list.setCurrentIndex(panel.list.model().index(2, 0))
    assert panel.told.text() == "导入《云泽简报》2023年第2期"
    panel.open_button.click()
    assert desk.bulletin.masthead.number == 2


def test_the_list_follows_what_is_kept_and_dropped_in_a_review(
    desk: Desk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    queue(desk, source("一.docx", 7), source("二.docx", 8), source("三.docx", 9))
    panel = listed(desk)
    assert panel.tabs.tabText(3) == "待核对 3"
    monkeypatch.setattr(Message, "ask", lambda *_: True)
    dialog = opened(desk, qtbot)
    dialog.panes.keep_issue.click()
    qtbot.wait_until(lambda: panel.tabs.tabText(3) == "待核对 2")
    qtbot.wait_until(dialog.panes.keep_issue.isEnabled)
    dialog.panes.drop.click()
    qtbot.wait_until(lambda: panel.tabs.tabText(3) == "待核对 1")
    found = facts(panel)
    assert found["2021年/一.docx"][1] == "导入《云泽市文明建设简报》2021年第7期"
    assert found["2021年/二.docx"][0] is ImportKind.FAILED
    assert "丢弃" in found["2021年/二.docx"][1]
    dialog.close()


def test_notice_and_status_bar_count_the_same_files(
    desk: Desk, qtbot: QtBot, tmp_path: Path
) -> None:
    queue(desk, source("一.docx", 7))
    path = nameless(tmp_path / "简报.txt")
    run(desk, qtbot, lambda: desk.workshop.files.import_files([path]))
    notice = desk.workshop.feature(Batches).queue_notice
    review = desk.workshop.feature(Review)
    assert notice.sentence.text().startswith("2 个文件")
    assert review.badge.text().startswith("2 个文件")
    desk.library.drop_queued(desk.library.queued()[0].id)
    review.refresh()
    assert notice.sentence.text().startswith("1 个文件")
    assert review.badge.text().startswith("1 个文件")
    desk.library.drop_queued(desk.library.queued()[0].id)
    review.refresh()
    assert not notice.isVisible()


def test_two_that_are_alike_are_told_once_and_what_failed_is_listed(
    desk: Desk, qtbot: QtBot, tmp_path: Path, told: list[str]
) -> None:
    paths = [note(tmp_path / name / "甲.txt") for name in ("一", "二")]
    text = paths[1].read_text(encoding="utf-8")
    paths[1].write_text(text.replace("三百余册", "三百余册图画书"), encoding="utf-8")
    (tmp_path / "坏.docx").write_bytes(b"PK\x03\x04 no zip at all")
    outcomes: list[FileOutcome] = []
    desk.workshop.files.importer.reported.connect(outcomes.extend)
    paths.append(tmp_path / "坏.docx")
    run(desk, qtbot, lambda: desk.workshop.files.import_files(paths))
    assert told[0].count("相近") == 1
    assert "与待用稿里的“" in told[0]
    panel = listed(desk)
    assert [one.file.name for one in panel.rows.outcomes] == ["坏.docx", "甲.txt", "甲.txt"]
    assert panel.retry_button.isEnabled()
