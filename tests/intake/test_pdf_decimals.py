"""Numbers and ellipses are text wherever a line of ours ends; leaders of the contents are not."""

import pytest

from bulletin_desk.intake.pdf import read_pdf_source
from bulletin_desk.intake.recognise import recognise
from bulletin_desk.model.bulletin import Article, ContentsStyle, Section
from bulletin_desk.model.richtext import plain
from bulletin_desk.model.templates import BUILT_IN
from intake.pdf_issues import issue, pdf_of

_LEAD = "全市各级各部门坚持问题导向，聚焦群众关切，持续改善环境、优化服务；"
_FACTS = (
    "活动共发放购物卡1.5万元，惠及群众3.2万人次，较上年增长12.6个百分点，新建绿道4.5公里{0}。",
    "自3.12日9:30起，对1,234.5公顷绿地逐块登记，完成率达98.75%，占比0.08‰以内的{0}不再复查。",
    "网站https://www.yunze.gov.cn/a/3.12.html已{0}更新，请{0}用V2.0系统，App 2.0版另行{0}通知。",
    "对第1、2、3……10号点位，从严检查......12次，另有…3处待查，总重5.5 kg，按GB/T 2312{0}登记。",
)


@pytest.mark.parametrize("turn", range(len(_FACTS)))
@pytest.mark.parametrize("template", BUILT_IN)
def test_numbers_come_back_from_every_place_of_a_line(template: str, turn: int) -> None:
    # Every fact at every shift, no two alike: lines that repeat at a page's edge are furniture.
    texts = [
        _LEAD[shift:] + _FACTS[(shift + turn) % len(_FACTS)].format(mark)
        for shift, mark in enumerate(
            "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥金木水火土风雷电云雨雪"[: len(_LEAD)]
        )
    ]
    article = Article(title="云泽市举办惠民消费活动", body=tuple(map(plain, texts)))
    bulletin = issue(template, sections=(Section(name="工作动态", articles=(article,)),))
    recognised = recognise(read_pdf_source(pdf_of(bulletin), ""))
    found = recognised.intake.bulletin
    assert found
    assert [block.text for one in found.articles() for block in one.body] == texts
    assert recognised.doubts == recognised.intake.warnings == ()


@pytest.mark.parametrize("style", ContentsStyle)
def test_entries_keep_their_pages_however_few_leaders_are_left(style: ContentsStyle) -> None:
    titles = ["云泽市持续推进文明创建工作落实见效惠及千家万户" + "再" * n for n in range(9)]
    articles = tuple(Article(title=title, body=(plain(_LEAD + _FACTS[0]),)) for title in titles)
    bulletin = issue(
        "gongzuo",
        sections=(Section(name="工作动态", articles=articles),),
        contents_style=style,
        contents_pages=True,
    )
    source = read_pdf_source(pdf_of(bulletin), "")
    entries = [line.text for line in source.lines if "\t" in line.text]
    assert len(entries) == len(titles)
    assert all(e.split("\t")[0].endswith(t[-12:]) for e, t in zip(entries, titles, strict=True))
    assert all(entry.split("\t")[1].isdigit() for entry in entries)
