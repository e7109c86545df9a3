"""Whole documents of others, as offices make them: what is read of them and recognised in it."""

from bulletin_desk.intake.recognise import recognise
from bulletin_desk.model.richtext import ParagraphKind, Picture, Table
from intake.docx_made import box, inline, para, picture, read
from intake.test_docx_flow import cells
from intake.test_docx_numbers import item, level, listed

PNG = {"media/image1.png": picture(size=(400, 300))}
CENTRED = '<w:jc w:val="center"/>'
NAME = '<w:color w:val="FF0000"/><w:sz w:val="72"/>'
TITLE = '<w:sz w:val="44"/>'
BODY_LOOK = '<w:sz w:val="32"/>'
INDENTED = '<w:ind w:firstLineChars="200" w:firstLine="640"/>'
FIRST = "1月8日，青石县召开全县文明创建工作推进会，部署今年任务。县委副书记出席会议并讲话。"
SECOND = "会议要求，各部门要对照测评体系，逐项抓好落实，以实际成效迎接检查，确保各项任务按期完成。"
THIRD = "近日，云泽市税务局组织青年志愿者走进社区，开展政策宣传和便民服务，受到居民的欢迎和好评。"


def body(text: str) -> str:
    return para(text, INDENTED, BODY_LOOK)


def title(text: str) -> str:
    return para(text, CENTRED, TITLE)


NUMBERING = listed(level(0, "chineseCounting", "%1、"), level(1, "decimal", "%2."))
ARTICLES = (
    para("【工作动态】", "", '<w:b/><w:sz w:val="32"/>')
    + title("青石县召开文明创建工作推进会")
    + body(FIRST)
    + item("提高认识，加强领导", more="").replace("<w:rPr></w:rPr>", "<w:rPr><w:b/></w:rPr>")
    + body(SECOND)
    + item("突出重点，抓好落实").replace("<w:rPr></w:rPr>", "<w:rPr><w:b/></w:rPr>")
    + body(SECOND)
    + f"<w:p><w:pPr>{CENTRED}</w:pPr>{inline('r0', 3_600_000)}</w:p>"
    + para("图为推进会现场。", CENTRED, '<w:sz w:val="24"/>')
    + title("市税务局开展志愿服务活动")
    + body(THIRD)
    + cells(("活动", "人次"), ("政策宣传", "120"), ("便民服务", "86"))
    + body(SECOND)
)
IMPRINT = cells(
    ("报：市委、市人大、市政府、市政协",), ("发：各县（市、区）文明办，市直各单位",)
) + para("共印120份", '<w:jc w:val="right"/>')


def assert_the_issue(document: str) -> None:
    source = read(document, PNG, numbering=NUMBERING)
    found = recognise(source)
    bulletin = found.intake.bulletin
    assert bulletin
    masthead = bulletin.masthead
    assert "".join(masthead.name.split()) == "云泽精神文明建设简报"
    assert masthead.number == 7
    assert masthead.issuer == "云泽市文明办"
    assert str(masthead.date) == "2024-01-10"
    assert [section.name for section in bulletin.sections] == ["工作动态"]
    first, second = bulletin.sections[0].articles
    assert first.title == "青石县召开文明创建工作推进会"
    assert [(type(block).__name__, block.text) for block in first.body] == [
        ("Paragraph", FIRST),
        ("Paragraph", "一、提高认识，加强领导"),
        ("Paragraph", SECOND),
        ("Paragraph", "二、突出重点，抓好落实"),
        ("Paragraph", SECOND),
        ("Picture", "图为推进会现场。"),
    ]
    assert [getattr(block, "kind", None) for block in first.body[1:4:2]] == [
        ParagraphKind.HEADING1
    ] * 2
    shown = first.body[-1]
    assert isinstance(shown, Picture)
    assert shown.width_mm == 100.0
    assert shown.digest in found.intake.pictures
    assert second.title == "市税务局开展志愿服务活动"
    table = second.body[1]
    assert isinstance(table, Table)
    assert len(table.rows) == 3
    assert [block.text for block in second.body[::2]] == [THIRD, SECOND]
    assert bulletin.distribution.report_to == "市委、市人大、市政府、市政协"
    assert bulletin.distribution.issue_to == "各县（市、区）文明办，市直各单位"
    assert bulletin.distribution.copies == 120
    assert found.doubts == ()
    assert found.intake.warnings == ()


