"""Every control of the window has a name and is reached by Tab, in each of its states."""

from collections.abc import Callable

import pytest

from bulletin_desk.ui.outline.model import DISTRIBUTION, MASTHEAD, Node
from ui.driver import Desk
from ui.walking import clipped, controls, described, name, reached_by_tab

STATES: dict[str, Callable[[Desk], object]] = {
    "start": lambda desk: desk.desk.start.setFocus(),
    "article": lambda desk: desk.open_sample(),
    "masthead": lambda desk: (desk.open_sample(), desk.desk.outline.choose(MASTHEAD)),
    "section": lambda desk: (desk.open_sample(), desk.desk.outline.choose(Node("section", "s1"))),
    "distribution": lambda desk: (desk.open_sample(), desk.desk.outline.choose(DISTRIBUTION)),
    "pool": lambda desk: (
        desk.open_sample(),
        desk.workshop.library.add_to_pool([desk.article("a2")]),
        desk.workshop.show_pool(),
        desk.workshop.commands["pool"].trigger(),
    ),
    "library": lambda desk: (desk.open_sample(), desk.workshop.commands["library"].trigger()),
    "find": lambda desk: (desk.open_sample(), desk.workshop.commands["replace"].trigger()),
    "check": lambda desk: (desk.open_sample(), desk.workshop.commands["check"].trigger()),
    "thumbnails": lambda desk: (desk.open_sample(), desk.workshop.commands["thumbnails"].trigger()),
}


@pytest.fixture(params=STATES)
def state(request: pytest.FixtureRequest, desk: Desk) -> Desk:
    STATES[request.param](desk)
    return desk


def test_every_control_has_a_name(state: Desk) -> None:
    found = list(controls(state.window))
    assert len(found) > 5
    assert [described(control) for control in found if not name(control).strip()] == []


def test_every_control_is_reached_by_tab(state: Desk) -> None:
    reached = reached_by_tab(state.window)
    assert [described(c) for c in controls(state.window) if c not in reached] == []


def test_no_text_is_clipped(state: Desk) -> None:
    state.window.resize(1360, 860)
    assert clipped(state.window) == []
