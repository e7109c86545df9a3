"""Which units contributed an article (供稿单位): what is written, and the units that are meant.

A `UnitBook` knows the office's units by their names, aliases and former names, and what the clerk
said once of a written credit. It makes canonical names of what is printed; the printed text is
never changed.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from bulletin_desk.model.bulletin import Article, Bulletin, one_line
from bulletin_desk.model.offices import is_office
from bulletin_desk.model.richtext import Paragraph, ParagraphKind

_LABEL = (
    r"(?:(?:本文)?(?:供稿|来稿|撰稿|报送|投稿|供图供稿|文稿提供)\s*(?:单位|部门|人)?|信息员|通讯员|"
    r"(?:本报|特约)?记者|作者|文/图|图/文|图文|文)"
)
_LABELLED = re.compile(rf"^\s*(?:{_LABEL})\s*[：:]\s*")
_LEADING = re.compile(r"^(?:(?:特约)?通讯员|信息员|(?:本报|特约)?记者|作者)\s+")
_CREDITED = re.compile(r"\s*(?:联合)?(?:供稿|来稿|撰稿|报送|投稿|供图)$|\s*联合$")
_UNIT_LINE = re.compile(
    r"^\s*[（(【]?\s*(?:供稿|来稿|报送|投稿|撰稿)\s*(?:单位|部门)?\s*[：:]\s*(.{2,80}?)\s*[）)】]?\s*$"
)
# The last line as a whole: ——市税务局供稿. A sentence (以上由…供稿) is none.
_CLOSING = re.compile(
    r"^\s*[—－-]{0,2}\s*(?:本[文稿]由)?((?!以上|请|欢迎|向|各)[^。！？；：:（()）]{2,60}?"
    r"(?:供稿|来稿|撰稿|投稿|供图))\s*[。.]?\s*$"
)
# 图：市税务局 文：市教育局
_ROLE = re.compile(r"(?:^|(?<=[\s，,；;、]))(文字|撰文|文|图片|供图|摄影|图)(?:提供)?\s*[：:]\s*")
_TAIL = re.compile(
    r"[（(]([^（()）]{2,60}(?:[（(][^（()）]{2,24}[）)][^（()）]{0,30})?)[）)]\s*[。.]?$"
)
_DATELINE = re.compile(
    r"^\s*[【\[（(]?本(?:报|刊)(?:综合)?(?:讯|消息)[】\])）]?\s*[（(]([^（()）]{2,60})[）)]"
)
_SOURCE = re.compile(r"^\s*[（(]?\s*(?:来源|转自|摘自|选自|据)\s*[：:《“]?")
_SENTENCE_ENDS = ("", "。", "！", "？", "”", "…", "!", "?", "；")
_REGION = re.compile(r"[省市县区州旗镇乡]$|街道$|^(?:市|县|区)直$")
_PLACED = re.compile(r"(?:.{1,3})?[省市县区州旗镇乡].")
_MARKS = re.compile(r"[、，,；;／/|｜\n]+")
_WORDS = re.compile(r"联合|会同|携手|和|与|及|暨")
_BRACKETS = re.compile(r"[（(]([^（()）]*)[）)]")
_SPACE = re.compile(r"[\s\u3000]+")
_MEDIA = re.compile(
    r"(?:日报|晚报|晨报|时报|周报|日报社|晚报社|报社|电视台|电台|广播台|新华社|通讯社|新闻社|杂志社|"
    r"出版社|网|客户端|公众号|微信|微博)$"
)
_MEETING = re.compile(
    r"(?:座谈|推进|动员|表彰|启动|培训|交流|现场|部署|研讨|报告|发布|调度|总结|联席|工作|专题|分析|"
    r"大|例|早|晚|茶话|运动|博览|音乐|分享|读书|演唱|宣讲|恳谈|招聘|一|机|社|集体|全社)会$"
)


@dataclass(frozen=True, slots=True)
class Unit:
    """A contributing unit: its name, other names that it goes by, and those that it had before."""

    name: str
    aliases: tuple[str, ...] = ()
    former: tuple[str, ...] = ()


class UnitBook:
    """The units that are known, and the written credits that the clerk has explained.

    `known` are names that have been credited before; they are recognised, and are their own
    canonical names.
    """

    def __init__(
        self,
        units: Iterable[Unit] = (),
        remembered: Mapping[str, tuple[str, ...]] | None = None,
        known: Iterable[str] = (),
    ) -> None:
        self.units = tuple(units)
        self.remembered = {_bare(key): value for key, value in (remembered or {}).items()}
        self._names: dict[str, str] = {_bare(name): name for name in known}
        # A name that is somebody's own wins over another's alias, an alias over a former name.
        for unit in self.units:
            self._names |= {_bare(name): unit.name for name in unit.former}
        for unit in self.units:
            self._names |= {_bare(name): unit.name for name in unit.aliases}
        for unit in self.units:
            self._names[_bare(unit.name)] = unit.name
        self._longest = max(map(len, self._names), default=0)

    def knowing(self, known: Iterable[str]) -> "UnitBook":
        """Return a book that also knows these names, as they are."""
        return UnitBook(self.units, self.remembered, known)

    def knows(self, name: str) -> bool:
        """Return whether a name is a unit's, or was explained."""
        bare = _bare(name)
        return bare in self._names or bare in self.remembered

    def names(self) -> dict[str, tuple[str, ...]]:
        """Return every name that is known, without blanks, with the units that it means."""
        return {name: self.canonical(name) for name in (*self._names, *self.remembered)}

    def canonical(self, name: str) -> tuple[str, ...]:
        """Return the units that one name means; the name itself where it is not known."""
        bare = _bare(name)
        if bare in self.remembered:
            meant = self.remembered[bare]
            return tuple(dict.fromkeys(self._names.get(_bare(one), one) for one in meant))
        return (self._names.get(bare, name.strip()),)

    def resolve(self, written: str) -> tuple[str, ...]:
        """Return the units of a written credit: no persons, no papers, nothing that is no unit."""
        text = strip_credit(written)
        if not text or _SOURCE.match(written):
            return ()
        found = (unit for part in self._parts(text) for unit in self.canonical(part))
        return tuple(dict.fromkeys(found))

    def of_name(self, name: str) -> tuple[str, ...]:
        """Return the units of a name that was set as a unit: at least the name itself."""
        if not name.strip():
            return ()
        if self.knows(name):
            return self.canonical(name)
        written = strip_credit(name)
        listed = _MARKS.search(written) or _SPACE.search(written)
        parts = list(self._parts(written)) if listed else []
        several = len(parts) > 1 or (len(parts) == 1 and len(parts[0]) < len(_bare(name)))
        names = parts if several else [name.strip()]
        return tuple(dict.fromkeys(unit for part in names for unit in self.canonical(part)))

    def leading(self, title: str) -> tuple[str, ...]:
        """Return the known units that a title begins with: 青石县：…, 市残联、市图书馆联合开展…."""
        rest = "".join(one_line(title).split())
        found: list[str] = []
        while name := self._name_at_start(rest):
            found += self.canonical(name)
            rest = rest[len(name) :]
            more = re.match(r"[、，和与及]|联合|会同|携手", rest)
            if more is None:
                break
            rest = rest[more.end() :]
        return tuple(dict.fromkeys(found))

    def _name_at_start(self, text: str) -> str:
        lengths = range(min(self._longest, len(text)), 1, -1)
        return next((text[:size] for size in lengths if text[:size] in self._names), "")

    def _parts(self, text: str) -> Iterator[str]:
        """Yield the names of units in a credit."""
        if self._is_unit(text):
            yield "".join(text.split()) if not self.knows(text) else text
            return
        cuts = (self._by_roles, self._by_brackets, self._by_marks, self._by_words, self._by_blanks)
        for cut in cuts:
            pieces = cut(text)
            if len(pieces) > 1:
                for piece in pieces:
                    yield from self._parts(piece)
                return

    def _is_unit(self, text: str) -> bool:
        if self.knows(text):
            return True
        bare = _bare(text)
        if any(odd.search(text) for odd in (_MARKS, _BRACKETS, _ROLE)) or _MEDIA.search(bare):
            return False
        if _MEETING.search(bare) or not is_office(bare):
            return False
        return not self._splits(text)

    def _splits(self, text: str) -> bool:
        """Return whether a text is several units, or one and a person, that end like one unit."""
        pieces = [piece for piece in _SPACE.split(text) if piece]
        if len(pieces) > 1:
            # A name may be spaced (临河区 教育局); after a person's, it begins with its place.
            return self._plain_unit(pieces[0]) or bool(_PLACED.match(pieces[-1]))
        return len(self._by_words(text)) > 1

    def _plain_unit(self, text: str) -> bool:
        return self.knows(text) or (is_office(text) and not _MEDIA.search(text))

    def _by_roles(self, text: str) -> list[str]:
        """Part 图：A 文：B; who wrote it comes first."""
        first, *rest = _ROLE.split(text)
        if not rest:
            return [text]
        names = [part.strip(" \u3000，,；;、") for part in rest[1::2]]
        told = list(zip(rest[::2], names, strict=True))
        wrote = [part for role, part in told if "文" in role]
        return [first, *wrote, *[part for role, part in told if "文" not in role]]

    def _by_brackets(self, text: str) -> list[str]:
        """Part A（B）; where A is a place, 青石县（文明办） is one name."""
        match = _BRACKETS.search(text)
        if match is None:
            return [text]
        before, inside, after = text[: match.start()], match[1], text[match.end() :]
        head = _MARKS.split(before)[-1].strip()
        if _REGION.search(head) and self._plain_unit(head + inside):
            return [piece for piece in (before + inside, after) if piece.strip()] + [""]
        return [before, inside, after]

    def _by_marks(self, text: str) -> list[str]:
        return [piece for piece in _MARKS.split(text) if piece.strip()]

    def _by_words(self, text: str) -> list[str]:
        """Part at 联合, 和, 与 where units stand on both sides: 发展和改革委员会 is one."""
        for match in _WORDS.finditer(text):
            before, after = text[: match.start()], text[match.end() :]
            if self._plain_unit(before) and (
                self._plain_unit(after) or len(self._by_words(after)) > 1
            ):
                return [before, after]
        return [text]

    def _by_blanks(self, text: str) -> list[str]:
        pieces = [piece for piece in _SPACE.split(text) if piece]
        if len(pieces) > 1 and not any(map(self._plain_unit, pieces)):
            return [text]
        return pieces


