"""One text on its way from lines to a bulletin or to articles."""

from collections.abc import Callable, Container, Sequence
from dataclasses import replace

from bulletin_desk.intake import report
from bulletin_desk.intake.articles import build_article, merge_notes
from bulletin_desk.intake.beside import Part, Placing, take_beside
from bulletin_desk.intake.body import Body, BodyReader, Column
from bulletin_desk.intake.contents import Contents, Entry, find_contents
from bulletin_desk.intake.doubts import doubts_about, doubts_about_draft
from bulletin_desk.intake.draft import Draft, stands_as_note
from bulletin_desk.intake.footer import Footer, take_footer
from bulletin_desk.intake.furniture import strip_furniture
from bulletin_desk.intake.lines import Line, layout_of
from bulletin_desk.intake.masthead import MastheadParts, read_masthead
from bulletin_desk.intake.matching import Finder
from bulletin_desk.intake.messages import heads_of_messages, is_contact
from bulletin_desk.intake.paragraphs import unwrap
from bulletin_desk.intake.result import Intake
from bulletin_desk.intake.roles import BODY, MASTHEAD
from bulletin_desk.intake.shapes import column_name
from bulletin_desk.intake.source import Role
from bulletin_desk.model.bulletin import Bulletin, Section
from bulletin_desk.model.richtext import Picture

_PRINTED = {"report_to": "报", "send_to": "送", "issue_to": "发"}


