"""Reads plain text: a bulletin with its parts, or articles for the pool."""

import unicodedata
from dataclasses import replace
from pathlib import Path

from bulletin_desk.intake import report
from bulletin_desk.intake.articles import build_article, merge_notes
from bulletin_desk.intake.body import Body, BodyReader
from bulletin_desk.intake.contents import Contents, Entry, find_contents
from bulletin_desk.intake.drafts import Draft
from bulletin_desk.intake.encoding import decode
from bulletin_desk.intake.footer import Footer, take_footer
from bulletin_desk.intake.furniture import strip_furniture
from bulletin_desk.intake.lines import Layout, Line, layout_of, split_lines
from bulletin_desk.intake.masthead import MastheadParts, read_masthead
from bulletin_desk.intake.matching import Finder
from bulletin_desk.intake.paragraphs import unwrap
from bulletin_desk.intake.result import Intake, IntakeError
from bulletin_desk.intake.shapes import column_name
from bulletin_desk.model.bulletin import Article, Bulletin, Section

_PRINTED = {"report_to": "报", "send_to": "送", "issue_to": "发"}


def read_file(path: Path) -> Intake:
    """Return what a text file holds; IntakeError where it is no text."""
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        raise IntakeError(f"找不到文件“{path.name}”，请检查文件是否被移动或改名。") from None
    except IsADirectoryError:
        raise IntakeError(f"“{path.name or path}”是一个文件夹，请选择里面的文件。") from None
    except OSError as error:
        reason = error.strerror or "原因不明"
        raise IntakeError(
            f"打不开文件“{path.name}”（{reason}），请关闭占用它的程序再试。"
        ) from None
    text = decode(data)
    if not text.strip():
        raise IntakeError(f"文件“{path.name}”里没有文字，请检查是否选错了文件。")
    return read_text(text, path.name)


def read_text(text: str, name: str = "") -> Intake:
    """Return the bulletin in a text, or its articles when it is none; never raises."""
    text, controls = _without_controls(text)
    lines, numbers, heads = strip_furniture(split_lines(text))
    warnings = [report.controls_removed(controls)] if controls else []
    warnings += [report.page_numbers(numbers)] if numbers else []
    warnings += [report.running_heads(heads)] if heads else []
    layout = layout_of(lines)
    lines, footer = take_footer(lines, layout)
    intake = _Reading(lines, layout, footer).intake()
    return replace(intake, warnings=(*warnings, *intake.warnings))


def _without_controls(text: str) -> tuple[str, list[str]]:
    """Return the text without control characters, which no document may hold, and these."""
    found = [c for c in set(text) if unicodedata.category(c) == "Cc" and not c.isspace()]
    if not found:
        return text, []
    removed = [c for c in found for _ in range(text.count(c))]
    return text.translate({ord(c): None for c in found}), removed


class _Reading:
    """One text on its way from lines to a bulletin or to articles."""

    def __init__(self, lines: list[Line], layout: Layout, footer: Footer) -> None:
        self.lines = lines
        self.layout = layout
        self.footer = footer
        self.finder = Finder(lines)
        self.contents = find_contents(lines, self.finder)
        self.masthead = self._masthead()
        self.issue = bool(self.contents or self.masthead.found or footer.found or self._columns())

    def intake(self) -> Intake:
        """Return the bulletin, or the articles."""
        start, skipped, foreign = self._head()
        body = BodyReader(self.lines, self.layout, self.finder).read(
            start, self.contents, skipped, self.issue
        )
        if not self.issue and not any(column.drafts for column in body.columns):
            return Intake(None, *self._one_article())
        body.foreign[:0] = foreign
        sections, doubts = _sections(body)
        warnings = tuple(_warnings(body, self.footer) + doubts)
        articles = tuple(article for section in sections for article in section.articles)
        if not self.issue:
            return Intake(None, articles, warnings)
        return Intake(self._bulletin(sections), (), warnings)

    def _masthead(self) -> MastheadParts:
        """Read the masthead; a lone date is one only where other parts of a bulletin are."""
        if self.contents:
            places = [*range(self.contents.start), *self.contents.loose]
        else:
            places = list(range(self._first_text()))
        parts = read_masthead(self.lines, places, self.contents is not None)
        others = self.contents or self.footer.found or self._columns()
        return parts if others or parts.numbered or parts.named else MastheadParts()

    def _first_text(self) -> int:
        """Return the line where sentences, or a column, begin."""
        for i, line in enumerate(self.lines):
            if "。" in line.text or column_name(line.text) or line.width > 64:
                return i
        return len(self.lines)

    def _columns(self) -> bool:
        return any(line.text[0] in "【〖" and column_name(line.text) for line in self.lines)

    def _head(self) -> tuple[int, set[int], list[str]]:
        """Return where the body starts, which lines to skip, and what the head held besides."""
        taken = self.masthead.lines
        if self.contents is None:
            start = max(taken) + 1 if taken else 0
            return start, taken, [self.lines[i].text for i in range(start) if i not in taken]
        last = max(taken, default=-1)
        above = [i for i in range(last + 1, self.contents.start) if last >= 0]
        unread = [i for i in (*above, *self.contents.loose) if i not in taken]
        unfound = [Entry(self.lines[i].text, (self.lines[i].text,), place=i) for i in unread]
        self.contents = _with_entries(self.contents, unfound)
        before = [i for i in range(self.contents.start) if i not in above]
        return self.contents.end, taken, [self.lines[i].text for i in before if i not in taken]

    def _one_article(self) -> tuple[tuple[Article, ...], tuple[str, ...]]:
        """Return the whole text as one article, when nothing in it was recognised."""
        blocks = unwrap(self.lines, self.layout)
        beside = _warnings(Body(), self.footer)
        if not blocks:
            return (), (*beside, "没有读到稿件，请检查来稿。")
        titled = blocks[0].label and len(blocks) > 1
        draft = Draft(title=blocks[0].text if titled else "", body=blocks[int(titled) :])
        article, doubts = build_article(draft)
        return (article,), (*beside, *doubts)

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


def _sections(body: Body) -> tuple[tuple[Section, ...], list[str]]:
    sections: list[Section] = []
    doubts: list[str] = []
    for column in body.columns:
        built = [build_article(draft) for draft in merge_notes(column.drafts)]
        articles = tuple(article for article, _ in built)
        doubts += [doubt for _, found in built for doubt in found]
        if articles or column.name:
            sections.append(Section(name=column.name, articles=articles))
    return tuple(sections), doubts


def _warnings(body: Body, footer: Footer) -> list[str]:
    """Return what is told of the parts: contents, captions, imprint, and what fits nowhere."""
    found = list(body.doubts)
    found += [report.caption(text) for text in body.captions]
    found += [report.unplaced(text) for text in body.foreign]
    found += [report.beside_distribution(text) for text in footer.editors]
    found += [report.relabelled(word, _PRINTED[name]) for word, name in footer.relabelled]
    return found
