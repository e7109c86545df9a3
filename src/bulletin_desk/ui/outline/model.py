"""The outline of the open issue as a Qt model: what its rows say, and what may be dropped where."""

from collections.abc import Iterable, Mapping, Sequence

from PySide6.QtCore import (
    QMimeData,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    QTimer,
    Signal,
)

from bulletin_desk.model.bulletin import Article, Bulletin, Section, one_line
from bulletin_desk.ui.lists.dragging import (
    ARTICLES_MIME,
    HITS_MIME,
    SECTION_MIME,
    packed,
    unpacked,
    unpacked_hits,
)
from bulletin_desk.ui.outline.facts import Facts, Mark, info_text, size_of, together
from bulletin_desk.ui.outline.rows import Node, RowTree, Tree

MASTHEAD, CONTENTS, DISTRIBUTION = Node("masthead"), Node("contents"), Node("distribution")
_ABOVE = (MASTHEAD, CONTENTS)  # the first section's row follows these
NodeRole = Qt.ItemDataRole.UserRole
FactsRole = Qt.ItemDataRole.UserRole + 1
InfoRole = Qt.ItemDataRole.UserRole + 2
_NAMES = {"masthead": "报头", "contents": "目录", "distribution": "版记（报、送、发）"}
_UNNAMED = {"section": "稿件", "article": "（无标题）"}
# Sizes change with every keystroke; rows are painted again when typing rests this long (in ms).
_REST = 150
_Index = QModelIndex | QPersistentModelIndex