class Reading:
    """The lines of one source, divided into the parts of a bulletin or into articles.

    `hints` are the roles that the lines had before the clerk decided; `small` tells which lines
    are in small letters, where the file says so.
    """

    def __init__(
        self,
        lines: list[Line],
        hints: Sequence[Role] = (),
        small: Callable[[Line], bool] | None = None,
    ) -> None:
        self._small = small
        self.beside: list[Part] = []
        self.homeless: list[Part] = []
        self.doubts: list[str] = []
        if small is not None:
            lines = [line for line in lines if line.said is not Role.DROPPED]
            lines, self.beside = take_beside(lines, small)
        self.dropped = heads_of_messages(lines)
        if self.dropped:
            gone = {line.at for line in self.dropped}
            lines = [line for line in lines if line.at not in gone]
        lines, self.numbers, self.heads = strip_furniture(lines)
        self.layout = layout_of(lines)
        self.lines, self.footer = take_footer(lines, self.layout)
        self.finder = Finder(self.lines)
        self.contents = find_contents(self.lines, self.finder)
        self.masthead = self._masthead()
        self.issue = bool(
            self.contents or self.masthead.found or self.footer.found or self._columns()
        )
        self.body = self._body(hints)

    def intake(self, warnings: tuple[str, ...] = ()) -> Intake:
        """Return the bulletin, or the articles; `warnings` of the file come before its own."""
        told = [*warnings, *self._left_out()]
        sections, doubts, weak = _sections(self.body)
        told += [*_warnings(self.body, self.footer, self.homeless), *doubts]
        self.doubts = [*self.body.missing, *weak, *self._unplaced()]
        articles = tuple(article for section in sections for article in section.articles)
        if self.issue:
            bulletin = self._bulletin(sections)
            self.doubts[:0] = doubts_about(bulletin)
            return Intake(bulletin, (), tuple(told))
        if not articles:
            told.append("没有读到稿件，请检查来稿。")
            self.doubts.append(told[-1])
        return Intake(None, articles, tuple(told))

    def roles(self, count: int) -> list[Role]:
        """Return what each of the source's lines is."""
        roles = [Role.UNKNOWN] * count
        for lines, role in (
            ([*self.numbers, *self.heads, *self.dropped], Role.DROPPED),
            (self.footer.lines, Role.DISTRIBUTION),
            (self._contents_lines(), Role.CONTENTS),
        ):
            for line in lines:
                roles[line.at] = role
        for i, role in self.masthead.lines.items():
            roles[self.lines[i].at] = role
        for block in self.body.captions:
            _mark(roles, block.lines, Role.CAPTION, Role.CAPTION)
        for column in self.body.columns:
            _mark(roles, column.lines, Role.COLUMN, Role.COLUMN)
            for draft in column.drafts:
                _mark_draft(roles, draft)
        for part in self.beside:
            role = Role.UNKNOWN if part in self.homeless else part.role
            _mark(roles, part.lines, role, Role.CONTINUATION)
            _mark(roles, part.caption, Role.CAPTION, Role.CONTINUATION)
        return roles

    def _contents_lines(self) -> list[Line]:
        if self.contents is None:
            return []
        places = [*range(self.contents.start, self.contents.end), *self.contents.stray]
        return [self.lines[i] for i in places]

    def _left_out(self) -> list[str]:
        """Tell which page numbers, running heads and heads of messages were left out."""
        told: list[str] = []
        for lines, tell in (
            (self.numbers, report.page_numbers),
            (self.heads, report.running_heads),
            (self.dropped, report.heads_of_messages),
        ):
            told += [tell([line.text for line in lines])] if lines else []
        return told

    def _unplaced(self) -> list[str]:
        homeless = [part.text for part in self.homeless]
        return [report.unplaced(text) for text in (*self.body.foreign, *homeless)]

    def _body(self, hints: Sequence[Role]) -> Body:
        """Return the articles by columns, and what belongs to none."""
        start, skipped, foreign = self._head()
        if not self.issue:
            skipped = {**skipped, **dict.fromkeys(self._contacts(), Role.DROPPED)}
        reader = BodyReader(self.lines, self.layout, self.finder, hints)
        body = reader.read(start, self.contents, skipped, self.issue)
        if not self.issue and not any(column.drafts for column in body.columns):
            body = self._one_article(skipped)
        else:
            body.foreign[:0] = foreign
        if self.beside:
            first = self.lines[start].at if start < len(self.lines) else 0
            self.homeless = Placing(body).place(self.beside, first if start else 0)
        return body

    def _contacts(self) -> list[int]:
        """Return the lines at the edges of a submission that tell whom to ask about it."""
        edges = {
            *range(min(8, len(self.lines))),
            *range(max(0, len(self.lines) - 6), len(self.lines)),
        }
        found = [i for i in sorted(edges) if is_contact(self.lines[i])]
        self.dropped += [self.lines[i] for i in found]
        return found

    def _masthead(self) -> MastheadParts:
        """Read the masthead; a lone date is one only where other parts of a bulletin are."""
        if self.contents:
            places = [*range(self.contents.start), *self.contents.loose]
        else:
            places = list(range(self._first_text()))
        parts = read_masthead(self.lines, places, self.contents is not None)
        others = self.contents or self.footer.found or self._columns()
        certain = parts.numbered or parts.named or any(ln.said in MASTHEAD for ln in self.lines)
        return parts if others or certain else MastheadParts()

    def _first_text(self) -> int:
        """Return the line where sentences, or a column, begin."""
        for i, line in enumerate(self.lines):
            if "。" in line.text or line.said in BODY or column_name(line.text) or line.width > 64:
                return i
        return len(self.lines)

    def _columns(self) -> bool:
        return any(
            line.said is Role.COLUMN
            or (line.text[0] in "【〖" and line.said is None and column_name(line.text))
            for line in self.lines
        )

    def _head(self) -> tuple[int, dict[int, Role], list[str]]:
        """Return where the body starts, which lines to skip, and what the head held besides."""
        taken = self.masthead.lines
        if self.contents is None:
            # What the clerk finds further down is of the masthead, but not the text above it.
            limit = self._first_text() if taken else 0
            start = max((i + 1 for i in taken if i < limit), default=0)
            above = [self.lines[i].text for i in range(start) if i not in taken]
            return start, taken, [*above, *self.masthead.unread]
        last = max(taken, default=-1)
        above = [i for i in range(last + 1, self.contents.start) if last >= 0]
        unread = [i for i in (*above, *self.contents.loose) if i not in taken]
        unfound = [Entry(self.lines[i].text, (self.lines[i].text,), place=i) for i in unread]
        self.contents = _with_entries(self.contents, unfound)
        before = [i for i in range(self.contents.start) if i not in above]
        foreign = [self.lines[i].text for i in before if i not in taken]
        skipped = {**taken, **dict.fromkeys(self.contents.stray, Role.CONTENTS)}
        return self.contents.end, skipped, [*foreign, *self.masthead.unread]

    def _one_article(self, skipped: Container[int]) -> Body:
        """Return the whole text as one article, when nothing in it was recognised."""
        lines = [line for i, line in enumerate(self.lines) if i not in skipped]
        blocks = unwrap(lines, self.layout)
        if not blocks:
            return Body()
        titled = int(blocks[0].label and len(blocks) > 1)
        draft = Draft(body=blocks[titled:])
        draft.add_title(blocks[:titled])
        return Body([Column("", drafts=[draft])])

    def _bulletin(self, sections: tuple[Section, ...]) -> Bulletin:
        return Bulletin(
            template=self._template(sections),
            masthead=self.masthead.build(),
            contents=self.contents is not None,
            sections=sections,
            distribution=self.footer.distribution,
        )

    def _template(self, sections: tuple[Section, ...]) -> str:
        """Choose the template by structure alone."""
        if self.contents and self.contents.bulleted:
            return "chuangcheng"
        if self.masthead.supplement:
            return "zengkan"
        if any(s.name or any(a.run_in for a in s.articles) for s in sections):
            return "jingshen-wenming"
        return "gongzuo"


