"""A library of 100,000 articles in 10,000 issues, made of a vocabulary of its own by a fixed seed.

Words are drawn as texts have them: a few in nearly every article, most in few.
"""

import datetime
import hashlib
import random
from collections.abc import Iterator
from itertools import islice, pairwise
from pathlib import Path

from bulletin_desk.library import ImportItem, Library
from bulletin_desk.model.bulletin import Article, Bulletin, Masthead, Section
from bulletin_desk.model.richtext import plain

ISSUES, ARTICLES = 10_000, 10
COMMON, SECOND, RARE = "工作", "文明", "鹭洲"
SERIES = ("云泽精神文明建设简报", "云泽工作简报", "云泽信息快报")
COLUMNS = ("工作动态", "经验交流", "县区传真", "文明时讯")
UNITS = [f"{place}{office}" for place in ("市", "青石县", "白杨县", "江口区", "临河区")
         for office in ("教育局", "税务局", "司法局", "民政局", "文旅局", "卫健委")]  # fmt: skip
_WORDS, _LONGEST = 5_000, 60
_AT_ONCE = 100  # issues of one transaction


class Drawn:
    """Draws texts; the same seed draws the same."""

    def __init__(self, seed: int) -> None:
        self._draw = random.Random(seed)
        # Characters that no word below is made of stay out: the rare word must be rare.
        letters = [chr(code) for code in range(0x4E00, 0x4E00 + 4_500, 3)]
        words = {"".join(self._draw.choices(letters, k=2)) for _ in range(_WORDS)}
        self._words = [COMMON, SECOND, *sorted(words)]
        self._weights = [1 / (place + 6) for place in range(len(self._words))]

    def text(self, words: int) -> str:
        """Return so many words with commas, ended by a full stop."""
        drawn = self._draw.choices(self._words, self._weights, k=words)
        cuts = [0, *range(7, words, 7), words]
        return "，".join("".join(drawn[start:end]) for start, end in pairwise(cuts)) + "。"

    def article(self, number: int) -> Article:
        """Return one article; one of a thousand holds the rare word."""
        body = [self.text(self._draw.randint(20, _LONGEST)) for _ in range(4)]
        body[0] += f"投入{self._draw.randint(1, 3_000)}元。"
        body[1] += f"{RARE}桥通车。" if number % 1_000 == 7 else ""
        return Article(
            title=self.text(8)[:-1].replace("，", ""),
            units=(self._draw.choice(UNITS),),
            body=tuple(map(plain, body)),
        )


def issues() -> Iterator[Bulletin]:
    """Yield the issues, the articles of each in columns."""
    drawn = Drawn(20)
    first = datetime.date(2012, 1, 4)
    for index in range(ISSUES):
        articles = [drawn.article(index * ARTICLES + place) for place in range(ARTICLES)]
        parts = [articles[0:2], articles[2:4], articles[4:7], articles[7:]]
        yield Bulletin(
            masthead=Masthead(
                name=SERIES[index % len(SERIES)],
                number=index // len(SERIES) + 1,
                year=0,
                date=first + datetime.timedelta(days=index // 2),
            ),
            sections=tuple(
                Section(name=name, articles=tuple(part))
                for name, part in zip(COLUMNS, parts, strict=True)
            ),
        )


def make(path: Path) -> None:
    """Write the library; one that is there already is taken as it is."""
    if path.exists():
        return
    fresh = path.with_suffix(".making")
    with Library.open(fresh) as library:
        coming = issues()
        while some := list(islice(coming, _AT_ONCE)):
            library.import_batch([_item(bulletin) for bulletin in some])
    fresh.rename(path)


def _item(bulletin: Bulletin) -> ImportItem:
    name = f"{bulletin.series}{bulletin.masthead.number}"
    return ImportItem(name, "", hashlib.sha256(name.encode()).hexdigest(), bulletin, ())
