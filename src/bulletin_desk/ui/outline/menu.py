"""The context menu of the outline: what can be done with the selected rows."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QMenu

from bulletin_desk.ui.outline.view import articles_of, sections_of

if TYPE_CHECKING:
    from bulletin_desk.ui.workshop import Workshop


def outline_menu(workshop: "Workshop") -> QMenu | None:
    """Return the menu for what is selected; None when there is no issue."""
    if workshop.session.bulletin is None:
        return None
    menu = QMenu(workshop.desk.outline)
    menu.setAccessibleName("稿件和栏目")
    nodes = workshop.desk.outline.selected
    if sections_of(nodes):
        _fill_for_columns(menu, workshop)
    elif articles_of(nodes):
        _fill_for_articles(menu, workshop, articles_of(nodes))
    else:
        menu.addAction("显示").triggered.connect(lambda: workshop.desk.focus_editor())
    if workshop.session.locked:
        for action in menu.actions():
            action.setEnabled(action.text() == "显示")
    return menu


def _fill_for_columns(menu: QMenu, workshop: "Workshop") -> None:
    commands = workshop.commands
    menu.addActions([commands["rename"], commands["article"]])
    menu.addSeparator()
    menu.addActions([commands["up"], commands["down"]])
    menu.addSeparator()
    menu.addAction(commands["delete"])


def _fill_for_articles(menu: QMenu, workshop: "Workshop", ids: list[str]) -> None:
    commands, issue = workshop.commands, workshop.issue
    menu.addActions([commands["up"], commands["down"]])
    columns = QMenu("移到栏目", menu)
    _add_columns(columns, workshop, ids)
    menu.addMenu(columns)
    menu.addSeparator()
    menu.addAction(commands["rename"])
    menu.addAction("复制一份").triggered.connect(lambda: issue.duplicate())
    menu.addAction(commands["to_pool"])
    menu.addSeparator()
    run_in = menu.addAction("标题接排")
    run_in.setCheckable(True)
    bulletin = workshop.session.bulletin
    articles = [a for a in bulletin.articles() if a.id in ids] if bulletin else []
    run_in.setChecked(all(article.run_in for article in articles))
    run_in.triggered.connect(lambda checked: issue.set_run_in(checked))
    menu.addSeparator()
    menu.addAction(commands["delete"])


def _add_columns(menu: QMenu, workshop: "Workshop", ids: list[str]) -> None:
    """Offer every column, but not the one that holds all that is selected already."""
    bulletin = workshop.session.bulletin
    for section in bulletin.sections if bulletin else ():
        # An ampersand in a name is no mnemonic.
        action = menu.addAction((section.name or "稿件").replace("&", "&&"))
        action.setEnabled(not {article.id for article in section.articles}.issuperset(ids))
        action.triggered.connect(lambda _=False, s=section.id: workshop.issue.move_to(s))
    menu.setEnabled(any(action.isEnabled() for action in menu.actions()))
