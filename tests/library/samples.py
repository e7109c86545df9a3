"""Bulletins, articles and helpers that the tests of the library share."""

import datetime
import hashlib
from dataclasses import replace
from pathlib import Path

from bulletin_desk.model.bulletin import Article, Bulletin, Distribution, Masthead, Section
from bulletin_desk.model.richtext import Paragraph, ParagraphKind, Picture, Run, Table, plain

SERIES = "云泽精神文明建设简报"


def article(title: str = "我市开展志愿服务活动", *body: str, **other: object) -> Article:
    return Article(title=title, body=tuple(map(plain, body)), **other)  # type: ignore[arg-type]


def issue(
    number: int | None = 1,
    *articles: Article,
    year: int = 2026,
    name: str = SERIES,
    **masthead: object,
) -> Bulletin:
    """A bulletin of one section, dated by its number so that later numbers are newer."""
    date = datetime.date(year, 1, 1) + datetime.timedelta(days=number or 0)
    head = replace(Masthead(name=name, number=number, date=date), **masthead)  # type: ignore
    return Bulletin(masthead=head, sections=(Section(id="s1", name="要闻", articles=articles),))


def rich_bulletin() -> Bulletin:
    """A bulletin in which nothing has its default."""
    body = (
        Paragraph((Run("一、总体要求", kai=True),), ParagraphKind.HEADING1),
        Paragraph((Run("据𠮷㛃䶮同志介绍，"), Run("重点", bold=True), Run("在基层。\n换行"))),
        Picture("0" * 64, "image/jpeg", 800, 600, (Run("图为现场"),), width_mm=80.5, rotation=90),
        Table((((Run("单位"),), (Run("篇数"),)), ((Run("教育局"),), (Run("3"),))), header_rows=0),
        Paragraph((Run("（办公室）"),), ParagraphKind.SIGNATURE),
    )
    full = Article(
        id="a1",
        title="盏盏明灯伴夜读\n家乡故事大家听",
        subtitle="——读书月侧记",
        byline="本刊记者 䶮",
        units=("市教育局", "市文旅局"),
        date=datetime.date(2026, 1, 20),
        body=body,
    )
    brief = Article(
        id="a2", title="简讯一则。", run_in=True, body=(plain("临河区开展清洁家园行动。"),)
    )
    return Bulletin(
        template="gongzuo",
        masthead=Masthead(
            name="云泽精神\n文明建设简报",
            number=7,
            serial_number=112,
            supplement=True,
            year=2025,
            issuer="市文明办",
            date=datetime.date(2026, 2, 3),
            classification="秘密",
            copy_number="000017",
            notice="内部资料 注意保存",
        ),
        contents=False,
        sections=(
            Section("s1", "工作动态", (full, article("第二篇", "正文。", id="a3"))),
            Section("s2"),
            Section(id="s3", name="文明时讯", articles=(brief,)),
        ),
        distribution=Distribution("省文明办", "市四大班子", "各县（市、区）", 120),
    )


def fingerprint(path: Path) -> str:
    """The hash of a file that no connection has open."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def beside(path: Path) -> list[str]:
    """The names of the other files in the folder of `path`."""
    return sorted(other.name for other in path.parent.iterdir() if other != path)
