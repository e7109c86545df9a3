"""What becomes of each character of a text: kept, quoted in a warning, or stored in another form.

`unaccounted` returns the characters that are none of these. Another form is only what the model
says without words: numbers and dates, labels, brackets of columns, the contents that repeat
titles with their bullets, leaders and page numbers, and the mark after a run-in title.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator

from bulletin_desk.intake.contents import is_header, plain_entry
from bulletin_desk.intake.dates import DATE, date_of
from bulletin_desk.intake.matching import without_numbering
from bulletin_desk.intake.result import Intake
from bulletin_desk.model.bulletin import Article, Bulletin
from bulletin_desk.model.numbering import chinese_integer

_BREAKS = re.compile("[\n\r\x0b\x0c\x85\u2028\u2029]")
_NUM = "(?:[0-9０-９]{1,5}|[〇零○一二三四五六七八九十百]{1,7})"
_NUMBER = re.compile(
    rf"[（(〔\[]?(?:[12][0-9]{{3}}|[一二][〇零○一二三四五六七八九]{{3}})?(?:年度?|[）)〕\]])?"
    rf"(?:总第{_NUM}期|第{_NUM}期|增刊[（(]?(?:第?{_NUM}期?)?)"
)
_COPIES = re.compile(
    r"[（(]?(?:本期|此件)?共?印(?:制|发|数|刷份数)?[：:]?([0-9０-９]+|[〇零○一-十百]+)份[）)]?[。.]?"
)
_LABEL = re.compile(
    r"[【\[（(]?(?:报|送|发|报送|主送|抄报|呈报|呈送|上报|主报|抄送|送阅|分送单位|分送|发送|下发|印发|分发|抄发|"
    r"发至)[】\])）]?[：:]"
)
_MASTHEAD_WORDS = re.compile(
    r"(?:密级|编号|(?:主办|编印|编发|编辑|编制|编写|承办)(?:单位|部门)?|(?:签发)?日期)[：:]"
)
_CREDIT = re.compile(
    r"(?:供稿|撰稿|供文|来稿|作者|来源|图文|文图|文/图|图/文|文)(?:单位|人)?[：:/／]?"
)
_PAGE = re.compile(r"[（(/]?[Pp第]?\d{1,3}页?[)）]?$")
_PAGE_ALONE = re.compile(r"[.…·．。‥_─-]*[（(]?\d{1,3}[)）]?|[.…·．。‥_─-]{2,}")
_ORNAMENTS = "•·●○◆◇■□★☆▲△►▶※＊◎⊙➢➤❖✦√✓"
_MARKS = re.compile(r"[\W_]+")


def squash(text: str) -> str:
    return "".join(text.split())


def _visible(text: str) -> str:
    """Return the characters that count: no white space, no control characters."""
    return "".join(c for c in squash(text) if unicodedata.category(c) != "Cc")


def _articles(intake: Intake) -> list[Article]:
    if intake.bulletin:
        return list(intake.bulletin.articles())
    return list(intake.articles)


def kept_texts(intake: Intake) -> Iterator[str]:
    """Yield every text of the result, and the warnings."""
    yield from intake.warnings
    for article in _articles(intake):
        yield from (article.title, article.subtitle, article.byline)
        yield from (block.text for block in article.body)
    if intake.bulletin:
        yield from _issue_texts(intake.bulletin)


def _issue_texts(bulletin: Bulletin) -> Iterator[str]:
    masthead, distribution = bulletin.masthead, bulletin.distribution
    yield from (section.name for section in bulletin.sections)
    yield from (masthead.name, masthead.issuer, masthead.classification)
    yield from (masthead.copy_number, masthead.notice)
    yield from (distribution.report_to, distribution.send_to, distribution.issue_to)


def unaccounted(text: str, intake: Intake) -> Counter[str]:
    """Return the characters of the text that are nowhere."""
    lines = [bare for line in _BREAKS.split(text) if (bare := squash(line))]
    omitted = [w for w in intake.warnings if w.startswith("略去了")]
    quoted = {squash(quote) for w in omitted for quote in re.findall("“(.*?)”", w)}
    lines = [line for line in lines if line not in quoted]
    # What stands twice may be quoted once.
    told = squash("".join(intake.warnings))
    seen = {line for line in lines if f"“{line}”" in told}
    lines = [*(line for line in lines if line not in seen), *seen]
    if intake.bulletin and intake.bulletin.contents:
        lines = _without_contents(lines, intake)
    source = Counter(_visible("".join(lines)))
    source -= Counter(_visible("".join(kept_texts(intake))))
    return source - _other_forms(lines, intake, squash(text))


def _without_contents(lines: list[str], intake: Intake) -> list[str]:
    """Return the lines without those of the contents, which say no more than a title.

    Lines that spell a title are taken away, and the title is put back once: the result must hold
    the one of the body.
    """
    assert intake.bulletin
    articles = list(intake.bulletin.articles())
    run_in = {_bare(article.title) for article in articles if article.run_in}
    names = {_bare(section.name): [section.name] for section in intake.bulletin.sections}
    for article in articles:
        printed = article.title.split("\n")
        for first in range(len(printed)):
            for stop in range(first + 1, len(printed) + 1):
                lines_of = printed[first:stop]
                names[_bare("".join(lines_of))] = lines_of
    rest: list[str] = []
    back: dict[str, None] = {}
    i = 0
    while i < len(lines):
        used, name = next(
            ((n, name) for n in (1, 2, 3, 4) if (name := _spelled(lines[i : i + n], names))),
            (1, ""),
        )
        if name and name not in run_in:
            back |= dict.fromkeys(squash(line) for line in names[name])
        elif not (name or is_header(lines[i]) or _PAGE_ALONE.fullmatch(lines[i])):
            rest.append(lines[i])
        i += used
    return [*rest, *back]


def _bare(text: str) -> str:
    return _MARKS.sub("", text)


def _spelled(lines: list[str], names: dict[str, list[str]]) -> str:
    """Return which of the names some lines spell, bullets, numbers and leaders aside."""
    text = plain_entry("".join(lines))
    forms = {text, _PAGE.sub("", text), without_numbering(text)}
    forms |= {_PAGE.sub("", form) for form in forms}
    return next((bare for form in sorted(forms) if (bare := _bare(form)) and bare in names), "")


def _other_forms(lines: list[str], intake: Intake, whole: str) -> Counter[str]:
    """Return the characters that the result says without words."""
    allowed: Counter[str] = Counter()
    articles = _articles(intake)
    allowed["。"] += sum(article.run_in for article in articles)
    bylines = sum(bool(article.byline) for article in articles)
    for line in lines:
        if bylines and len(line) <= 400:
            for match in _CREDIT.finditer(line):
                allowed.update(match[0])
    for mark in "（）()：:/":
        allowed[mark] += sum(line.count(mark) for line in lines if len(line) < 60) if bylines else 0
    for article in articles:
        # Named twice (under the title, again at the end), a writer is kept once.
        for name in article.byline.split():
            allowed.update(name * sum(name in line for line in lines))
    if intake.bulletin:
        for line in lines:
            allowed.update(_issue_forms(line, intake.bulletin))
        for match in _COPIES.finditer(whole):
            if chinese_integer(match[1]) == intake.bulletin.distribution.copies:
                allowed.update(match[0])
    return allowed


def _issue_forms(line: str, bulletin: Bulletin) -> Counter[str]:
    """Return what a line of masthead, footer or column says by its place."""
    allowed: Counter[str] = Counter()
    masthead = bulletin.masthead
    ornaments = len(line) - len(line.lstrip(_ORNAMENTS))
    allowed.update(line[:ornaments])
    if masthead.number is not None or masthead.serial_number is not None or masthead.supplement:
        for match in _NUMBER.finditer(line):
            allowed.update(match[0])
            allowed.update("）)（(" if len(line) < 60 else "")
    for match in DATE.finditer(line):
        if date_of(match) == masthead.date and masthead.date:
            allowed.update(match[0])
    for pattern in (_MASTHEAD_WORDS, _LABEL):
        for match in pattern.finditer(line):
            allowed.update(match[0])
    names = {squash(section.name) for section in bulletin.sections if section.name}
    bare = _MARKS.sub("", plain_entry(line))
    if any(_MARKS.sub("", name) == bare for name in names):
        allowed.update(_MARKS.findall(line))
        allowed.update("".join(_MARKS.findall(line)))
    if masthead.issuer and len(line) < 60:
        allowed.update(c for c in line if c in "，,；;|｜/（）()[]〔〕")
    return allowed
