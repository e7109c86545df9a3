"""Puts an issue together again: the visible text decides, the record adds what is not visible."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace

from bulletin_desk.intake.word.masthead import StyledLine, read_distribution, read_masthead
from bulletin_desk.intake.word.names import GAP
from bulletin_desk.intake.word.record import Record, RecordedArticle, RecordedSection
from bulletin_desk.intake.word.runs import Drawing
from bulletin_desk.intake.word.visible import Line, Rows, SectionEnd, Visible
from bulletin_desk.model.bulletin import Article, Bulletin, Section
from bulletin_desk.model.compose.article import run_in_title
from bulletin_desk.model.richtext import Block, Paragraph, ParagraphKind, Picture, Run, Table

_ARTICLE_MARK, _SECTION_MARK = "_desk_a_", "_desk_s_"
_KINDS = {kind.value: kind for kind in ParagraphKind}


@dataclass
class _Draft:
    """An article in the making, and what the record knows of it."""

    article: Article
    recorded: RecordedArticle | None = None
    body: list[Block] = field(default_factory=list[Block])

    def finished(self) -> Article:
        return replace(self.article, body=tuple(self.body))


@dataclass
class _Part:
    """A section in the making."""

    section: Section
    drafts: list[_Draft] = field(default_factory=list[_Draft])


class Assembler:
    """Takes what is visible of one issue, piece by piece, and gives the bulletin."""

    def __init__(self, record: Record, picture: Callable[[Drawing], Picture | None]) -> None:
        self._record = record
        self._picture = picture
        self._parts: list[_Part] = []
        self._masthead: list[StyledLine] = []
        self._distribution: list[StyledLine] = []
        self._contents = False
        self._loose = 0  # blank lines at the end of the article
        self._draft: _Draft | None = None
        self._sections = {s.mark.lower(): s for s in record.sections if s.mark}
        self._home = {
            article.article.id: section
            for section in record.sections
            for article in section.articles
        }
        self._used: set[str] = set()

    def assemble(self, visible: Iterable[Visible]) -> Bulletin:
        """Return the bulletin."""
        for item in visible:
            match item:
                case Line():
                    self._line(item)
                case Rows():
                    self._open(item.marks)
                    self._body().append(Table(item.rows, item.header_rows))
                    self._loose = 0
                case Drawing():
                    self._open(item.marks)
                    picture = self._picture(item)
                    if picture:
                        self._body().append(picture)
                        self._loose = 0
                case SectionEnd():
                    pass
        self._drop_loose()
        self._restore_unprinted()
        record = self._record
        return Bulletin(
            template=record.template or Bulletin().template,
            masthead=read_masthead(record, self._masthead),
            contents=record.contents and (self._contents or not record.contents_printed),
            sections=tuple(
                replace(part.section, articles=tuple(draft.finished() for draft in part.drafts))
                for part in self._parts
            ),
            distribution=read_distribution(record, self._distribution),
            contents_style=record.contents_style,
            contents_pages=record.contents_pages,
        )

    def _line(self, line: Line) -> None:
        style = line.style
        if style.startswith("masthead_") or style == "marking":
            if line.text:
                self._masthead.append((style, line.text))
        elif style.startswith("contents_"):
            self._contents = True
        elif style in ("distribution", "copies"):
            self._drop_loose()
            if line.text:
                self._distribution.append((style, line.text))
        elif style == "section":
            self._start_section(line)
        elif not (style in (GAP, "page_number") and not line.text):
            self._article_line(line)
            # LibreOffice puts a line of its own where the foot of the last page is anchored.
            self._loose = self._loose + 1 if not style and not line.text.strip() else 0

    def _drop_loose(self) -> None:
        """Drop blank lines in no style of ours that stand before the foot, or behind it."""
        if self._loose and self._draft is not None:
            del self._draft.body[-self._loose :]
        self._loose = 0

    def _article_line(self, line: Line) -> None:
        opened = self._open(line.marks)
        if line.style == "title":
            self._title(line.text, opened)
        elif line.style in ("subtitle", "byline") and not self._body():
            article = self._current().article
            old = getattr(article, line.style)
            text = f"{old}\n{line.text}" if old else line.text
            self._current().article = replace(article, **{line.style: text})
        elif line.style == "byline" and self._current().article.run_in:
            # Below the text and in brackets, where titles run in.
            byline = line.text.strip().removeprefix("（").removesuffix("）")
            self._current().article = replace(self._current().article, byline=byline)
        elif line.style == "caption" and self._add_caption(line.runs):
            pass
        else:
            self._paragraph(line, opened)

    def _title(self, text: str, opened: bool) -> None:
        draft = self._draft
        if draft and not opened and draft.article.title and not draft.body:
            # Enter pressed inside a title: still the same title.
            text = f"{draft.article.title}\n{text}"
        elif not opened:
            draft = self._start(self._find_by_title(text))
        draft = draft or self._start(None)
        recorded = draft.recorded
        if recorded and recorded.printed_title == text:
            text = recorded.title  # its lines are those of our own layout
        draft.article = replace(draft.article, title=text)

    def _paragraph(self, line: Line, opened: bool) -> None:
        runs = line.runs
        title = line.run_in
        if title and not opened:
            self._start(self._find_by_title(title))
        draft = self._current()
        recorded = draft.recorded
        if not title and not draft.body and not draft.article.title and recorded:
            title, runs = _plain_run_in(recorded, runs)
        if title:
            draft.article = replace(
                draft.article, title=_run_in(title, recorded.title if recorded else ""), run_in=True
            )
        draft.body.append(Paragraph(runs, _KINDS.get(line.style, ParagraphKind.BODY)))

    def _add_caption(self, runs: tuple[Run, ...]) -> bool:
        body = self._body()
        picture = body[-1] if body else None
        if not isinstance(picture, Picture) or picture.caption:
            return False
        body[-1] = replace(picture, caption=runs)
        return True

    def _open(self, marks: tuple[str, ...]) -> bool:
        """Start the article that a bookmark names here; tell whether there was one."""
        for mark in marks:
            key = mark.lower()
            if key.startswith(_ARTICLE_MARK) and key not in self._used:
                self._used.add(key)
                recorded = self._record.articles.get(key)
                self._start(recorded, mark[len(_ARTICLE_MARK) :])
                return True
        return False

    def _start(self, recorded: RecordedArticle | None, article_id: str = "") -> _Draft:
        if recorded:
            self._used.add(recorded.mark.lower())
            self._enter_home(recorded)
            draft = _Draft(recorded.article, recorded)
        else:
            draft = _Draft(Article(article_id) if article_id.strip("_") else Article())
        if not self._parts:
            self._parts.append(_Part(Section()))
        self._parts[-1].drafts.append(draft)
        self._draft = draft
        return draft

    def _enter_home(self, recorded: RecordedArticle) -> None:
        """Begin the section without a name that holds this article: nothing of it is visible."""
        home = self._home[recorded.article.id]
        if not home.section.name and self._find_part(home) is None:
            self._parts.append(_Part(home.section))

    def _start_section(self, line: Line) -> None:
        recorded = next(
            (self._sections.pop(m.lower()) for m in line.marks if m.lower() in self._sections), None
        )
        prefix, _, suffix = self._record.section_form.partition("{}")
        name = line.text
        if name.startswith(prefix) and name.endswith(suffix):
            name = name[len(prefix) : len(name) - len(suffix)]
        if recorded:
            section = replace(recorded.section, name=name)
        else:
            ids = [m[len(_SECTION_MARK) :] for m in line.marks if m.startswith(_SECTION_MARK)]
            section = Section(ids[0], name) if ids else Section(name=name)
        self._parts.append(_Part(section))
        self._draft = None

    def _find_by_title(self, title: str) -> RecordedArticle | None:
        """Return the recorded article that is printed under a title whose bookmark is lost."""
        return next(
            (
                recorded
                for mark, recorded in self._record.articles.items()
                if mark not in self._used
                and recorded.title
                and run_in_title(recorded.title) == title
            ),
            None,
        )

    def _current(self) -> _Draft:
        return self._draft or self._start(None)

    def _body(self) -> list[Block]:
        return self._current().body

    def _restore_unprinted(self) -> None:
        """Put back what never prints: empty articles, sections without name and articles."""
        for index, recorded in enumerate(self._record.sections):
            part = self._find_part(recorded)
            if part is None and (recorded.section.name or any(a.mark for a in recorded.articles)):
                continue  # deleted in Word
            if part is None:
                part = _Part(recorded.section)
                self._parts.insert(min(index, len(self._parts)), part)
            for place, article in enumerate(recorded.articles):
                if not article.mark:
                    draft = _Draft(article.article, article)
                    part.drafts.insert(min(place, len(part.drafts)), draft)

    def _find_part(self, recorded: RecordedSection) -> _Part | None:
        return next((p for p in self._parts if p.section.id == recorded.section.id), None)


def _run_in(printed: str, recorded: str) -> str:
    """Return the title that is printed run in: without the 。 that closes it, breaks kept."""
    if recorded and run_in_title(recorded) == printed:
        return recorded
    return printed.removesuffix("。")


def _plain_run_in(recorded: RecordedArticle, runs: tuple[Run, ...]) -> tuple[str, tuple[Run, ...]]:
    """Return a run-in title that lost its character style, and the runs after it."""
    title = run_in_title(recorded.title) if recorded.title else ""
    if not title or not runs or not runs[0].text.startswith(title):
        return "", runs
    rest = replace(runs[0], text=runs[0].text[len(title) :])
    return title, (*((rest,) if rest.text else ()), *runs[1:])
