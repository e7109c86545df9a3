"""适合宽度, 整页 and 双页 show which one is in use; 双页 again goes back."""

from ui.driver import Desk


def chosen(desk: Desk) -> list[str]:
    names = ("fit_width", "fit_page", "two_pages")
    return [name for name in names if desk.workshop.commands[name].isChecked()]


def test_the_zoom_in_use_is_checked(desk: Desk) -> None:
    desk.open_sample()
    commands = desk.workshop.commands
    assert chosen(desk) == ["fit_width"]
    commands["fit_page"].trigger()
    assert chosen(desk) == ["fit_page"]
    commands["fit_page"].trigger()
    assert chosen(desk) == ["fit_page"]
    commands["zoom_in"].trigger()
    assert chosen(desk) == []


def test_two_pages_again_brings_back_what_was(desk: Desk) -> None:
    desk.open_sample()
    commands, view = desk.workshop.commands, desk.desk.preview
    commands["fit_width"].trigger()
    commands["zoom_in"].trigger()
    before = view.zoom
    commands["two_pages"].trigger()
    assert chosen(desk) == ["two_pages"]
    assert view.zoom.columns == 2
    commands["two_pages"].trigger()
    assert view.zoom == before
    assert chosen(desk) == []