def _with_entries(contents: Contents, more: list[Entry]) -> Contents:
    """Return contents with lines that were not found again, in their printed order."""
    entries = sorted([*contents.entries, *more], key=lambda entry: entry.place)
    return replace(contents, entries=tuple(entries))


def _sections(body: Body) -> tuple[tuple[Section, ...], list[str], list[str]]:
    """Return the columns, what is told of their articles, and why one may be wrong."""
    sections: list[Section] = []
    doubts: list[str] = []
    weak: list[str] = []
    for column in body.columns:
        column.drafts = merge_notes(column.drafts)
        built = [build_article(draft) for draft in column.drafts]
        weak += [doubt for draft in column.drafts for doubt in doubts_about_draft(draft)]
        articles = tuple(article for article, _ in built)
        doubts += [doubt for _, found in built for doubt in found]
        if articles or column.name:
            sections.append(Section(name=column.name, articles=articles))
    return tuple(sections), doubts, weak


def _warnings(body: Body, footer: Footer, homeless: list[Part]) -> list[str]:
    """Return what is told of the parts: contents, captions, imprint, and what fits nowhere."""
    found = list(body.doubts)
    found += [report.caption(block.text) for block in body.captions]
    found += [report.unplaced(text) for text in body.foreign]
    found += [_homeless(part) for part in homeless]
    found += [report.beside_distribution(text) for text in footer.editors]
    found += [report.relabelled(word, _PRINTED[name]) for word, name in footer.relabelled]
    return found


def _homeless(part: Part) -> str:
    """Tell of a part that stands in no article."""
    if isinstance(part.figure, Picture):
        caption = f"（{part.shown.text}）" if part.shown.text else ""
        return report.without_place(f"有一张图片{caption}")
    return report.unplaced(part.text)


def _mark_draft(roles: list[Role], draft: Draft) -> None:
    for block in draft.body:
        note = stands_as_note(block)
        _mark(roles, block.lines, Role.NOTE if note else Role.PARAGRAPH, Role.CONTINUATION)
    for block in draft.signature:
        _mark(roles, block.lines, Role.SIGNATURE, Role.CONTINUATION)
    for role, line in draft.head:
        roles[line.at] = role


def _mark(roles: list[Role], lines: Sequence[Line], first: Role, more: Role) -> None:
    """Note the role of the first line of a part and that of its further lines."""
    for line in lines[1:]:
        roles[line.at] = more
    for line in lines[:1]:
        roles[line.at] = first
