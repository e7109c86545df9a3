"""What is written and read back is the same bulletin; what was changed in Word wins."""

import datetime
import io
from dataclasses import replace

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bulletin_desk.errors import DeskError
from bulletin_desk.export.word import write_docx
from bulletin_desk.intake.word import read_docx, read_docx_source, read_issues
from bulletin_desk.model.bulletin import (
    Article,
    Bulletin,
    ContentsStyle,
    Distribution,
    Masthead,
    Section,
)
from bulletin_desk.model.compose import compose
from bulletin_desk.model.richtext import Paragraph, ParagraphKind, Picture, Run, Table, plain
from bulletin_desk.model.templates import BUILT_IN, load_template
from export.docx_samples import (
    PICTURES,
    W,
    docx_of,
    part,
    replaced,
    rich_article,
    rich_bulletin,
    second_issue,
    without,
    zip_part,
)

DOCUMENT = "word/document.xml"


def read(content: bytes) -> Bulletin:
    bulletin = read_docx(content).bulletin
    assert bulletin is not None
    return bulletin


@pytest.mark.parametrize("template", BUILT_IN)
def test_a_rich_bulletin_comes_back_whole_with_its_pictures(template: str) -> None:
    bulletin = rich_bulletin(template)
    intake = read_docx(docx_of(bulletin))
    assert intake.bulletin == bulletin
    assert dict(intake.pictures) == PICTURES
    assert intake.warnings == ()


def test_issues_in_one_file_come_back_each_by_itself_even_with_the_same_articles() -> None:
    issues = [rich_bulletin(), second_issue(), rich_bulletin("gongzuo")]
    content = docx_of(*issues)
    assert [intake.bulletin for intake in read_issues(content)] == issues
    with pytest.raises(DeskError, match="3 期"):
        read_docx(content)


text = st.text("甲乙丙，。“”（）—— 12ab<&>'\"\n\t𠮷㛃é", max_size=8)
title = st.text("甲乙丙，。？“” 12a&\n", min_size=1, max_size=10).filter(str.strip)
name = st.text("甲乙丙 12&【】", max_size=6).map(str.strip)


def merged(runs: list[Run]) -> tuple[Run, ...]:
    found: list[Run] = []
    for run in runs:
        if found and (found[-1].bold, found[-1].kai) == (run.bold, run.kai):
            run = replace(run, text=found.pop().text + run.text)
        if run.text:
            found.append(run)
    return tuple(found)


pieces = st.builds(Run, text.filter(bool), st.booleans(), st.booleans())
runs = st.lists(pieces, max_size=4).map(merged)


@st.composite
def tables(draw: st.DrawFn) -> Table:
    rows, columns = draw(st.integers(1, 3)), draw(st.integers(1, 3))
    cells = [tuple(draw(runs) for _ in range(columns)) for _ in range(rows)]
    return Table(tuple(cells), draw(st.integers(0, rows)))


@st.composite
def pictures(draw: st.DrawFn) -> Picture:
    digest = draw(st.sampled_from(sorted(PICTURES)))
    pixels = draw(st.tuples(st.integers(1, 3000), st.integers(1, 3000)))
    width = draw(st.none() | st.floats(5, 150))
    rotation = draw(st.sampled_from((0, 90, 180, 270)))
    original = draw(st.sampled_from(("", "4000×3000（5.2 MB）")))
    return Picture(digest, "image/png", *pixels, draw(runs), width, rotation, original)


