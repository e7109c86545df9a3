"""The body of a bulletin: columns and articles, between the titles that the contents named."""

from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass, field, replace

from bulletin_desk.intake import report
from bulletin_desk.intake.anchors import Anchor, merged, said_anchors
from bulletin_desk.intake.contents import Contents, Entry, without_ornament
from bulletin_desk.intake.draft import Draft
from bulletin_desk.intake.drafts import Divided, divide
from bulletin_desk.intake.lines import Layout, Line
from bulletin_desk.intake.marks import key, squash
from bulletin_desk.intake.matching import Finder, Span, one_line_title
from bulletin_desk.intake.paragraphs import Block, unwrap
from bulletin_desk.intake.run_in import with_run_in_titles
from bulletin_desk.intake.shapes import column_name, is_label, is_plain_column
from bulletin_desk.intake.source import Role


@dataclass(slots=True)
class Column:
    """A column in the making."""

    name: str
    lines: list[Line] = field(default_factory=lambda: list[Line]())
    drafts: list[Draft] = field(default_factory=lambda: list[Draft]())


@dataclass(slots=True)
class Body:
    """The columns of a text, and what belongs to none of them.

    `doubts` are told to the clerk; `missing` are those of them that shed doubt on the whole.
    """

    columns: list[Column] = field(default_factory=lambda: list[Column]())
    captions: list[Block] = field(default_factory=lambda: list[Block]())
    foreign: list[str] = field(default_factory=lambda: list[str]())
    doubts: list[str] = field(default_factory=lambda: list[str]())
    missing: list[str] = field(default_factory=lambda: list[str]())


