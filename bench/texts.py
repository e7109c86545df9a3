"""The texts that are measured: one bulletin, fifty that differ, one ten times as long.

A bulletin is read once, by its structure; from that the very same paragraphs go to the peers
(as their own mark-up) and to this program (as plain text, wrapped as the source was).
"""

import json
import subprocess
import sys
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, TypeVar

CARET = "\ue000"  # stands where characters will be typed; no text holds it
WIDTH = 26  # full-width characters a line, as the source was printed
INDENT = "\u3000\u3000"
_T = TypeVar("_T")
_NO_START = tuple("，。、；：？！”’》〉）】」』％%")
_STRUCTURE = Path(__file__).with_name("structure.py")


@dataclass(frozen=True)
class Article:
    title: str
    run_in: bool
    paragraphs: tuple[str, ...]


@dataclass(frozen=True)
class Section:
    name: str
    articles: tuple[Article, ...]


@dataclass(frozen=True)
class Issue:
    sections: tuple[Section, ...]
    name: str = "精神文明建设简报"
    number: int = 1
    issuer: str = "市精神文明建设指导委员会办公室"
    date: str = "2022年10月21日"
    distribution: tuple[str, ...] = (
        "报：市委常委，市人大常委会主任、副主任，市政府副市长，市政协主席、副主席",
        "送：市精神文明建设指导委员会全体成员",
        "发：各县（市、区）文明委，市直各部门各单位",
    )
    copies: str = "共印120份"

    @property
    def characters(self) -> int:
        articles = [a for s in self.sections for a in s.articles]
        return sum(len(p) for a in articles for p in a.paragraphs)


def read_issue(text: Path) -> Issue:
    """Read a bulletin by the structure that this program recognises."""
    command = [sys.executable, _STRUCTURE, text]
    found = subprocess.run(command, stdout=subprocess.PIPE, check=True).stdout
    return Issue(
        tuple(
            Section(s["name"], tuple(_article(a) for a in s["articles"])) for s in json.loads(found)
        )
    )


def numbered(issue: Issue, number: int) -> Issue:
    """Return the issue with its number in every paragraph, so that no two issues share one."""
    return replace(_marked(issue, f"{number}"), number=number)


def longer(issue: Issue, times: int) -> Issue:
    """Return one issue with every article several times over, no two of them the same."""
    copies = [_marked(issue, f"{n}", titles=True) for n in range(1, times + 1)]
    sections = [
        replace(section, articles=tuple(a for c in copies for a in c.sections[i].articles))
        for i, section in enumerate(issue.sections)
    ]
    return replace(issue, sections=tuple(sections))


def caret_place(issue: Issue) -> tuple[int, int, int, int]:
    """Return section, article, paragraph and offset in the thick of the issue: there we type."""
    section = len(issue.sections) // 2
    articles = issue.sections[section].articles
    article = len(articles) // 2
    paragraphs = articles[article].paragraphs
    paragraph = len(paragraphs) // 2
    return section, article, paragraph, len(paragraphs[paragraph]) // 2


def with_caret(issue: Issue) -> Issue:
    """Return the issue with CARET where characters will be typed."""
    s, a, p, offset = caret_place(issue)
    section = issue.sections[s]
    article = section.articles[a]
    text = article.paragraphs[p]
    text = text[:offset] + CARET + text[offset:]
    article = replace(article, paragraphs=_put(article.paragraphs, p, text))
    section = replace(section, articles=_put(section.articles, a, article))
    return replace(issue, sections=_put(issue.sections, s, section))


def _put(items: tuple[_T, ...], index: int, item: _T) -> tuple[_T, ...]:
    return (*items[:index], item, *items[index + 1 :])


def as_text(issue: Issue) -> str:
    """Return the issue as the source has it: wrapped hard, a blank line after every line."""
    lines = [issue.name, f"第 {issue.number} 期", f"{issue.issuer} {issue.date}"]
    for section in issue.sections:
        lines += [f"【{section.name}】", *(article.title for article in section.articles)]
    for section in issue.sections:
        lines.append(f"【{section.name}】")
        for article in section.articles:
            lines += _article_lines(article)
    lines += [*issue.distribution, issue.copies]
    return "\n\n".join(lines) + "\n"


def _article(found: dict[str, Any]) -> Article:
    return Article(found["title"], found["run_in"], tuple(found["paragraphs"]))


def _marked(issue: Issue, mark: str, *, titles: bool = False) -> Issue:
    count = 0

    def paragraph(text: str) -> str:
        nonlocal count
        count += 1
        return f"{text[:-1]}（{mark}之{count}）{text[-1:]}"

    def article(a: Article) -> Article:
        title = f"{a.title}（第{mark}次）" if titles else a.title
        return replace(a, title=title, paragraphs=tuple(paragraph(p) for p in a.paragraphs))

    return replace(
        issue,
        sections=tuple(
            replace(s, articles=tuple(article(a) for a in s.articles)) for s in issue.sections
        ),
    )


def _article_lines(article: Article) -> list[str]:
    if article.run_in:
        first, *others = article.paragraphs
        paragraphs, title = [f"{article.title}。{first}", *others], []
    else:
        paragraphs, title = list(article.paragraphs), [article.title]
    return title + [line for p in paragraphs for line in _wrapped(p)]


def _wrapped(paragraph: str) -> list[str]:
    lines, line, room = [], "", float(WIDTH)
    for character in INDENT + paragraph:
        width = 0.5 if character < "\u2000" else 1.0
        if width > room:
            # A mark takes the character before it along.
            rest = line[-1] if character in _NO_START else ""
            lines.append(line.removesuffix(rest))
            line, room = rest, WIDTH - len(rest)
        line += character
        room -= width
    return [*lines, line]