blocks = st.builds(Paragraph, runs, st.sampled_from(ParagraphKind)) | tables() | pictures()
# An article of which nothing is printed has no bookmark, but comes back from the record.
articles = st.builds(
    Article,
    id=st.uuids().map(lambda value: value.hex[:16]),
    title=title | st.just(""),
    subtitle=name,
    byline=name,
    units=st.lists(name.filter(bool), max_size=2).map(tuple),
    date=st.none() | st.dates(),
    run_in=st.booleans(),
    body=st.lists(blocks, max_size=4).map(tuple),
    origin=name,
)
sections = st.builds(
    Section,
    id=st.uuids().map(lambda value: value.hex[:16]),
    name=name,
    articles=st.lists(articles, max_size=3).map(tuple),
)
numbers = st.none() | st.integers(0, 9999)
mastheads = st.builds(
    Masthead,
    name=title | st.just(""),
    number=numbers,
    serial_number=numbers,
    supplement=st.booleans(),
    year=numbers,
    issuer=name,
    date=st.none() | st.dates(),
    classification=name,
    copy_number=name,
    notice=name,
)
bulletins = st.builds(
    Bulletin,
    template=st.sampled_from(BUILT_IN),
    masthead=mastheads,
    contents=st.booleans(),
    sections=st.lists(sections, max_size=3).map(tuple),
    distribution=st.builds(Distribution, name, name, name, numbers),
    contents_style=st.none() | st.sampled_from(ContentsStyle),
    contents_pages=st.none() | st.booleans(),
)


@settings(max_examples=150)
@given(bulletins)
def test_any_bulletin_comes_back_as_it_was(bulletin: Bulletin) -> None:
    assert read(docx_of(bulletin)) == bulletin


def test_a_changed_text_wins_and_keeps_ids_units_and_dates() -> None:
    changed = replaced(
        docx_of(rich_bulletin()),
        DOCUMENT,
        ("没有标题的稿件。", "领导改过的稿件。"),
        ("——写在", "——谨在"),
    )
    articles = {article.id: article for article in read(changed).articles()}
    assert articles["a4"].text == "领导改过的稿件。"
    assert articles["a1"].subtitle == "——谨在世界读书日"
    assert articles["a1"].units == ("市科协", "市图书馆")
    assert articles["a1"].date == datetime.date(2024, 1, 8)


def test_changed_masthead_lines_win_over_the_record() -> None:
    changed = replaced(
        docx_of(rich_bulletin()),
        DOCUMENT,
        ("第7期（总第112期）", "增刊第 9 期"),
        ("2024年1月10日", "2024年2月1日"),
        ("内部资料 注意保存", "内部文件"),
        ("【工作动态】", "【要闻】"),
    )
    bulletin = read(changed)
    masthead = bulletin.masthead
    assert (masthead.number, masthead.serial_number, masthead.supplement) == (9, None, True)
    assert masthead.date == datetime.date(2024, 2, 1)
    assert masthead.issuer == "云泽市文明办"
    assert (masthead.notice, masthead.classification) == ("内部文件", "内部")
    assert [section.name for section in bulletin.sections] == ["要闻", "文明时讯", ""]


def test_a_changed_distribution_wins() -> None:
    changed = replaced(
        docx_of(rich_bulletin()),
        DOCUMENT,
        ("送：各部门", "送： 各单位、各部门"),
        ("共印260份", "共印300份"),
    )
    distribution = read(changed).distribution
    assert distribution.send_to.strip() == "各单位、各部门"
    assert distribution.copies == 300
    assert distribution.report_to == rich_bulletin().distribution.report_to


LONG = "我市召开2025年度文明服务“示范岗”工作部署会"
SET = "我市召开2025年度\n文明服务“示范岗”工作部署会"


def _long_title() -> Bulletin:
    article = Article("a9", LONG, body=(plain("正文。"),))
    return Bulletin(contents=False, sections=(Section("s9", "要闻", (article,)),))


def test_lines_that_our_layout_gave_a_title_show_in_word_but_are_no_manual_breaks() -> None:
    content = docx_of(_long_title(), titles={"a9": SET})
    shown = [p.text for p in docx.Document(io.BytesIO(content)).paragraphs]
    assert SET in shown
    assert read(content) == _long_title()