class OutlineModel(RowTree):
    """Shows a bulletin's parts; changes are asked for by signals and come back by `show`.

    What is dropped is told with the section and the place in it, where a dropped section goes with
    its place among the sections; both count the rows as they stand.
    """

    articles_dropped = Signal(object, str, int)
    hits_dropped = Signal(object, str, int)
    sections_dropped = Signal(object, int)
    renamed = Signal(object, str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bulletin: Bulletin | None = None
        self._locked = False
        self._facts: dict[Node, Facts] = {}
        self._sizes: dict[str, tuple[Article, int]] = {}
        self._pages: Mapping[str, str] = {}
        self._marks: Mapping[str, Mark] = {}
        self._stale: set[Node] = set()
        self._uses: Mapping[str, tuple[str, str]] = {}
        self._rest = QTimer(self, singleShot=True, interval=_REST)
        self._rest.timeout.connect(self._tell_stale)

    def show(self, bulletin: Bulletin | None) -> None:
        """Take over another bulletin by the fewest insertions, moves and removals."""
        before, self._bulletin = self._bulletin, bulletin
        known = {section.id: section for section in before.sections} if before else {}
        wanted: Tree = []
        if bulletin is not None:
            sections = [(Node("section", s.id), _article_nodes(s)) for s in bulletin.sections]
            wanted = [(MASTHEAD, []), (CONTENTS, []), *sections, (DISTRIBUTION, [])]
            changed = [s for s in bulletin.sections if known.get(s.id) is not s]
            self._refresh(changed)
        self.arrange(wanted)

    def show_pages(self, pages: Mapping[str, str]) -> None:
        """Show on which pages the articles stand, by article id: 2, or 2–3."""
        if pages != self._pages:
            self._pages = pages
            self._refresh(self._bulletin.sections if self._bulletin else ())

    def show_problems(self, problems: Mapping[str, tuple[str, int, str]]) -> None:
        """Mark rows, by article or section id or the kind of another part.

        A problem is the worst severity (error, warning, notice), a count and the sentences.
        """
        self._marks = {owner: Mark(*problem) for owner, problem in problems.items()}
        self._refresh(self._bulletin.sections if self._bulletin else ())

    def show_uses(self, uses: Mapping[str, tuple[str, str]]) -> None:
        """Say of articles, by id, that they were used: a word for the row, and the sentence."""
        if uses != self._uses:
            self._uses = uses
            self._refresh(self._bulletin.sections if self._bulletin else ())

    def set_locked(self, locked: bool) -> None:
        """Let nothing be renamed, dragged or dropped any more (定稿), or let it again."""
        self._locked = locked

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        node = self.node(index)
        if node is None:
            return None
        facts = self._facts.get(node, _NO_FACTS)
        words = Qt.ItemDataRole
        if role == NodeRole:
            return node
        if role == FactsRole:
            return facts
        if role == InfoRole:
            return info_text(node.kind, facts)
        if role == words.EditRole:
            return facts.name
        if role == words.DisplayRole:
            return _shown(node, facts)
        if role in (words.ToolTipRole, words.AccessibleTextRole):
            problems = facts.mark.text if facts.mark else ""
            origin = facts.remark if node.kind == "article" else ""
            parts = (_shown(node, facts), info_text(node.kind, facts), origin, problems)
            return "\n".join(part for part in parts if part)
        return None

    def setData(self, index: _Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        node = self.node(index)
        editable = bool(self.flags(index) & Qt.ItemFlag.ItemIsEditable)
        if node is None or not editable or role != Qt.ItemDataRole.EditRole:
            return False
        text = str(value).strip()
        if text != self._facts[node].name:
            self.renamed.emit(node, text)
        return True

    def flags(self, index: _Index) -> Qt.ItemFlag:
        node = self.node(index)
        flag = Qt.ItemFlag
        if node is None:
            return flag.NoItemFlags if self._locked else flag.ItemIsDropEnabled
        flags = flag.ItemIsEnabled | flag.ItemIsSelectable
        if node.kind != "section":
            flags |= flag.ItemNeverHasChildren
        if self._locked or node.kind not in ("section", "article"):
            return flags
        flags |= flag.ItemIsDragEnabled | flag.ItemIsEditable
        return flags | flag.ItemIsDropEnabled if node.kind == "section" else flags

    def supportedDropActions(self) -> Qt.DropAction:
        return Qt.DropAction.MoveAction | Qt.DropAction.CopyAction

    def mimeTypes(self) -> list[str]:
        return [ARTICLES_MIME, HITS_MIME, SECTION_MIME]

    def mimeData(self, indexes: Sequence[_Index]) -> QMimeData:
        nodes = [node for node in map(self.node, indexes) if node]
        sections = [node.id for node in nodes if node.kind == "section"]
        if sections:
            return packed(SECTION_MIME, sections)  # their articles go with them
        return packed(ARTICLES_MIME, [node.id for node in nodes if node.kind == "article"])

    def canDropMimeData(
        self, data: QMimeData, action: Qt.DropAction, row: int, column: int, parent: _Index
    ) -> bool:
        if self._locked or self._bulletin is None:
            return False
        target = self.node(parent)
        if data.hasFormat(SECTION_MIME):
            return target is None
        known = data.hasFormat(ARTICLES_MIME) or data.hasFormat(HITS_MIME)
        return known and (target is None or target.kind == "section")

    def dropMimeData(
        self, data: QMimeData, action: Qt.DropAction, row: int, column: int, parent: _Index
    ) -> bool:
        if not self.canDropMimeData(data, action, row, column, parent):
            return False
        if data.hasFormat(SECTION_MIME):
            sections = self.rowCount() - len(_ABOVE) - 1
            at = min(max(row - len(_ABOVE), 0), sections) if row >= 0 else sections
            self.sections_dropped.emit(unpacked(data, SECTION_MIME), at)
            return True
        section_id, at = self._place(row, parent)
        if data.hasFormat(ARTICLES_MIME):
            self.articles_dropped.emit(unpacked(data, ARTICLES_MIME), section_id, at)
        else:
            self.hits_dropped.emit(unpacked_hits(data), section_id, at)
        return True

    def _place(self, row: int, parent: _Index) -> tuple[str, int]:
        """Return the section and the place in it that are meant; between sections the upper one."""
        target = self.node(parent)
        if target is not None:
            return target.id, self.rowCount(parent) if row < 0 else row
        assert self._bulletin is not None
        sections = self._bulletin.sections
        above = row - len(_ABOVE) if row >= 0 else len(sections)
        if not sections:
            return "", 0
        if above <= 0:
            return sections[0].id, 0
        section = sections[min(above, len(sections)) - 1]
        return section.id, len(section.articles)

    def forget(self, node: Node) -> None:
        self._facts.pop(node, None)
        self._sizes.pop(node.id, None)

    def _refresh(self, sections: Iterable[Section]) -> None:
        """Work out anew what the rows of these sections say, and of those above and below."""
        if self._bulletin is None:
            return
        for node in (MASTHEAD, CONTENTS, DISTRIBUTION):
            hidden = node == CONTENTS and not self._bulletin.contents
            mark = self._marks.get(node.kind)
            self._tell(node, Facts(mark=mark, remark="不印" if hidden else ""))
        for section in sections:
            total = 0
            marks = [self._marks.get(section.id)]
            for article in section.articles:
                size, mark = self._size(article), self._marks.get(article.id)
                total += size
                marks.append(mark)
                name, pages = one_line(article.title), self._pages.get(article.id, "")
                use, told = self._uses.get(article.id, ("", ""))
                origin = f"选自{article.origin}" if article.origin else ""
                remark = "\n".join(part for part in (origin, told) if part)
                facts = Facts(name, size, 0, pages, mark, remark, use)
                self._tell(Node("article", article.id), facts)
            count = len(section.articles)
            facts = Facts(section.name, total, count, mark=together(marks))
            self._tell(Node("section", section.id), facts)

    def _size(self, article: Article) -> int:
        known = self._sizes.get(article.id)
        if known is None or known[0] is not article:
            known = self._sizes[article.id] = (article, size_of(article))
        return known[1]

    def _tell(self, node: Node, facts: Facts) -> None:
        known = self._facts.get(node)
        if known == facts:
            return
        self._facts[node] = facts
        if known is not None and known._replace(size=facts.size) == facts:
            self._stale.add(node)
            self._rest.start()
        else:
            self._tell_changed(node)

    def _tell_stale(self) -> None:
        stale, self._stale = self._stale, set()
        for node in stale:
            self._tell_changed(node)

    def _tell_changed(self, node: Node) -> None:
        index = self.index_of(node)
        if index.isValid():
            self.dataChanged.emit(index, index)


_NO_FACTS = Facts()


def _article_nodes(section: Section) -> list[Node]:
    return [Node("article", article.id) for article in section.articles]


def _shown(node: Node, facts: Facts) -> str:
    return facts.name or _NAMES.get(node.kind) or _UNNAMED[node.kind]
