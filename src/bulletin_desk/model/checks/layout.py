"""What the typeset pages show: lone characters and lines, missing characters, other fonts."""

from collections.abc import Callable, Iterator

from bulletin_desk.model.checks.facts import Flaw, PageFlaw
from bulletin_desk.model.checks.problem import Finding, Issue, IssueRule, Scope, Severity
from bulletin_desk.model.flow import Source

_NAMES = {"title": "标题", "subtitle": "副标题"}


def _flaws(issue: Issue, *kinds: Flaw) -> Iterator[PageFlaw]:
    pages = issue.facts.pages
    yield from (flaw for flaw in (pages.flaws if pages else ()) if flaw.flaw in kinds)


def _finding(flaw: PageFlaw, message: str) -> Finding:
    # A paragraph that is edited elsewhere may still end in the same lone character.
    return Finding(message, flaw.source, flaw.start, len(flaw.text), flaw.text)


def lone_title_character(issue: Issue) -> Iterator[Finding]:
    """A line of a title holds one character."""
    for flaw in _flaws(issue, Flaw.ALONE_ON_LINE):
        name = _NAMES.get(flaw.source.part)
        if name:
            message = f"第{flaw.page}页，{name}有一行只有“{flaw.text}”一个字，请改换行的地方。"
            yield _finding(flaw, message)


def lone_character(issue: Issue) -> Iterator[Finding]:
    """The last line of a paragraph holds one character: not wrong, but easily mended."""
    for flaw in _flaws(issue, Flaw.ALONE_ON_LINE):
        if flaw.source.part not in _NAMES:
            message = f"第{flaw.page}页，一段的最后一行只有“{flaw.text}”一个字，最好增删几个字。"
            yield _finding(flaw, message)


def lone_line(issue: Issue) -> Iterator[Finding]:
    """A line of a paragraph, or a title, is parted from the rest by the page's end."""
    sentences: dict[Flaw, Callable[[PageFlaw], str]] = {
        Flaw.TOP_OF_PAGE: lambda f: f"第{f.page}页开头只有上一段的最后一行，请增删几个字。",
        Flaw.FOOT_OF_PAGE: lambda f: f"第{f.page}页末尾只有这一行，下文在后一页，请增删几个字。",
        Flaw.ALONE_ON_PAGE: lambda f: f"第{f.page}页只有一行字，请压缩几个字，省去这一页。",
    }
    for flaw in _flaws(issue, *sentences):
        yield _finding(flaw, sentences[flaw.flaw](flaw))


def footer_alone(issue: Issue) -> Iterator[Finding]:
    """The last page holds nothing but the footer."""
    for flaw in _flaws(issue, Flaw.FOOTER_ALONE):
        message = f"第{flaw.page}页只有版记，没有正文，请压缩几行，让版记回到前一页。"
        yield Finding(message, flaw.source, subject="版记单独成页")


def missing_glyph(issue: Issue) -> Iterator[Finding]:
    """A character that no font has; it shows as a box."""
    told: set[tuple[str, str]] = set()
    for flaw in _flaws(issue, Flaw.NO_GLYPH):
        if (flaw.source.owner, flaw.text) not in told:
            told.add((flaw.source.owner, flaw.text))
            code = f"U+{ord(flaw.text[0]):04X}" if flaw.text else ""
            message = f"没有一种字体有“{flaw.text}”（{code}），印出来是方框。请换字，或安装字体。"
            yield _finding(flaw, message)


def substituted_font(issue: Issue) -> Iterator[Finding]:
    """A standard font is not installed, and the pages use another one."""
    pages = issue.facts.pages
    if pages and pages.substitutions:
        named = "、".join(f"{wanted}（用{used}）" for wanted, used in pages.substitutions)
        message = f"这台电脑没有标准字体，版面上用了代用字体：{named}。要用标准字体，请先安装。"
        yield Finding(message, Source(""), subject=named)


RULES = (
    IssueRule(
        "missing-glyph", "缺字", "没有一种字体有的字。",
        Scope.PAGE, Severity.ERROR, missing_glyph,
    ),
    IssueRule(
        "lone-title-character", "标题孤字", "标题里只有一个字的一行。",
        Scope.PAGE, Severity.WARNING, lone_title_character,
    ),
    IssueRule(
        "lone-character", "段末孤字", "段落的最后一行只有一个字。",
        Scope.PAGE, Severity.NOTICE, lone_character,
    ),
    IssueRule(
        "lone-line", "孤行", "一页的开头、末尾或整页只有一行。",
        Scope.PAGE, Severity.WARNING, lone_line,
    ),
    IssueRule(
        "footer-alone", "版记单独成页", "最后一页只有版记，没有正文。",
        Scope.PAGE, Severity.WARNING, footer_alone,
    ),
    IssueRule(
        "substituted-font", "代用字体", "没有安装标准字体，用别的字体代替。",
        Scope.PAGE, Severity.NOTICE, substituted_font,
    ),
)  # fmt: skip