def test_a_title_that_a_leader_broke_otherwise_keeps_his_breaks() -> None:
    content = docx_of(_long_title(), titles={"a9": SET})
    changed = replaced(content, DOCUMENT, ("文明服务“示范岗”", "文明“示范岗”"))
    assert next(read(changed).articles()).title == SET.replace("文明服务", "文明")


def test_an_article_deleted_in_word_is_gone_with_what_was_recorded_of_it() -> None:
    content = docx_of(rich_bulletin())
    document = docx.Document(io.BytesIO(content))
    last = next(p for p in document.paragraphs if p.text == "没有标题的稿件。")
    body = last._p.getparent()
    assert body is not None
    body.remove(last._p)
    file = io.BytesIO()
    document.save(file)
    assert [article.id for article in read(file.getvalue()).articles()] == ["a1", "a2", "a3"]


def test_a_title_and_a_paragraph_typed_in_word_are_a_new_article() -> None:
    document = docx.Document(io.BytesIO(docx_of(rich_bulletin())))
    last = next(p for p in document.paragraphs if p.text == "没有标题的稿件。")
    last.insert_paragraph_before("新增的稿件", style="Heading 2")
    last.insert_paragraph_before("新增的", style="Normal").add_run("正文").bold = True
    file = io.BytesIO()
    document.save(file)
    found = list(read(file.getvalue()).articles())
    assert [article.id for article in found[:3] + found[4:]] == ["a1", "a2", "a3", "a4"]
    assert found[3].title == "新增的稿件"
    assert found[3].body == (Paragraph((Run("新增的"), Run("正文", True))),)


def test_tracked_changes_count_as_accepted() -> None:
    inserted = '<w:ins w:id="901" w:author="x"><w:r><w:t>新</w:t></w:r></w:ins>'
    deleted = '<w:del w:id="902" w:author="x"><w:r><w:delText>旧</w:delText></w:r></w:del>'
    run = '<w:r><w:t xml:space="preserve">没有标题的稿件。</w:t></w:r>'
    changed = replaced(docx_of(rich_bulletin()), DOCUMENT, (run, inserted + deleted + run))
    assert read(changed).find_article("a4") == Article(id="a4", body=(plain("新没有标题的稿件。"),))


def test_bold_and_kai_set_by_hand_in_word_are_emphasis() -> None:
    run = '<w:r><w:t xml:space="preserve">没有标题的稿件。</w:t></w:r>'
    by_hand = (
        '<w:r><w:rPr><w:rFonts w:eastAsia="KaiTi"/><w:b/></w:rPr><w:t>没有标题</w:t></w:r>'
        '<w:r><w:rPr><w:b w:val="0"/></w:rPr><w:t>的稿件。</w:t></w:r>'
    )
    changed = replaced(docx_of(rich_bulletin()), DOCUMENT, (run, by_hand))
    article = read(changed).find_article("a4")
    assert article is not None
    assert article.body == (Paragraph((Run("没有标题", True, True), Run("的稿件。"))),)


def test_a_picture_resized_in_word_has_its_new_width() -> None:
    content = docx_of(rich_bulletin())
    extent = part(content, DOCUMENT).findall(".//{*}extent")[2]
    old = f'cx="{extent.get("cx")}" cy="{extent.get("cy")}"'
    changed = replaced(content, DOCUMENT, (old, f'cx="{50 * 36000}" cy="{25 * 36000}"'))
    article = read(changed).find_article("a1")
    assert article is not None
    widths = [block.width_mm for block in article.body if isinstance(block, Picture)]
    assert widths == [None, 60.0, 50.0]


def test_styles_are_told_by_name_when_another_program_has_renamed_their_ids() -> None:
    bulletin = rich_bulletin()
    content = docx_of(bulletin)
    for style in part(content, "word/styles.xml").iter(W + "style"):
        if style.get(W + "type") == "paragraph" and style.get(W + "styleId") != "Normal":
            old = style.get(W + "styleId")
            new = "a" + "".join(str(ord(letter)) for letter in old)
            content = replaced(content, "word/styles.xml", (f'"{old}"', f'"{new}"'))
            if f'w:pStyle w:val="{old}"'.encode() in zip_part(content, DOCUMENT):
                pair = (f'w:pStyle w:val="{old}"', f'w:pStyle w:val="{new}"')
                content = replaced(content, DOCUMENT, pair)
    assert read(content) == bulletin


