"""An issue that we print as PDF comes back as the issue it was."""

import importlib.util
import json
from dataclasses import replace
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bulletin_desk.intake.pdf import read_pdf_source, read_pdf_sources
from bulletin_desk.intake.reader import read_file
from bulletin_desk.intake.recognise import recognise
from bulletin_desk.intake.result import Intake
from bulletin_desk.model.bulletin import (
    Article,
    Bulletin,
    ContentsStyle,
    Section,
    one_line,
)
from bulletin_desk.model.richtext import (
    Block,
    Paragraph,
    ParagraphKind,
    Picture,
    Run,
    Table,
    plain,
)
from bulletin_desk.model.structure import structure
from bulletin_desk.model.templates import BUILT_IN
from intake.pdf_issues import (
    DRAWING_ID,
    FILES,
    LIBRARY,
    LISTS,
    MANY,
    MEETING,
    NEWS,
    PHOTO,
    PHOTO_ID,
    TABLE,
    TINY,
    WATER,
    issue,
    pdf_of,
    volume_of,
)


def read_back(bulletin: Bulletin, template: str | None = None) -> Intake:
    recognised = recognise(read_pdf_source(pdf_of(bulletin, template), "第7期.pdf"))
    assert recognised.doubts == ()
    return recognised.intake


def shown(block: Block) -> tuple[object, ...]:
    """Return all that a reader of the page sees of a block."""
    match block:
        case Paragraph(runs, kind):
            return kind, runs
        case Picture():
            return "picture", block.text, block.media_type, block.width_mm
        case Table(rows, header_rows):
            return "table", rows, header_rows


def assert_same(bulletin: Bulletin, intake: Intake) -> None:
    found = intake.bulletin
    assert found
    assert intake.warnings == ()
    assert structure(found) == structure(bulletin)
    assert found.masthead == bulletin.masthead
    assert found.distribution == bulletin.distribution
    for before, after in zip(bulletin.articles(), found.articles(), strict=True):
        assert one_line(after.title) == one_line(before.title)
        assert [shown(block) for block in after.body] == [shown(block) for block in before.body]


@pytest.mark.parametrize("template", BUILT_IN)
def test_an_issue_with_everything_comes_back_from_every_template(template: str) -> None:
    bulletin = issue(template)
    assert_same(bulletin, read_back(bulletin))


@pytest.mark.parametrize("style", ContentsStyle)
@pytest.mark.parametrize("pages", [False, True])
def test_contents_of_every_kind_are_told_from_the_body(style: ContentsStyle, pages: bool) -> None:
    bulletin = issue(contents_style=style, contents_pages=pages)
    assert_same(bulletin, read_back(bulletin))


def test_a_distribution_over_two_pages_is_whole() -> None:
    bulletin = issue(distribution=MANY)
    assert_same(bulletin, read_back(bulletin))


def test_an_issue_without_contents_or_all_lists_comes_back() -> None:
    bulletin = issue(
        "gongzuo",
        contents=False,
        sections=(
            Section(name="工作动态", articles=(MEETING,)),
            Section(name="文明时讯", articles=NEWS),
        ),
        distribution=replace(LISTS, send_to="", copies=None),
    )
    assert_same(bulletin, read_back(bulletin))


_CAPTION = "4月8日，志愿者在临河街道清理小广告，并向沿街商户发放倡议书，引导商户落实门前责任"
_PHOTO = Picture(PHOTO_ID, "image/jpeg", 900, 600, (Run(_CAPTION),), 100.0)
_BARE = Picture(DRAWING_ID, "image/png", 420, 300)
PICTURES = replace(MEETING, body=(MEETING.body[0], _PHOTO, TINY, _BARE, _BARE, MEETING.body[-1]))
SPEECH = replace(
    MEETING,
    title="在全市文明创建工作推进会上的讲话",
    subtitle="（2025年4月8日）",
    byline="林远山",
    body=(plain("同志们："), *MEETING.body[:3], plain("谢谢大家！")),
)
ASKED = replace(
    WATER,
    title="如何让群众满意？\n——市水务集团的实践与思考",
    byline="市水务集团 周明远",
    body=(
        plain("1.明确分工", ParagraphKind.HEADING3),
        WATER.body[0],
        plain("（1）压实责任", ParagraphKind.HEADING4),
        WATER.body[0],
    ),
)
LONG_TABLE = replace(
    LIBRARY,
    body=(
        LIBRARY.body[1],
        replace(TABLE, rows=(*TABLE.rows, *TABLE.rows[1:] * 9)),
        LIBRARY.body[3],
    ),
)