def strip_credit(written: str) -> str:
    """Return a credit without its brackets and without 供稿, 作者： and the like."""
    text = written.strip()
    while True:
        match = re.fullmatch(
            r"[（(【]\s*([^（()）【】]*(?:[（(][^（()）]*[）)][^（()）]*)?)\s*[）)】]", text
        )
        bare = match[1] if match else text
        bare = _CREDITED.sub("", _LEADING.sub("", _LABELLED.sub("", bare))).strip(" \u3000：:/—")
        if bare == text:
            return text
        text = bare


def written_credits(article: Article) -> tuple[str, ...]:
    """Return what an article says of who contributed it, as it is written, the surest first.

    A line 供稿单位：…, （…供稿） at the end, and the byline; else a dateline 本报讯（…）; else the
    signature. A title is not among them: only a `UnitBook` knows what it begins with.
    """
    texts = [block for block in article.body if isinstance(block, Paragraph) and block.text.strip()]
    signed = article.byline.strip() if not _SOURCE.match(article.byline) else ""
    found = [*_unit_lines(texts), *_tails(texts, marked=bool(signed))]
    found += [signed] if signed else []
    if not found and texts and (match := _DATELINE.match(texts[0].text)):
        found.append(match[1].strip())
    if not found:
        last = [block.text for block in texts if block.kind is ParagraphKind.SIGNATURE]
        found += [text.strip() for text in last if is_office(text)]
    return tuple(dict.fromkeys(found))


