"""What other programs put on the clipboard becomes clean paragraphs, lists and tables."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bulletin_desk.intake.clipboard.arrange import arranged
from bulletin_desk.intake.clipboard.clips import text_lines
from bulletin_desk.intake.clipboard.html import MAX_COPIED, read_html
from bulletin_desk.intake.clipboard.tidy import tidied, tidied_article
from bulletin_desk.intake.clipboard.tree import MAX_BYTES
from bulletin_desk.model.bulletin import Article
from bulletin_desk.model.cleaning import Change
from bulletin_desk.model.richtext import Block, Paragraph, ParagraphKind, Run, Table, plain

WORD = """<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><title>x</title>
<style>p.MsoNormal{font-size:16pt}</style>
<!--[if gte mso 9]><xml><w:WordDocument><w:View>Normal</w:View></w:WordDocument></xml><![endif]-->
</head><body lang=ZH-CN>头<!--StartFragment-->
<p class=MsoNormal style='text-indent:32.0pt'><b><span
style='font-family:黑体'>一、提高认识</span></b>
<span lang=EN-US><o:p></o:p></span></p>
<p class=MsoNormal><span style='font-size:16.0pt;font-family:仿宋_GB2312'>会议要求,各单位要<b>高度
重视</b>(含乡镇) ,于<span lang=EN-US> 12 </span>月<span lang=EN-US>30</span>日前完成.</span></p>
<p class=MsoNormal><span lang=EN-US><o:p>&nbsp;</o:p></span></p>
<p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><![if !supportLists]><span
lang=EN-US><span style='mso-list:Ignore'>1.<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp;
</span></span></span><![endif]>青石县</p>
<p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><![if !supportLists]><span
lang=EN-US><span style='mso-list:Ignore'>2.<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp;
</span></span></span><![endif]>白杨县</p>
<p class=MsoListParagraph><![if !supportLists]><span style='font-family:Wingdings'><span
style='mso-list:Ignore'>l<span>&nbsp; </span></span></span><![endif]>江口市</p>
<p class=MsoNormal align=right style='text-align:right'>云泽市文明办</p>
<!--EndFragment-->尾</body></html>"""


def html(source: str) -> list[Block]:
    read = read_html(source)
    assert read is not None
    return list(arranged(read.clips)[0])


def text(source: str) -> list[Block]:
    return list(arranged(text_lines(source))[0])


def texts(blocks: list[Block]) -> list[str]:
    return [block.text for block in blocks]


def test_word_brings_its_text_its_bold_and_its_numbers() -> None:
    assert html(WORD) == [
        plain("一、提高认识", ParagraphKind.HEADING1),
        Paragraph(
            (
                Run("会议要求，各单位要"),
                Run("高度重视", bold=True),
                Run("（含乡镇），于12月30日前完成。"),
            )
        ),
        plain("1.青石县"),
        plain("2.白杨县"),
        plain("●江口市"),
        plain("云泽市文明办", ParagraphKind.SIGNATURE),
    ]


def test_a_web_page_keeps_headings_and_lists() -> None:
    page = (
        "<div><h2>背景</h2>甲。<br>乙。<br><br>丙。</div><script>x()</script><h3>小节</h3>"
        "<ol start=3><li><p>苹果</p><li>梨</ol><ul><li>桃<li>李</ul><p style='display:none'>藏</p>"
    )
    assert html(page) == [
        plain("背景", ParagraphKind.HEADING1),
        plain("甲。"), plain("乙。"), plain("丙。"),
        plain("小节", ParagraphKind.HEADING2),
        plain("3.苹果"), plain("4.梨"), plain("●桃"), plain("●李"),
    ]  # fmt: skip


def test_line_ends_of_the_source_are_no_spaces_in_chinese() -> None:
    assert texts(html("<p>凝心聚力\n共谋发展 one\ntwo</p>")) == ["凝心聚力共谋发展one two"]


def test_a_chat_keeps_who_said_what() -> None:
    chat = "张三 9:30\n会议, 几点开始?\n李四 9:31\n(下午)3点."
    assert texts(text(chat)) == ["张三9:30", "会议，几点开始？", "李四9:31", "（下午）3点。"]


@pytest.mark.parametrize("weight", ["<b>{}</b>", "<span style='font-weight:700'>{}</span>"])
def test_bold_is_kept_where_it_stands_out(weight: str) -> None:
    part = weight.format("乙")
    (only,) = html(f"<p>甲{part}</p>")
    assert only == Paragraph((Run("甲"), Run("乙", bold=True)))
    assert html(f"<p>{part}</p><p>{part}</p>") == [plain("乙"), plain("乙")]
    assert html(f"<p><b style='font-weight:normal'>甲{part}</b></p>") == [only]


def test_a_table_between_paragraphs_stays_a_table() -> None:
    page = (
        "<p>如下：</p><table><tr><th>单位</th><th colspan=2>篇数</th></tr>"
        "<tr><td rowspan=2>青石县</td><td>1</td><td>2<br>3</td></tr><tr><td>4</td><td></td></tr>"
        "<tr><td></td><td></td><td></td></tr></table><p>以上。</p>"
    )
    first, table, last = html(page)
    assert (first, last) == (plain("如下："), plain("以上。"))
    assert isinstance(table, Table)
    assert table.header_rows == 1
    assert table.text == "单位\t篇数\t\n青石县\t1\t2\n3\n\t4\t"


def test_a_page_that_is_arranged_by_tables_is_text() -> None:
    page = (
        "<table><tr><td><table><tr><td>甲</td><td>乙</td></tr></table></td><td>丙</td></tr></table>"
    )
    assert any(isinstance(block, Table) for block in html(page))
    assert texts(html("<table><tr><td>甲</td></tr><tr><td>乙</td></tr></table>")) == ["甲", "乙"]


def test_lines_of_a_printed_page_are_joined() -> None:
    printed = (
        "　　近日，青石县召开背街小巷整治工作推进会，对全县下一阶段的整治\n"
        "工作作出安排。会议指出，背街小巷整治是一项民生工程，各单位要提\n"
        "高认识，压实责任，把工作做细做实，确保按时完成各项任务目标，让\n"
        "群众满意。\n"
        "　　会议要求，要加强督促检查，对进展缓慢的单位进行通报，对工作突\n"
        "出的单位给予表扬。\n"
    )
    joined = text(printed)
    assert len(joined) == 2
    whole = "".join(printed.split())
    assert "".join(block.text for block in joined) == whole


@pytest.mark.parametrize(
    ("source", "wanted"),
    [
        ("一段\n二段", ["一段", "二段"]),
        ("一段。\n\n\n二段", ["一段。", "二段"]),
        (
            "　　青石县召开背街小巷整治工作推进\n会，全县各单位负责人都参加了。\n　　要抓好落实。",
            ["青石县召开背街小巷整治工作推进会，全县各单位负责人都参加了。", "要抓好落实。"],
        ),
        ("alpha beta gamma delta epsilon zeta\neta", ["alpha beta gamma delta epsilon zeta eta"]),
        ("甲\r\n\u200b\r\n乙\u2029丙", ["甲", "乙", "丙"]),
        ("\n\n  \n", []),
    ],
)  # fmt: skip
def test_short_texts(source: str, wanted: list[str]) -> None:
    assert texts(text(source)) == wanted


def test_numbers_are_headings_only_where_text_stands_below() -> None:
    kinds = [
        block.kind.value if isinstance(block, Paragraph) else ""
        for block in text("1.甲\n2.乙\n3.丙\n说明如下。\n1.加强领导\n要重视。\n（一）督查\n2.检查")
    ]
    assert kinds == ["body"] * 4 + ["heading3", "body", "heading2", "body"]


def test_pictures_that_are_only_pointed_to_are_counted() -> None:
    read = read_html(
        "<p>甲<img src='file:///etc/hostname'>乙</p><img src='http://a.example/x.png'>"
    )
    assert read is not None
    assert (read.pictures, texts(list(arranged(read.clips)[0]))) == (2, ["甲乙"])


@pytest.mark.parametrize(
    "source",
    ["<b>" * 5000 + "甲" + "</b>" * 5000, "<div>" * 3000 + "甲", "<table><tr><td>" * 500 + "甲",
     "<p>甲" * 3000, "<!--", "<![if x", "&#x0;&#xd800;甲", "<ol>" * 300 + "<li>甲"],
)  # fmt: skip
def test_odd_html_is_read_whole(source: str) -> None:
    blocks = html(source)
    assert ("甲" in "".join(block.text for block in blocks)) == ("甲" in source)


def test_too_much_html_is_refused() -> None:
    assert read_html("<p>甲</p>" * (MAX_COPIED // 8 + 1)) is None
    assert read_html("甲" * (MAX_BYTES + 1)) is None


def test_what_was_not_copied_and_pictures_in_the_page_do_not_count() -> None:
    style = f"<style>{'p' * MAX_COPIED}</style>"
    picture = f"<img src='data:image/png;base64,{'A' * MAX_COPIED}'>"
    copied = f"<html>{style}<!--StartFragment--><p>甲{picture}乙</p><!--EndFragment--></html>"
    assert texts(html(copied)) == ["甲乙"]


@pytest.mark.parametrize(
    ("source", "wanted"),
    [
        ("<p>甲<!--[if !mso]>藏<![endif]-->乙</p>", "甲乙"), ("甲<!-- 藏 > 藏 -->乙", "甲乙"),
        ("<![if !vml]>甲<![endif]>乙", "甲乙"), ("<p>甲<o:p/>乙</p>", "甲乙"), ("甲<乙", "甲<乙"),
        ("<p title='a>b' x=\"'\">甲</p>", "甲"), ("甲<a b='乙", "甲<a b='乙"), ("甲</>乙", "甲乙"),
        ("<?xml version='1.0'?><P>甲&amp;&#20057;</P>", "甲&乙"), ("甲<b x=1/>乙", "甲乙"),
        ("<SCRIPT>'<p>藏'</Script>甲", "甲"), (f"甲&#{'9' * 5_000};", "甲"),
    ],
)  # fmt: skip
def test_odd_marks(source: str, wanted: str) -> None:
    read = read_html(source)
    assert read is not None
    text = "".join(clip.text for clip in read.clips)
    assert text.replace("\ufffd", "") == wanted


_TAGS = (
    "<p> </p> <b> </b> <br> <ul> <li> </ul> <table> <tr> <td> </td> </table> <div> </div> "
    "<h1> </h1> <pre> </pre> --> &nbsp; 甲乙 丙 12"
)
_HTML = st.lists(st.sampled_from([*_TAGS.split(), " ", "\n"]), max_size=30).map("".join)


@given(_HTML)
def test_no_character_of_the_source_is_lost(source: str) -> None:
    blocks = html(source)
    wanted = [c for c in source if c in "甲乙丙"]
    assert [c for block in blocks for c in block.text if c in "甲乙丙"] == wanted


def test_an_article_is_cleaned_with_title_and_places() -> None:
    body = (plain(""), plain("会 议,研究"), plain("完。"))
    article = Article("a", "云泽市 3 月", body=body)
    cleaned, counts = tidied_article(article)
    assert (cleaned.title, [b.text for b in cleaned.body]) == ("云泽市3月", ["会议，研究", "完。"])
    assert counts == {Change.SPACE: 3, Change.MARK: 1, Change.EMPTY: 1}
    assert tidied(body).place(1, 4) == (0, 3)
    assert tidied_article(cleaned)[0] is cleaned


def test_paragraphs_that_were_cut_at_line_ends_are_joined_and_places_follow() -> None:
    lines = [
        "近日，青石县召开背街小巷整治工作推进会，对全县下一阶段的整治工作",
        "作出安排。会议指出，背街小巷整治是一项重要的民生工程，各单位要提",
        "高认识，压实责任，把工作做细做实，确保按时完成各项任务目标，让群",
        "众满意。会议要求，要加强督促检查，对进展缓慢的单位进行通报，对突",
        "出的单位给予表扬，对工作落后的单位约谈，确保各项工作落到实处，见",
        "到实效。",
    ]
    cleaned = tidied([plain(line) for line in lines])
    assert [block.text for block in cleaned.blocks] == ["".join(lines)]
    assert cleaned.counts == {Change.LINE: 5}
    assert cleaned.place(2, 3) == (0, len(lines[0]) + len(lines[1]) + 3)


def test_a_list_of_names_is_not_joined() -> None:
    body = [plain(f"青石县第{n}中学教育集团党总支委员会") for n in "一二三四五六七"]
    assert tidied(body).blocks == tuple(body)
    assert text("\n".join(block.text for block in body)) == body


def test_a_full_line_with_a_comma_goes_on_below_a_title_too() -> None:
    lines = [
        "推进会召开",
        "近日，青石县召开背街小巷整治工作推进会议并对下一步",
        "工作作出安排",
    ]
    assert [block.text for block in text("\n".join(lines))] == [lines[0], lines[1] + lines[2]]
