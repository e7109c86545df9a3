"""What a flow says: every part that the issue has, in the order of the page, and nothing else."""

import datetime
from dataclasses import replace

from bulletin_desk.model.bulletin import (
    Article,
    Bulletin,
    ContentsStyle,
    Distribution,
    Masthead,
    Section,
)
from bulletin_desk.model.compose import Composer, compose
from bulletin_desk.model.flow import Flow, Grid, Image, PageBreak, Rule, Text
from bulletin_desk.model.richtext import Paragraph, ParagraphKind, Picture, Run, Table, plain
from bulletin_desk.model.template import Template
from bulletin_desk.model.templates import all_templates, load_template
from bulletin_desk.model.units import MM

COVER = load_template("jingshen-wenming")
BULLETED = load_template("chuangcheng")
NUMBERED = load_template("gongzuo")

NEWS = Article("a", "推进会\n召开", byline="李明", body=(plain("正文"),))
BRIEF = Article("b", "简讯标题", run_in=True, body=(plain("近日，"),))
FULL = Bulletin(
    masthead=Masthead(
        "云泽市精神文明建设\n简报",
        6,
        138,
        issuer="云泽市文明办",
        date=datetime.date(2026, 3, 18),
        classification="秘密",
        copy_number="000012",
        notice="内部资料 注意保存",
    ),
    sections=(Section("news", "工作动态", (NEWS,)), Section("brief", "文明时讯", (BRIEF,))),
    distribution=Distribution("市委常委", "各成员单位", "各县（区）", 160),
)


def texts(flow: Flow) -> list[str]:
    return [block.text for block in flow.blocks if isinstance(block, Text)]


def find(flow: Flow, text: str) -> Text:
    return next(b for b in flow.blocks if isinstance(b, Text) and b.text.startswith(text))


def test_everything_stands_in_the_order_of_the_page():
    assert texts(compose(FULL, COVER)) == [
        "秘密\t编号：000012",
        "内部资料 注意保存",
        "云泽市精神文明建设\n简报",
        "第6期（总第138期）",
        "云泽市文明办\t2026年3月18日",
        "【工作动态】",
        "推进会召开",
        "【文明时讯】",
        "简讯标题",
        "【工作动态】",
        "推进会\n召开",
        "李明",
        "正文",
        "【文明时讯】",
        "简讯标题。近日，",
    ]
    closing = [b.text for b in compose(FULL, COVER).closing if isinstance(b, Text)]
    assert closing == ["报：市委常委", "送：各成员单位", "发：各县（区）", "（共印160份）"]


def test_every_part_of_masthead_and_footer_is_optional():
    bare = Bulletin(sections=FULL.sections, contents=False)
    for template in all_templates():
        flow = compose(bare, template)
        assert texts(flow)[0] == template.section_form.format("工作动态")
        assert not any(isinstance(block, Rule) for block in flow.blocks)
        assert flow.closing == ()


def test_one_part_alone_brings_no_other():
    dated = Bulletin(masthead=Masthead(date=datetime.date(2023, 11, 23)))
    assert texts(compose(dated, COVER)) == ["\t2023年11月23日"]
    copies = Bulletin(distribution=Distribution(copies=20))
    closing = compose(copies, BULLETED).closing
    assert [b.text for b in closing if isinstance(b, Text)] == ["共印 20 份"]
    assert sum(isinstance(b, Rule) for b in closing) == 1


def test_bulleted_contents_name_no_columns():
    listed = texts(compose(FULL, BULLETED))
    assert "◆　推进会召开" in listed
    assert listed.count("【工作动态】") == 1


def test_contents_with_page_numbers_refer_to_the_articles():
    item = find(compose(FULL, NUMBERED), "推进会召开\t")
    assert [span.page_of for span in item.spans] == [None, None, "a"]


def test_an_issue_may_have_its_contents_otherwise_than_its_template():
    grouped = replace(FULL, contents_style=ContentsStyle.GROUPED, contents_pages=True)
    assert texts(compose(grouped, BULLETED)).count("【工作动态】") == 2
    assert find(compose(grouped, BULLETED), "推进会召开\t").spans[2].page_of == "a"
    bulleted = replace(FULL, contents_style=ContentsStyle.BULLETED, contents_pages=False)
    assert "● 推进会召开" in texts(compose(bulleted, NUMBERED))


def test_a_cover_breaks_the_page_after_the_contents():
    assert any(isinstance(block, PageBreak) for block in compose(FULL, COVER).blocks)
    without = replace(FULL, contents=False)
    assert not any(isinstance(block, PageBreak) for block in compose(without, COVER).blocks)


def test_articles_and_columns_are_bookmarked():
    flow = compose(FULL, COVER)
    marks = [
        (b.anchor, b.outline, b.label) for b in flow.blocks if isinstance(b, Text) and b.anchor
    ]
    assert marks == [
        ("news", 0, "工作动态"),
        ("a", 1, "推进会召开"),
        ("brief", 0, "文明时讯"),
        ("b", 1, "简讯标题"),
    ]


def test_a_run_in_title_opens_the_paragraph_in_its_own_font():
    block = find(compose(FULL, COVER), "简讯标题。")
    assert block.spans[0] == ("简讯标题。", "heiti", None, None)
    assert block.source.offset == len("简讯标题。")
    assert block.source.block == 0


def test_a_run_in_title_with_an_end_mark_gets_no_second_one():
    article = Article("q", "谁来管？", run_in=True, body=(plain("近日"),))
    flow = compose(Bulletin(contents=False, sections=(Section(articles=(article,)),)), COVER)
    assert texts(flow) == ["谁来管？近日"]