def test_without_the_record_the_printed_text_is_still_read() -> None:
    bulletin = rich_bulletin()
    read_back = read(without(docx_of(bulletin), ["customXml/item1.xml"]))
    assert read_back.template == bulletin.template
    assert read_back.masthead.number == 7
    assert read_back.masthead.date == bulletin.masthead.date
    assert [s.name for s in read_back.sections if s.name] == ["工作动态", "文明时讯"]
    assert read_back.distribution == bulletin.distribution
    article = read_back.find_article("a1")
    assert article is not None
    expected = replace(rich_article(), units=(), date=None)
    assert (article.title, article.byline) == (expected.title, expected.byline)
    assert article.body[:9] == expected.body[:9]


def test_the_file_names_the_template_for_other_programs() -> None:
    flow = compose(rich_bulletin(), load_template("jingshen-wenming"))
    file = io.BytesIO()
    write_docx([flow], PICTURES.__getitem__, file, {}, [rich_bulletin()])
    properties = zip_part(file.getvalue(), "docProps/custom.xml").decode()
    assert 'name="BulletinDeskTemplate"' in properties
    assert ">jingshen-wenming<" in properties


def test_changes_tracked_in_our_own_file_are_accepted_and_told() -> None:
    run = '<w:r><w:t xml:space="preserve">第二段。</w:t></w:r>'
    tracked = f'{run}<w:ins w:id="1"><w:r><w:t>补充一句。</w:t></w:r></w:ins>'
    source = read_docx_source(replaced(docx_of(rich_bulletin()), DOCUMENT, (run, tracked)), "")
    (intake,) = source.exact
    assert intake.bulletin
    article = intake.bulletin.find_article("a2")
    assert article
    assert article.body[1].text == "第二段。补充一句。"
    assert source.warnings == ("文档里有 1 处修订，已按接受修订后的文字读入，请核对。",)


def test_a_text_box_in_our_own_file_is_read_once() -> None:
    box = """<w:txbxContent><w:p><w:pPr><w:pStyle w:val="body"/></w:pPr><w:r><w:t>框里的话。</w:t>
      </w:r></w:p></w:txbxContent>"""
    both = f"""<w:p><w:pPr><w:pStyle w:val="body"/></w:pPr><w:r><mc:AlternateContent
      xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><mc:Choice>{box}
      </mc:Choice><mc:Fallback>{box}</mc:Fallback></mc:AlternateContent></w:r></w:p><w:sectPr"""
    bulletin = read(replaced(docx_of(rich_bulletin()), DOCUMENT, ("<w:sectPr", both)))
    texts = [block.text for article in bulletin.articles() for block in article.body]
    assert texts.count("框里的话。") == 1


def test_the_foot_is_read_where_its_table_no_longer_floats() -> None:
    content = docx_of(rich_bulletin())
    document = zip_part(content, DOCUMENT).decode()
    start = document.index("<w:tblpPr")
    floating = document[start : document.index("/>", start) + 2]
    assert read(replaced(content, DOCUMENT, (floating, ""))) == rich_bulletin()


def test_a_file_that_only_names_our_template_is_one_of_others() -> None:
    content = without(docx_of(rich_bulletin()), ["customXml/item1.xml"])
    assert read_docx_source(content, "").exact
    names = zip_part(content, "word/styles.xml").decode()
    assert "简报" in names
    bare = replaced(content, "word/styles.xml", ("简报", "公文"))
    source = read_docx_source(bare, "")
    assert not source.exact
    assert source.lines[0].text
