"""The book of contributing units, and corrected credits that are remembered."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QListWidget

from bulletin_desk.model.bulletin import Article
from bulletin_desk.model.credit import Unit, credit
from bulletin_desk.model.richtext import plain
from bulletin_desk.ui.dialogs.base import Message
from bulletin_desk.ui.units.dialog import UnitsDialog
from bulletin_desk.ui.units.feature import Units
from ui.driver import Desk, compose

BODY = (plain("近日，云泽市税务局开展便民办税春风行动，服务群众办实事。"),)


def arrived(key: str, unit: str) -> Article:
    return Article(key, f"稿件{key}标题几个字", units=(unit,), byline=unit, body=BODY)


@pytest.fixture
def visit(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> Callable[..., UnitsDialog]:
    """Open the book, act in it, and press 保存 where it lets."""

    def do(act: Callable[[UnitsDialog], object]) -> UnitsDialog:
        seen: list[UnitsDialog] = []

        def answer(dialog: UnitsDialog) -> bool:
            seen.append(dialog)
            dialog.show()
            act(dialog)
            dialog.accept()
            accepted = bool(dialog.result())
            dialog.hide()
            return accepted

        monkeypatch.setattr(UnitsDialog, "accepted_by_clerk", answer)
        desk.workshop.commands["units"].trigger()
        desk.qtbot.wait_until(lambda: bool(seen), timeout=20_000)
        desk.workshop.feature(Units).close()
        return seen[0]

    return do


def texts(found: QListWidget) -> list[str]:
    return [found.item(row).text() for row in range(found.count())]


def choose(dialog: UnitsDialog, *names: str) -> None:
    dialog.list.clearSelection()
    for row in range(dialog.list.count()):
        item = dialog.list.item(row)
        if item.text().split("　")[0] in names:
            dialog.list.setCurrentItem(item) if item.text().startswith(names[0]) else None
    for row in range(dialog.list.count()):
        item = dialog.list.item(row)
        item.setSelected(item.text().split("　")[0] in names)


def test_units_of_articles_are_listed_with_their_articles(
    desk: Desk, visit: Callable[..., UnitsDialog]
) -> None:
    desk.library.save_units([Unit("云泽市教育局", ("市教育局",))])
    desk.library.add_to_pool([arrived("1", "税务局"), arrived("2", "税务局")])
    dialog = visit(lambda d: None)
    assert texts(dialog.list) == ["云泽市教育局", "税务局　2 篇"]
    assert desk.library.units() == [Unit("云泽市教育局", ("市教育局",))]


def test_an_alias_credits_the_articles_there_are_and_that_come(
    desk: Desk, visit: Callable[..., UnitsDialog]
) -> None:
    desk.library.add_to_pool([arrived("1", "税务局")])

    def act(dialog: UnitsDialog) -> None:
        dialog.add.click()
        compose(dialog.name, "", "云泽市税务局")
        compose(dialog.aliases, "", "税务局、市税务局")

    visit(act)
    assert desk.library.known_units() == ["云泽市税务局"]
    later = Article("n", "标题", byline="市税务局", body=BODY)
    assert credit(later, desk.library.unit_book()).units == ("云泽市税务局",)


def test_a_renamed_office_keeps_its_former_name(
    desk: Desk, visit: Callable[..., UnitsDialog]
) -> None:
    desk.library.add_to_pool([arrived("1", "云泽市国税局")])

    def act(dialog: UnitsDialog) -> None:
        assert not dialog.corrected.isVisible()
        dialog.name.selectAll()
        compose(dialog.name, "", "云泽市税务局")
        assert dialog.corrected.isVisible()

    visit(act)
    assert desk.library.units() == [Unit("云泽市税务局", (), ("云泽市国税局",))]
    assert desk.library.known_units() == ["云泽市税务局"]
    assert desk.library.pool()[0].units == ("云泽市国税局",)


def test_a_name_that_was_wrong_is_corrected_in_the_articles(
    desk: Desk, visit: Callable[..., UnitsDialog]
) -> None:
    desk.library.add_to_pool([arrived("1", "云译市税务局")])

    def act(dialog: UnitsDialog) -> None:
        dialog.name.selectAll()
        compose(dialog.name, "", "云泽市税务局")
        dialog.corrected.click()

    visit(act)
    assert desk.library.pool()[0].units == ("云泽市税务局",)
    assert [unit.former for unit in desk.library.units()] in ([()], [])


def test_several_become_one(desk: Desk, visit: Callable[..., UnitsDialog]) -> None:
    desk.library.add_to_pool([arrived("1", "市税务局"), arrived("2", "云泽市税务局")])

    def act(dialog: UnitsDialog) -> None:
        assert not dialog.merge.isEnabled()
        choose(dialog, "云泽市税务局", "市税务局")
        dialog.merge.click()
        assert texts(dialog.list) == ["云泽市税务局　2 篇"]
        assert dialog.aliases.text() == "市税务局"

    visit(act)
    assert desk.library.units() == [Unit("云泽市税务局", ("市税务局",))]


@pytest.mark.parametrize("clicked_last", ["云泽市税务局", "国家税务总局云泽市税务局"])
def test_the_name_with_most_articles_is_kept_whichever_was_clicked_last(
    desk: Desk, visit: Callable[..., UnitsDialog], clicked_last: str
) -> None:
    written = ("国家税务总局云泽市税务局", "云泽市税务局", "云泽市税务局")
    desk.library.add_to_pool([arrived(str(n), unit) for n, unit in enumerate(written)])

    def act(dialog: UnitsDialog) -> None:
        choose(dialog, clicked_last, *set(written))
        dialog.merge.click()
        assert texts(dialog.list) == ["云泽市税务局　3 篇"]
        assert dialog.name.text() == "云泽市税务局"

    visit(act)
    assert desk.library.units() == [Unit("云泽市税务局", ("国家税务总局云泽市税务局",))]


def test_a_name_of_two_units_is_not_saved(desk: Desk, visit: Callable[..., UnitsDialog]) -> None:
    desk.library.save_units([Unit("云泽市教育局"), Unit("云泽市税务局")])

    def act(dialog: UnitsDialog) -> None:
        compose(dialog.aliases, "", "云泽市税务局")

    dialog = visit(act)
    assert "云泽市税务局" in dialog.problem.text()
    assert desk.library.units() == [Unit("云泽市教育局"), Unit("云泽市税务局")]


def test_a_deleted_unit_without_articles_is_gone_and_the_filter_narrows(
    desk: Desk, visit: Callable[..., UnitsDialog]
) -> None:
    desk.library.save_units([Unit("云泽市教育局", ("教体局",)), Unit("云泽市税务局")])

    def act(dialog: UnitsDialog) -> None:
        compose(dialog.filter, "", "教体")
        assert [dialog.list.item(row).isHidden() for row in range(2)] == [False, True]
        dialog.delete.click()

    visit(act)
    assert desk.library.units() == [Unit("云泽市税务局")]


@pytest.fixture
def corrected(desk: Desk) -> Callable[[str], None]:
    """An article that says 税务局 on the desk; sets its units as the clerk does."""
    desk.open_sample()
    from bulletin_desk.model import edits

    desk.session.apply("插入", edits.insert_article(desk.bulletin, "s1", 0, arrived("t", "税务局")))
    desk.workshop.flush()

    def correct(units: str) -> None:
        desk.choose("t")
        field = desk.desk.article.units
        field.setFocus()
        field.selectAll()
        compose(field, "", units)
        desk.body.setFocus()
        desk.workshop.feature(Units).close()

    return correct


def test_a_corrected_credit_is_remembered(
    desk: Desk, corrected: Callable[[str], None], tmp_path: Path
) -> None:
    corrected("云泽市税务局")
    desk.qtbot.wait_until(lambda: "已记住" in desk.window.statusBar().currentMessage())
    assert desk.library.units() == [Unit("云泽市税务局", ("税务局",))]
    later = Article("n", "标题", byline="税务局", body=BODY)
    assert credit(later, desk.library.unit_book()).units == ("云泽市税务局",)


def test_a_unit_that_is_added_is_of_this_article_alone(
    desk: Desk, corrected: Callable[[str], None]
) -> None:
    corrected("税务局、云泽市教育局")
    assert desk.library.units() == []


def test_where_others_are_credited_by_the_name_this_article_is_the_exception(
    desk: Desk, corrected: Callable[[str], None]
) -> None:
    desk.library.add_to_pool([arrived("1", "税务局"), arrived("2", "税务局")])
    corrected("云泽市税务局")
    assert desk.library.units() == []


def test_an_unreadable_book_is_told(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    from bulletin_desk.library.errors import LibraryError

    def fail() -> list[Unit]:
        raise LibraryError("稿库读不出来。")

    told: list[str] = []
    monkeypatch.setattr(desk.library, "units", fail)
    monkeypatch.setattr(Message, "tell", lambda *args: told.append(args[-1]))
    desk.workshop.commands["units"].trigger()
    desk.qtbot.wait_until(lambda: told == ["稿库读不出来。"])