def test_a_byline_in_the_dateline_prints_once():
    article = Article("d", "标题", byline="林秋 何川", body=(plain("本报讯(林秋 何川)近日"),))
    flow = compose(Bulletin(contents=False, sections=(Section(articles=(article,)),)), COVER)
    assert texts(flow) == ["标题", "本报讯(林秋 何川)近日"]


def test_a_dateline_may_say_more_of_those_it_names():
    opening = "本报讯（记者 林秋 通讯员 何川）近日"
    article = Article("d", "标题", byline="林秋 何川", body=(plain(opening),))
    flow = compose(Bulletin(contents=False, sections=(Section(articles=(article,)),)), COVER)
    assert texts(flow) == ["标题", opening]


def test_a_byline_prints_though_the_text_opens_with_the_unit():
    opening = "5月25日，市医保局组织志愿者进社区。"
    article = Article("d", "标题", byline="市医保局", body=(plain(opening),))
    flow = compose(Bulletin(contents=False, sections=(Section(articles=(article,)),)), COVER)
    assert texts(flow) == ["标题", "市医保局", opening]


def test_a_run_in_article_is_signed_below_its_text():
    article = Article("r", "标题", byline="市科协", run_in=True, body=(plain("近日，"),))
    flow = compose(Bulletin(contents=False, sections=(Section(articles=(article,)),)), COVER)
    assert texts(flow) == ["标题。近日，", "（市科协）"]


def test_kinds_and_emphasis_become_styles_and_spans():
    body = (
        Paragraph((Run("一、抓手"),), ParagraphKind.HEADING1),
        Paragraph((Run("先"), Run("粗", bold=True), Run("楷", kai=True))),
    )
    sections = (Section(articles=(Article("k", "标题", body=body),)),)
    flow = compose(Bulletin(contents=False, sections=sections), COVER)
    assert find(flow, "一、").style.name == "heading1"
    assert [(s.font, s.bold) for s in find(flow, "先").spans] == [
        (None, None), (None, True), ("kaiti", None),
    ]  # fmt: skip


def _body(*blocks: Picture | Table, template: Template = COVER) -> Flow:
    sections = (Section(articles=(Article("p", "标题", body=blocks),)),)
    return compose(Bulletin(contents=False, sections=sections), template)


def test_a_picture_fits_the_measure_and_keeps_its_caption():
    flow = _body(Picture("d" * 64, "image/jpeg", 3000, 2000, (Run("图为现场"),)))
    image = next(block for block in flow.blocks if isinstance(block, Image))
    assert image.width == COVER.page.measure
    assert abs(image.height / image.width - 2 / 3) < 1e-9
    assert image.keep_next
    assert texts(flow)[-1] == "图为现场"


def test_a_turned_picture_swaps_its_sides():
    flow = _body(Picture("d" * 64, "image/png", 300, 200, width_mm=40, rotation=90))
    image = next(block for block in flow.blocks if isinstance(block, Image))
    assert (round(image.width / MM), round(image.height / MM)) == (40, 60)
    assert not image.keep_next


def test_a_ragged_table_is_filled_up():
    table = Table((((Run("单位"),), (Run("篇数"),)), ((Run("市科协"),),)))
    grid = next(block for block in _body(table).blocks if isinstance(block, Grid))
    assert [[cell.text for cell in row] for row in grid.rows] == [["单位", "篇数"], ["市科协", ""]]
    assert abs(sum(grid.columns) - 1) < 1e-9
    assert grid.rows[0][0].style.name == "table_head"


def test_a_long_name_is_set_smaller_instead_of_wrapping():
    long = replace(
        FULL, masthead=replace(FULL.masthead, name="云泽市创建全国文明典范城市工作指挥部简报")
    )
    style = find(compose(long, COVER), "云泽市创建").style
    assert style.size < COVER.styles["masthead_name"].size
    assert style.name == "masthead_name"
    assert style.balanced, "what does not fit even so is broken into lines of about equal length"


def test_a_name_of_eleven_characters_a_line_fits_the_largest_masthead():
    template = load_template("gongzuo")
    name = replace(FULL.masthead, name="云泽市创建全国文明城市\n工作简报")
    style = find(compose(replace(FULL, masthead=name), template), "云泽市创建").style
    assert 11 * style.size <= template.page.measure


def test_recomposing_keeps_the_blocks_of_unchanged_articles():
    composer = Composer()
    before = composer.compose(FULL, COVER)
    article = replace(FULL.sections[0].articles[0], body=(plain("正文改"),))
    section = replace(FULL.sections[0], articles=(article,))
    after = composer.compose(replace(FULL, sections=(section, FULL.sections[1])), COVER)
    assert find(after, "简讯标题。") is find(before, "简讯标题。")
    assert find(after, "正文改")
    assert after == compose(replace(FULL, sections=(section, FULL.sections[1])), COVER)


def test_a_footer_longer_than_a_page_follows_the_articles():
    template = load_template("gongzuo")
    for count, at_the_foot in ((3, True), (300, False)):
        lists = Distribution(report_to="市委办公室、" * count, copies=9)
        flow = compose(Bulletin("gongzuo", distribution=lists), template)
        assert bool(flow.closing) is at_the_foot
        said = [block.text for block in (*flow.blocks, *flow.closing) if isinstance(block, Text)]
        assert any("市委办公室" in text for text in said)


def test_a_file_has_a_title_even_where_the_masthead_is_lost():
    assert compose(FULL, COVER).title == "云泽市精神文明建设简报 第6期（总第138期）"
    assert compose(Bulletin(sections=FULL.sections), COVER).title == "推进会召开"