class BodyReader:
    """Reads the lines of a body, by the anchors that the contents and brackets give."""

    def __init__(
        self, lines: list[Line], layout: Layout, finder: Finder, hints: Sequence[Role] = ()
    ) -> None:
        self._lines = lines
        self._hints = hints
        self._layout = layout
        self._finder = finder
        self._body = Body()

    def read(
        self, start: int, contents: Contents | None, skipped: Container[int], issue: bool
    ) -> Body:
        """Return what the lines from `start` on hold; `issue` tells that they are a bulletin."""
        anchors = self._anchors(start, contents, issue)
        listed = any(anchor.title is not None and not anchor.said for anchor in anchors)
        self._read_between(
            start, anchors[0].span.start if anchors else None, listed, issue, skipped
        )
        for n, anchor in enumerate(anchors):
            end = anchors[n + 1].span.start if n + 1 < len(anchors) else None
            self._open(anchor)
            self._read_between(anchor.span.end, end, listed, issue, skipped, anchor)
        self._body.columns = [c for c in self._body.columns if c.drafts or c.name]
        return self._body

    def _open(self, anchor: Anchor) -> None:
        if anchor.column is not None:
            span = anchor.span
            column = Column(anchor.column, self._lines[span.start : span.end])
            self._body.columns.append(column)

    def _read_between(
        self,
        start: int,
        end: int | None,
        listed: bool,
        issue: bool,
        skipped: Container[int],
        anchor: Anchor | None = None,
    ) -> None:
        """Read the lines between two anchors into the column that is open."""
        stop = len(self._lines) if end is None else end
        lines = [self._lines[i] for i in range(start, stop) if i not in skipped]
        given = self._given(anchor) if anchor else None
        if anchor and anchor.span.rest:
            last = self._lines[anchor.span.end - 1]
            indent = last.indent or 0.1
            lines.insert(0, replace(last, text=anchor.span.rest, gap=0, indent=indent, said=None))
        if not self._body.columns:
            self._body.columns.append(Column(""))
        drafts = self._body.columns[-1].drafts
        divided = self._divide(lines, given, listed, issue)
        drafts += divided.drafts
        self._body.captions += divided.captions
        self._body.foreign += divided.foreign

    def _divide(self, lines: list[Line], given: Draft | None, listed: bool, issue: bool) -> Divided:
        blocks = unwrap(lines, self._layout)
        if issue and not listed and (given is None or given.run_in):
            # The text of a title that the clerk named; other news may follow it.
            own = blocks[: int(given is not None)]
            news = with_run_in_titles(blocks[len(own) :])
            if news is not None:
                return _as_news(news, blocks, given, own)
        return divide(blocks, self._layout, given, listed)

    def _given(self, anchor: Anchor) -> Draft | None:
        """Return the draft of an article whose title the contents named."""
        if anchor.title is None:
            return None
        span = anchor.span
        texts = [line.text for line in self._lines[span.start : span.end]]
        if span.rest:
            texts[-1] = texts[-1][: len(texts[-1]) - len(span.rest)].rstrip()
        texts[0] = without_ornament(texts[0])
        head = [(Role.TITLE, line) for line in self._lines[span.start : span.end]]
        if anchor.said:
            title = _run_in_title(texts) if span.run_in else "\n".join(texts)
            return Draft(title, span.run_in, head=head)
        if span.run_in:
            # The measure broke these lines, not the meaning; 。 is implied by the run-in title.
            printed = _run_in_title(texts)
            title = one_line_title([printed], anchor.title).replace("\n", "")
        else:
            title = one_line_title(texts, anchor.title)
            printed = "".join(texts)
        if squash(printed) != squash(anchor.title):
            shown, body = anchor.shown, title.replace("\n", "")
            self._body.doubts.append(report.worded_differently(shown, body))
        return Draft(title, span.run_in, head=head)

    def _anchors(self, start: int, contents: Contents | None, issue: bool) -> list[Anchor]:
        """Return the anchors in the order of the lines, none inside another."""
        found = list(self._entry_anchors(contents)) if contents else []
        found, lost = merged(found, said_anchors(self._lines, start, self._hints))
        for anchor in lost:
            self._miss(anchor.shown)
        for i in contents.stray if contents else ():
            self._miss(self._lines[i].text)
        taken = {i for anchor in found for i in range(anchor.span.start, anchor.span.end)}
        for i in range(start, len(self._lines)) if issue else ():
            if i not in taken and (name := self._column_at(i, contents is None)) is not None:
                found.append(Anchor(Span(i, i + 1), column=name))
        found.sort(key=lambda anchor: anchor.span.start)
        anchors: list[Anchor] = []
        for anchor in found:
            if not anchors or anchor.span.start >= anchors[-1].span.end:
                anchors.append(anchor)
            elif anchor.shown and key(anchor.shown) != key(anchors[-1].shown):
                self._miss(anchor.shown)
        return anchors

    def _miss(self, shown: str) -> None:
        """Tell that a line of the contents has no article."""
        self._body.missing.append(report.not_in_body(shown))
        self._body.doubts.append(self._body.missing[-1])

    def _column_at(self, i: int, worded: bool) -> str | None:
        """Return the name of the column that line i begins: in brackets, or worded like one.

        A worded one must stand above a title: above text it would be a subhead.
        """
        if self._lines[i].said is not None:
            return None
        name = column_name(self._lines[i].text)
        if name is not None:
            return name
        if not worded or not is_plain_column(self._lines[i].text) or i + 2 >= len(self._lines):
            return None
        title, after = self._lines[i + 1 : i + 3]
        over_title = is_label(title.text) and not self._layout.is_full(title, after, opens=True)
        return squash(self._lines[i].text) if over_title else None

    def _entry_anchors(self, contents: Contents) -> Iterator[Anchor]:
        """Yield an anchor for each line of the contents that stands again in the body."""
        entries = list(contents.entries)
        named = {squash(e.text) for e in entries if e.column and e.found}
        lost: Entry | None = None
        for n, entry in enumerate(entries):
            found = entry.found
            if found is None and not entry.column:
                found = self._alike(entries, n, contents.end)
            if entry.column:
                if lost is not None:
                    self._miss(lost.shown)
                lost = None if found else entry
                if found:
                    yield Anchor(found, column=entry.text, shown=entry.shown)
            elif found is None:
                self._miss(entry.shown)
            else:
                # The body shows no head for this column: it begins with its first article.
                if lost is not None and squash(lost.text) not in named:
                    yield Anchor(Span(found.start, found.start), column=lost.text)
                    lost = None
                yield Anchor(found, title=entry.text, shown=entry.shown)
        if lost is not None:
            self._miss(lost.shown)

    def _alike(self, entries: list[Entry], n: int, start: int) -> Span | None:
        """Return where a title stands that body and contents word differently."""
        before = [e.found.end for e in entries[:n] if e.found]
        after = [e.found.start for e in entries[n + 1 :] if e.found]
        first, end = max(before, default=start), min(after, default=len(self._lines))
        return self._finder.find_alike(entries[n].text, max(first, start), end)


def _as_news(
    news: list[tuple[str, Block]], blocks: list[Block], given: Draft | None, own: list[Block]
) -> Divided:
    """Return brief news, each with the title that opens it."""
    result = Divided(captions=[block for block in blocks if block.caption and block not in own])
    if given is not None:
        given.body += own
        result.drafts.append(given)
    for title, block in news:
        if title:
            head = [(Role.TITLE, line) for line in block.lines[:1]]
            result.drafts.append(Draft(title, run_in=True, head=head))
        result.drafts[-1].body.append(block)
    return result


def _run_in_title(texts: list[str]) -> str:
    title = "".join(texts)
    return title[:-1] if title[-1:] in "。．" else title