def test_a_masthead_of_paragraphs_with_a_tab() -> None:
    assert_the_issue(
        para("云泽精神文明建设简报", CENTRED, NAME)
        + para("第7期", CENTRED, BODY_LOOK)
        + para("云泽市文明办\t2024年1月10日", "", BODY_LOOK)
        + ARTICLES
        + IMPRINT
    )


def test_a_masthead_of_text_boxes() -> None:
    assert_the_issue(
        "<w:p>"
        + box(para("2024年1月10日"), 1_500_000, 3_000_000)
        + box(para("云泽精神文明建设简报", CENTRED, NAME), 100_000)
        + box(para("第7期", CENTRED), 900_000)
        + box(para("云泽市文明办"), 1_500_000)
        + "</w:p>"
        + "<w:p/>" * 3
        + ARTICLES
        + IMPRINT
    )


def test_a_masthead_in_a_table_and_the_foot_in_a_box() -> None:
    foot = para("报：市委、市人大、市政府、市政协")
    foot += para("发：各县（市、区）文明办，市直各单位") + para("共印120份")
    assert_the_issue(
        para("云泽精神文明建设简报", CENTRED, NAME)
        + cells(("第7期", ""), ("云泽市文明办", "2024年1月10日"))
        + ARTICLES
        + f"<w:p>{box(foot, 9_000_000, frame='page')}</w:p>"
    )


def test_a_document_in_one_table_with_its_name_as_wordart() -> None:
    art = """<w:p><w:r><w:pict><v:shape fillcolor="red"><v:textpath style="font-size:48pt"
      string="云泽精神文明建设简报"/></v:shape></w:pict></w:r></w:p>"""
    inside = art + para("第7期", CENTRED) + para("云泽市文明办\t2024年1月10日") + ARTICLES + IMPRINT
    assert_the_issue(cells((inside,)))


def test_a_submission_is_articles_with_its_unit_and_pictures() -> None:
    document = (
        title("市税务局开展志愿服务活动")
        + para("（云泽市税务局供稿）", CENTRED)
        + body(THIRD)
        + f"<w:p>{inline('r0', 3_600_000)}</w:p>"
        + para("图为志愿者在社区宣传政策。", CENTRED)
        + body(SECOND)
    )
    found = recognise(read(document, PNG))
    assert found.intake.bulletin is None
    (article,) = found.intake.articles
    assert article.title == "市税务局开展志愿服务活动"
    assert article.byline == "云泽市税务局"
    assert [block.text for block in article.body] == [THIRD, "图为志愿者在社区宣传政策。", SECOND]
    assert found.intake.warnings == ()


def entry(text: str, page: int) -> str:
    return f"<w:p><w:r><w:t>{text}</w:t></w:r><w:r><w:tab/></w:r><w:r><w:t>{page}</w:t></w:r></w:p>"


def test_a_table_of_contents_made_by_word_is_contents() -> None:
    gallery = '<w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj>'
    listed = f"""<w:sdt><w:sdtPr>{gallery}</w:sdtPr><w:sdtContent>
      {para("目录", CENTRED)}{entry("青石县召开文明创建工作推进会", 1)}
      {entry("市税务局开展志愿服务活动", 12)}</w:sdtContent></w:sdt>"""
    document = (
        para("云泽精神文明建设简报", CENTRED, NAME)
        + para("第7期", CENTRED, BODY_LOOK)
        + para("云泽市文明办\t2024年1月10日", "", BODY_LOOK)
        + listed
        + title("青石县召开文明创建工作推进会")
        + body(FIRST)
        + title("市税务局开展志愿服务活动")
        + body(THIRD)
    )
    found = recognise(read(document))
    bulletin = found.intake.bulletin
    assert bulletin
    assert bulletin.contents
    assert [(one.title, one.text) for one in bulletin.articles()] == [
        ("青石县召开文明创建工作推进会", f"青石县召开文明创建工作推进会\n{FIRST}"),
        ("市税务局开展志愿服务活动", f"市税务局开展志愿服务活动\n{THIRD}"),
    ]
    assert found.doubts == found.intake.warnings == ()