@pytest.mark.parametrize("template", ["jingshen-wenming", "gongzuo", "huiyi"])
@pytest.mark.parametrize(
    "articles",
    [(PICTURES, WATER), (SPEECH, ASKED), (LONG_TABLE, WATER)],
    ids=["pictures", "speech", "long table"],
)
def test_articles_of_other_kinds_come_back(articles: tuple[Article, ...], template: str) -> None:
    bulletin = issue(template, sections=(Section(name="经验交流", articles=articles),))
    assert_same(bulletin, read_back(bulletin))
    bare = issue(template, sections=(Section(articles=articles),))
    assert_same(bare, read_back(bare))


def test_a_masthead_with_all_its_parts_comes_back() -> None:
    masthead = replace(
        issue().masthead,
        classification="内部",
        copy_number="000012",
        notice="内部资料 注意保存",
        issuer="云泽市创建全国文明城市工作领导小组办公室",
    )
    for template in BUILT_IN:
        bulletin = issue(template, masthead=replace(masthead, supplement=template == "zengkan"))
        assert_same(bulletin, read_back(bulletin))


def test_issues_bound_together_come_back_each_by_itself() -> None:
    issues = [
        issue(
            template,
            masthead=replace(issue().masthead, number=number, notice="内部资料 注意保存"),
            distribution=replace(LISTS, copies=100 + number),
        )
        for number, template in ((7, "gongzuo"), (8, "chuangcheng"), (9, "gongzuo"))
    ]
    sources = read_pdf_sources(volume_of(issues), "2025年合订本.pdf")
    assert len(sources) == 3
    for bulletin, source in zip(issues, sources, strict=True):
        assert_same(bulletin, recognise(source).intake)


def test_pictures_come_back_as_files() -> None:
    intake = read_back(issue())
    assert intake.bulletin
    pictures = [
        block
        for article in intake.bulletin.articles()
        for block in article.body
        if isinstance(block, Picture)
    ]
    assert [picture.text for picture in pictures] == [
        "图为推进会现场",
        "志愿者上门检修水管（市水务集团供图）",
    ]
    # A JPEG is the same file, byte for byte; pixels are written anew.
    assert intake.pictures[pictures[0].digest] == PHOTO == FILES[pictures[0].digest]
    assert intake.pictures[pictures[1].digest].startswith(b"\x89PNG")


_WORDS = (
    "各单位", "要坚持", "问题导向", "，", "把文明创建", "同城市更新", "结合起来", "、", "全市",
    "共建成", "36座", "“书香", "云泽”", "2025年", "98.5%", "（含试点）", "：", "堃喆", "志愿服务",
    "㛃山镇", "1.5万元", "增长12.6个百分点", "3.12%", "0.08亿元", "1,234.5公顷", "9:30", "……10项",
)  # fmt: skip
sentences = st.lists(st.sampled_from(_WORDS), min_size=6, max_size=40).map(
    lambda words: "为此，" + "".join(words).strip("，、：“") + "取得实效。"
)


@settings(max_examples=12)
@given(
    st.lists(st.lists(sentences, min_size=1, max_size=3), min_size=1, max_size=4),
    st.sampled_from(BUILT_IN),
)
def test_paragraphs_come_back_however_their_lines_fall(
    texts: list[list[str]], template: str
) -> None:
    articles = tuple(
        Article(
            title=f"云泽市第{number}次文明创建观摩活动举行",
            body=tuple(plain(text) for text in article),
        )
        for number, article in zip("一二三四", texts, strict=False)
    )
    bulletin = issue(template, sections=(Section(name="工作动态", articles=articles),))
    intake = recognise(read_pdf_source(pdf_of(bulletin), "")).intake
    assert intake.bulletin
    expected = [[block.text for block in article.body] for article in articles]
    assert [[b.text for b in a.body] for a in intake.bulletin.articles()] == expected


def _scorer(corpus_dir: Path) -> ModuleType:
    path = corpus_dir.parent / "tools" / "compare_structure.py"
    if not path.is_file():
        pytest.skip("compare_structure.py is not beside the corpus")
    spec = importlib.util.spec_from_file_location("compare_structure", path)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("template", BUILT_IN)
@pytest.mark.parametrize("name", ["000", "002", "003"])
def test_real_bulletins_come_back_with_every_point(
    corpus_dir: Path, name: str, template: str
) -> None:
    (path,) = corpus_dir.glob(f"{name}_*.txt")
    expected: dict[str, Any] = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
    bulletin = read_file(path).bulletin
    assert bulletin
    recognised = recognise(read_pdf_source(pdf_of(bulletin, template), path.name))
    assert recognised.intake.bulletin
    actual = structure(recognised.intake.bulletin, recognised.intake.warnings)
    scorer = _scorer(corpus_dir)
    wrong = [
        (what, want, have)
        for what, want, have in scorer.compare(expected, actual)
        if scorer.squash(want) != scorer.squash(have)
    ]
    assert wrong == []
    assert recognised.intake.warnings == ()
