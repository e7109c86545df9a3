"""Find and replace in the article and the issue: hits counted and shown while one types."""

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QTextEdit

from bulletin_desk.model.bulletin import Bulletin
from bulletin_desk.model.finding import Finder, Found
from bulletin_desk.model.replacing import replace_found
from bulletin_desk.ui.editor.composing import commit_preedits
from bulletin_desk.ui.editor.positions import from_utf16

if TYPE_CHECKING:
    from bulletin_desk.ui.find.bar import FindBar
    from bulletin_desk.ui.find.library_find import LibraryFind
    from bulletin_desk.ui.find.order import Key, Order
    from bulletin_desk.ui.find.showing import Showing
    from bulletin_desk.ui.workshop import Workshop

_PAUSE_MS = 120
# What is longer, or runs over lines, was selected for something else.
_LONGEST_SEED = 60


class Find(QObject):
    """The find bar and what it does; nothing of it is made before it is asked for."""

    def __init__(self, workshop: "Workshop") -> None:
        super().__init__(workshop)
        self._workshop = workshop
        self.bar: FindBar | None = None
        self.library: LibraryFind | None = None
        self._showing: Showing | None = None
        self._finder: Finder | None = None
        self._all: list[Found] = []
        self.found: list[Found] = []
        self.current: Found | None = None
        self._jumps = False
        # The issue as replacing left it, and what the bar says of that while it is so.
        self._replaced: tuple[Bulletin | None, str] = (None, "")
        self._timer = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._timer.timeout.connect(self.update_now)
        commands = workshop.commands
        commands["find"].triggered.connect(lambda: self.open(replaces=False))
        commands["replace"].triggered.connect(lambda: self.open(replaces=True))
        commands["find_next"].triggered.connect(lambda: self.step(1))
        commands["find_previous"].triggered.connect(lambda: self.step(-1))
        workshop.session.changed.connect(self._on_changed)
        workshop.closing.connect(self.end)
        workshop.session.opened.connect(self._on_opened)
        workshop.session.lock_changed.connect(lambda _: self._on_opened())
        workshop.desk.chosen.connect(self._on_changed)

    @property
    def is_open(self) -> bool:
        """Whether the bar is on show."""
        return self.bar is not None and not self.bar.isHidden()

    def open(self, *, replaces: bool) -> None:
        """Show the bar, with what is selected as the words to look for."""
        commit_preedits(self._workshop.window)
        bar = self._furnish()
        bar.open(self._seed(), replaces=replaces or (self.is_open and bar.replaces))
        bar.allow_replacing(not self._workshop.session.locked)
        self.update_now()

    def close(self) -> None:
        """Take the bar and the colours away, and give the focus back to the text."""
        if self.bar is None or not self.is_open:
            return
        commit_preedits(self._workshop.window)
        self._timer.stop()
        self.bar.hide()
        if self.library is not None:
            self.library.forget()
        self._forget()
        self._workshop.desk.focus_editor()

    def end(self) -> None:
        """End what runs: the window closes."""
        if self.library is not None:
            self.library.close()

    def step(self, by: int) -> None:
        """Go to the next hit, or the previous one."""
        if self._workshop.session.bulletin is None:
            return
        commit_preedits(self._workshop.window)
        bar = self._furnish()
        if not bar.words.text():
            self.open(replaces=False)
            return
        bar.show()
        if self._in_library():
            self._step_in_library(by)
            return
        jumped = self._jumps
        self.update_now()
        if jumped:
            return  # what has just been typed is found first
        key = self._key()
        if by > 0 and self.current is not None:
            # From the current hit on, not to it again.
            key = (*key[:-1], key[-1] + 1)
        self._go(self._next(key, by))

    def replace(self) -> None:
        """Replace the current hit and go to the next one."""
        bulletin = self._ready_to_replace()
        if bulletin is None or self.bar is None or self._in_library():
            return
        if self.current is None:
            self.step(1)
            return
        hit, text = self.current, self.bar.replacement.text()
        changed, _ = replace_found(bulletin, [hit], text)
        self.current = None
        self._apply("替换", changed, 1)
        self.update_now()
        order = self._order()
        self._go(self._next(order.key(hit.where, hit.start + len(text)), 1))

    def replace_all(self) -> None:
        """Replace every hit of the scope, as one step."""
        bulletin = self._ready_to_replace()
        if bulletin is None or self.bar is None:
            return
        if self._in_library():
            self._replace_in_library()
            return
        changed, count = replace_found(bulletin, self.found, self.bar.replacement.text())
        if count:
            self.current = None
            self._apply("全部替换", changed, count)
            if self._showing is not None:
                self._showing.deselect()
            self.update_now()
            self._workshop.tell(f"已替换 {count} 处，可以撤销（Ctrl+Z）。")

    def update_now(self) -> None:
        """Find again in what has changed, and show it."""
        self._timer.stop()
        bulletin = self._workshop.session.bulletin
        if self.bar is None or not self.is_open or bulletin is None:
            return
        query = self.bar.query
        if self._in_library():
            if self.library is not None and not self.library.shows(query):
                self.library.forget()
                self.bar.say("回车查找" if query.words else "")
            self._forget()
            return
        if self._finder is None or self._finder.query != query:
            self._finder = Finder(query)
        self._all = self._finder.find(bulletin)
        self._narrow()
        if self._jumps:
            self._jumps = False
            self._go(self._next(self._key(), 1))
        self._show()

    # The bar

    @property
    def is_replacing(self) -> bool:
        """Whether other issues of the library are being changed just now."""
        return self.library is not None and self.library.is_replacing

    def _furnish(self) -> "FindBar":
        """Return the bar, made and put over the editor when first needed."""
        if self.bar is not None:
            return self.bar
        from bulletin_desk.ui.find.bar import FindBar
        from bulletin_desk.ui.find.library_find import LibraryFind
        from bulletin_desk.ui.find.showing import Showing

        desk = self._workshop.desk
        self.bar = bar = FindBar(self._workshop.commands)
        self.library = LibraryFind(self._workshop)
        self._showing = Showing(desk)
        desk.put_above(bar, self.library.strip, self.library.results)
        bar.hide()
        bar.changed.connect(self._on_query)
        bar.stepped.connect(self.step)
        bar.replace_wanted.connect(self.replace)
        bar.replace_all_wanted.connect(self.replace_all)
        bar.closed.connect(self.close)
        self.library.said.connect(lambda text, wrong: bar.say(text, wrong=wrong))
        self.library.results.chosen.connect(self._open_result)
        return bar

    def _seed(self) -> str:
        focus = self._workshop.window.focusWidget()
        text = ""
        if isinstance(focus, QTextEdit | QPlainTextEdit):
            text = focus.textCursor().selectedText()
        elif isinstance(focus, QLineEdit) and self.bar and not self.bar.isAncestorOf(focus):
            text = focus.selectedText()
        odd = "\u2028\u2029\ufffc"
        return "" if len(text) > _LONGEST_SEED or any(c in text for c in odd) else text

    def _in_library(self) -> bool:
        from bulletin_desk.ui.find.bar import LIBRARY

        return self.bar is not None and self.bar.scope.currentIndex() == LIBRARY

    def _on_query(self) -> None:
        self._jumps = bool(self.bar and self.bar.query.words)
        self.current, self._replaced = None, (None, "")
        self._timer.start()

    def _on_changed(self, *_: object) -> None:
        if self.is_open and not self._timer.isActive():
            self._timer.start()

    def _on_opened(self) -> None:
        """Another issue is open, or none, or it has been locked."""
        self._finder, self.current = None, None
        if self.bar is None:
            return
        if self._workshop.session.bulletin is None:
            self.bar.hide()
            if self.library is not None:
                self.library.forget()
            self._forget()
        else:
            self.bar.allow_replacing(not self._workshop.session.locked)
            self._on_changed()

    # Hits

    def _narrow(self) -> None:
        """Keep the hits of the scope, and the current one where it still is."""
        from bulletin_desk.ui.find.bar import ARTICLE

        assert self.bar is not None
        node = self._workshop.desk.node
        owner = node.id if node is not None else ""
        own = self.bar.scope.currentIndex() == ARTICLE
        self.found = [hit for hit in self._all if hit.where.owner == owner] if own else self._all
        if self.current not in self.found:
            self.current = None

    def _order(self) -> "Order":
        from bulletin_desk.ui.find.order import Order

        bulletin = self._workshop.session.bulletin
        assert bulletin is not None
        return Order(bulletin)

    def _key(self) -> "Key":
        """Return where the search stands: at the current hit, else where a selection begins."""
        order = self._order()
        if self.current is not None:
            return order.key(self.current.where, self.current.start)
        place, cursor = self._workshop.desk.place(), self._workshop.desk.article.body.textCursor()
        if place is not None and place.part == "body" and cursor.hasSelection():
            block = cursor.document().findBlock(cursor.selectionStart())
            start = from_utf16(block.text(), cursor.selectionStart() - block.position())
            place = replace(place, block=block.blockNumber(), position=start)
        return order.of_place(place)

    def _next(self, key: "Key", by: int) -> Found | None:
        from bulletin_desk.ui.find.order import next_hit

        at = next_hit(self.found, self._order(), key, by)
        return None if at is None else self.found[at]

    def _go(self, hit: Found | None) -> None:
        bulletin = self._workshop.session.bulletin
        self.current = hit
        if hit is not None and bulletin is not None and self._showing is not None:
            self._showing.go_to(hit, bulletin)
            self._narrow()
        self._show()

    def _show(self) -> None:
        if self.bar is None or self._showing is None:
            return
        self._showing.show_all(self.found, self.current)
        if not self.bar.query.words:
            self.bar.say("")
        elif not self.found and self._workshop.session.bulletin is self._replaced[0]:
            self.bar.say(self._replaced[1])
        elif not self.found:
            self.bar.say("没有找到", wrong=True)
        elif self.current is None:
            self.bar.say(f"{len(self.found)} 处")
        else:
            self.bar.say(f"{self.found.index(self.current) + 1} / {len(self.found)}")

    def _forget(self) -> None:
        self._all = self.found = []
        self.current = None
        if self._showing is not None:
            self._showing.clear()

    # Replacing

    def _ready_to_replace(self) -> Bulletin | None:
        session = self._workshop.session
        if session.locked or self.bar is None or not self.bar.query.words:
            return None
        commit_preedits(self._workshop.window)
        self.update_now()
        return session.bulletin

    def _apply(self, name: str, changed: Bulletin, count: int) -> None:
        from bulletin_desk.ui.find.library_find import step_label

        assert self.bar is not None
        words, text = self.bar.words.text(), self.bar.replacement.text()
        named = count if name == "全部替换" else 0
        self._workshop.apply(step_label(name, words, text, named), changed)
        self._replaced = self._workshop.session.bulletin, f"已替换 {count} 处"

    # The library

    def _step_in_library(self, by: int) -> None:
        assert self.bar is not None
        if self.library is None:
            return
        if self.library.shows(self.bar.query):
            self.library.results.step(by)
        else:
            self.library.search(self.bar.query)

    def _replace_in_library(self) -> None:
        assert self.bar is not None
        if self.library is None:
            return
        if self.library.shows(self.bar.query):
            self.library.replace(self.bar.replacement.text())
        else:
            # What is going to change is shown first.
            self.library.search(self.bar.query)

    def _open_result(self, issue_id: int | None, article_id: str) -> None:
        from bulletin_desk.ui.find.bar import ISSUE

        workshop = self._workshop
        if issue_id is None:
            workshop.commands["pool"].trigger()
            return
        if issue_id != workshop.session.issue_id:
            workshop.open_issue(issue_id)
        if workshop.session.issue_id != issue_id or self.bar is None:
            return
        self.bar.set_scope(ISSUE)
        self.update_now()
        self._go(next((hit for hit in self.found if hit.where.owner == article_id), None))