def credited(article: Article, book: UnitBook) -> list[tuple[str, str]]:
    """Return each unit that an article is credited to, with what is written there.

    The units that are set, and those of the byline; where none are set, those that are written;
    where none are written, the units of the book that the title begins with.
    """
    pairs = [(name.strip(), unit) for name in article.units for unit in book.of_name(name)]
    if pairs:
        pairs += [(article.byline.strip(), unit) for unit in book.resolve(article.byline)]
    else:
        written = written_credits(article)
        pairs = [(text, unit) for text in written for unit in book.resolve(text)]
    if not pairs:
        title = one_line(article.title)
        pairs = [(title, unit) for unit in book.leading(article.title)]
    return list(dict.fromkeys(pairs))


def credit(article: Article, book: UnitBook) -> Article:
    """Return the article with its units filled in; those that are set stay.

    A set unit that is a list of several (市文明办、市教育局) is parted, and says the same.
    """
    if article.units:
        units = [unit for name in article.units for unit in _parted(name, book)]
    else:
        units = [unit for _, unit in credited(article, book)]
    found = tuple(dict.fromkeys(units))
    return article if found == article.units else replace(article, units=found)


def credit_all(bulletin: Bulletin, book: UnitBook) -> Bulletin:
    """Return the bulletin with the units of every article filled in."""
    sections = tuple(
        replace(section, articles=tuple(credit(article, book) for article in section.articles))
        for section in bulletin.sections
    )
    return bulletin if sections == bulletin.sections else replace(bulletin, sections=sections)


def _parted(name: str, book: UnitBook) -> tuple[str, ...]:
    several = book.of_name(name)
    return several if len(several) > 1 else (name,)


def _unit_lines(texts: list[Paragraph]) -> Iterator[str]:
    for block in dict.fromkeys([*texts[:2], *texts[-3:]]):
        match = _UNIT_LINE.match(block.text) if len(block.text) < 100 else None
        if match:
            yield match[1].strip()
    if len(texts) > 1 and (match := _CLOSING.match(texts[-1].text)):
        yield match[1].strip()


def _tails(texts: list[Paragraph], *, marked: bool) -> Iterator[str]:
    """Yield what stands in brackets at the end: with 供稿 anywhere, else after a whole sentence."""
    for block in texts[-2:]:
        match = _TAIL.search(block.text[-80:])
        if match is None or _SOURCE.match(match[1]) or _UNIT_LINE.match(block.text):
            continue
        before = block.text[:-80] + block.text[-80:][: match.start()]
        is_marked = any(mark.search(match[1]) for mark in (_CREDITED, _LABELLED, _ROLE))
        if is_marked or (not marked and before.rstrip()[-1:] in _SENTENCE_ENDS):
            yield match[1].strip()


def _bare(name: str) -> str:
    return "".join(name.split())
