"""The three panes: what the issue holds, the editor of what is chosen, and the printed page."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QSplitter,
    QStackedWidget,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from bulletin_desk.model.bulletin import Bulletin, Masthead
from bulletin_desk.ui import icons, theme
from bulletin_desk.ui.commands import Commands
from bulletin_desk.ui.editor.article_page import ArticlePage
from bulletin_desk.ui.forms import quiet_label
from bulletin_desk.ui.outline.changes import node_beside, nodes_of
from bulletin_desk.ui.outline.model import MASTHEAD, Node, OutlineModel
from bulletin_desk.ui.outline.view import OutlineView
from bulletin_desk.ui.panes import Pane, Panes, first_field
from bulletin_desk.ui.parts.contents import ContentsPage
from bulletin_desk.ui.parts.distribution import DistributionForm
from bulletin_desk.ui.parts.masthead import MastheadForm
from bulletin_desk.ui.parts.section import SectionPage
from bulletin_desk.ui.pool.panel import PoolPanel
from bulletin_desk.ui.preview.pane import PreviewPane
from bulletin_desk.ui.preview.places import Place
from bulletin_desk.ui.start.page import StartPage

NO_ISSUE = "打开或新建一期简报后，\n这里列出报头、栏目和稿件。"
_CARDS = (
    ("new", "接着上一期，或按模板"),
    ("open", "从稿库里选一期"),
    ("import", "往期简报、收到的稿件"),
)


class Desk(Panes):
    """Holds the panes and shows in the middle what is chosen at the left.

    `leaving` is sent before another part is shown, while the one on show can still be read.
    """

    leaving = Signal()
    chosen = Signal(object)

    def __init__(
        self,
        commands: Commands,
        pictures: Callable[[str], bytes],
        clash: Callable[[Masthead], str],
        offer: Callable[[Masthead], int | None],
    ) -> None:
        super().__init__()
        self.outline_model = OutlineModel(self)
        self.outline = OutlineView(self.outline_model)
        self.pool = PoolPanel()
        self.masthead = MastheadForm(clash, offer)
        self.contents = ContentsPage()
        self.distribution = DistributionForm()
        self.section = SectionPage()
        self.article = ArticlePage(pictures)
        self.start = StartPage([(commands[name], remark) for name, remark in _CARDS])
        self.right = PreviewPane(commands, pictures)
        self.preview, self.preview_message = self.right.view, self.right.message
        self.bulletin: Bulletin | None = None
        self._node: Node | None = None
        self._arranging = False
        # Where the clerk was when a part was made, and where to go when undo takes that away.
        self._origins: dict[Node, Place] = {}
        self._origin: Place | None = None
        self.left = self._build_left()
        self.editors = self._build_editors()
        # The editor, with room below it.
        self.middle = QSplitter(Qt.Orientation.Vertical)
        self.middle.setHandleWidth(1)
        self.middle.setChildrenCollapsible(False)
        self.middle.addWidget(self._build_column())
        self.set_panes(self.left, self.middle, self.right)
        self.outline.node_chosen.connect(self.show_node)
        self.show_bulletin(None)

    @property
    def node(self) -> Node | None:
        """The part of the issue that is on show."""
        return self._node

    def show_bulletin(self, bulletin: Bulletin | None) -> None:
        """Show another issue, or none."""
        self._node, self.bulletin = None, bulletin
        self._origin = None
        self._origins.clear()
        self.outline.show_bulletin(bulletin)
        self._outline_stack.setCurrentIndex(0 if bulletin is None else 1)
        self.article.article = None
        if bulletin is None:
            self.editors.setCurrentWidget(self.start)
        else:
            self.outline.choose(MASTHEAD)
            # The row may have been the current one in the issue before: then nothing is told.
            self.show_node(MASTHEAD)
        # Last, so that only what is shown now is laid out anew.
        self.fill(Pane.RIGHT, bulletin is not None)

    def show_changes(self, bulletin: Bulletin) -> None:
        """Show the same issue after a change."""
        before, self.bulletin = self.bulletin, bulletin
        place, self._origin = self.place(), None
        # While rows come and go the view makes any neighbour the current one.
        self._arranging = True
        self.outline.show_bulletin(bulletin)
        self._arranging = False
        if before is None or self._node is None:
            return
        if place is not None:
            self._origins |= dict.fromkeys(set(nodes_of(bulletin)) - set(nodes_of(before)), place)
        if self._node in nodes_of(bulletin):
            self._fill(self._node, bulletin)
        else:
            self._origin = self._origins.get(self._node)
            beside = node_beside(self._node, before, bulletin)
            self.outline.choose(beside)
            self.show_node(beside)

    def go_back(self) -> bool:
        """Show what was on show when the part was made that the last change took away.

        Returns whether there is such a place.
        """
        origin = self._origin
        if origin is None or not self.outline_model.index_of(_node_at(origin)).isValid():
            return False
        focus = self.window().focusWidget()
        self.outline.choose(_node_at(origin))
        if focus is not None and self.middle.isAncestorOf(focus):
            self.focus_editor()
            self.go_to(origin)
        return True

    def show_node(self, node: Node) -> None:
        """Show a part of the issue in the middle."""
        if self.bulletin is None or node == self._node or self._arranging:
            return
        self.leaving.emit()
        self._node = node
        self._fill(node, self.bulletin)
        pages = {
            "masthead": self.masthead,
            "contents": self.contents,
            "distribution": self.distribution,
            "section": self.section,
            "article": self.article,
        }
        self.editors.setCurrentWidget(pages[node.kind])
        self.chosen.emit(node)

    def place(self) -> Place | None:
        """Return the place of what is being edited."""
        match self._node:
            case None:
                return None
            case Node("article"):
                return self.article.place()
            case Node(kind, owner):
                return Place(kind, owner)

    def go_to(self, place: Place) -> None:
        """Show the part that a place on the page came from, and put the caret there."""
        if self.bulletin is None:
            return
        if place.part in ("masthead", "distribution") or place == Place("contents"):
            self.outline.choose(Node(place.part))
        elif self.bulletin.find_article(place.owner) is not None:
            self.outline.choose(Node("article", place.owner))
            if place.part != "contents":
                self.article.put_caret(place)
        elif place.owner:
            self.outline.choose(Node("section", place.owner))

    def put_above(self, *panels: QWidget) -> None:
        """Put panels above the editor, below those that are there."""
        for panel in panels:
            self._column.insertWidget(self._column.count() - 1, panel)

    def put_below(self, panel: QWidget) -> None:
        """Put a panel below the editor."""
        self.middle.addWidget(panel)
        self.middle.setStretchFactor(0, 3)
        self.middle.setStretchFactor(1, 2)
        self.middle.setSizes([500, 340])

    def focus_editor(self) -> None:
        """Put the focus into what is being edited."""
        self._editor_focus().setFocus(Qt.FocusReason.ShortcutFocusReason)

    def go_to_pane(self, by: int) -> None:
        """Put the focus into the next pane that is shown, or the previous one."""
        panes = [p for p in (self.left, self.middle, self.right) if p.isVisibleTo(self)]
        focus = self.window().focusWidget()
        current = next((i for i, p in enumerate(panes) if focus and p.isAncestorOf(focus)), None)
        # From outside, forwards is to the first one.
        at = (-1 if by > 0 else 0) if current is None else current
        pane = panes[(at + by) % len(panes)]
        reason = Qt.FocusReason.ShortcutFocusReason
        if pane is self.left:
            first_field(self.left.currentWidget() or self.left).setFocus(reason)
        elif pane is self.right:
            self.preview.setFocus(reason)
        else:
            self.focus_editor()

    def redraw(self) -> None:
        """Take over the colours of the scheme that is now in use."""
        self.right.redraw()
        self.article.body.objects.palette = self.palette()
        self.start.redraw()
        for index, name in enumerate(("column", "pool", "library")):
            scheme = theme.colours()
            self.left.setTabIcon(index, icons.icon(name, scheme.quiet, scheme.line))

    def _editor_focus(self) -> QWidget:
        page = self.editors.currentWidget()
        assert page is not None
        return self.article.body if page is self.article else first_field(page)

    def _fill(self, node: Node, bulletin: Bulletin) -> None:
        match node.kind:
            case "masthead":
                self.masthead.show_bulletin(bulletin)
            case "contents":
                self.contents.show_bulletin(bulletin)
            case "distribution":
                self.distribution.show_bulletin(bulletin)
            case "section":
                found = [section for section in bulletin.sections if section.id == node.id]
                if found:
                    self.section.show_section(found[0])
            case _:
                article = bulletin.find_article(node.id)
                if article is not None:
                    self.article.show_article(article)

    def _build_left(self) -> QTabWidget:
        outline = QWidget()
        column = QVBoxLayout(outline)
        column.setContentsMargins(theme.SMALL, theme.SMALL, theme.SMALL, 0)
        self._outline_stack = QStackedWidget()
        empty = quiet_label(NO_ISSUE)
        empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._outline_stack.addWidget(empty)
        self._outline_stack.addWidget(self.outline)
        column.addWidget(self._outline_stack)
        tabs = QTabWidget()
        tabs.setDocumentMode(True)
        tabs.setAccessibleName("本期、待用稿和稿库")
        tabs.tabBar().setAccessibleName("本期、待用稿和稿库")
        tabs.addTab(outline, "本期")
        tabs.addTab(self.pool, "待用稿")
        tabs.setUsesScrollButtons(False)  # all three tabs are always there
        return tabs

    def _build_column(self) -> QWidget:
        holder = QWidget()
        self._column = QVBoxLayout(holder)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(self.editors, 3)
        return holder

    def _build_editors(self) -> QStackedWidget:
        stack = QStackedWidget()
        for page in (
            self.start,
            self.masthead,
            self.contents,
            self.section,
            self.article,
            self.distribution,
        ):
            stack.addWidget(page)
        stack.setMinimumWidth(340)
        return stack


def _node_at(place: Place) -> Node:
    """Return the part of the issue that a place of the editor belongs to."""
    if place.part in ("masthead", "contents", "distribution", "section"):
        return Node(place.part, place.owner)
    return Node("article", place.owner)
