"""What is larger than a page stays on the sheet, whole: rows, heads, footers, columns, tabs."""

from collections import Counter

import pytest

from bulletin_desk.model.bulletin import Article, Bulletin, Distribution, Masthead, Section
from bulletin_desk.model.compose import compose
from bulletin_desk.model.flow import PageSetup
from bulletin_desk.model.richtext import Block, Picture, Run, Table, plain
from bulletin_desk.model.templates import load_template
from bulletin_desk.typeset.display import Document, TextLine
from bulletin_desk.typeset.typesetter import Typesetter
from typeset.flow_samples import free_fonts

SENTENCE = "全市文明城市建设工作稳步推进，各县（市、区）积极参与，共出动志愿者3200余人次。"


def table(*rows: tuple[str, ...], heads: int = 1) -> Table:
    return Table(tuple(tuple((Run(cell),) for cell in row) for row in rows), heads)


def lay(bulletin: Bulletin) -> tuple[Document, PageSetup]:
    flow = compose(bulletin, load_template("gongzuo"))
    return Typesetter(free_fonts()).typeset(flow), flow.page


def issue(*body: Block, **parts: object) -> Bulletin:
    article = Article(title="稿件", body=body)
    return Bulletin("gongzuo", contents=False, sections=(Section(articles=(article,)),), **parts)  # type: ignore[arg-type]


def text_of(document: Document) -> Counter[str]:
    """Every character shown, but for the page numbers."""
    return Counter(
        char
        for page in document.pages
        for placed in page.items
        if isinstance(placed.item, TextLine) and placed.source.part != "page_number"
        for char in placed.item.text
        if not char.isspace()
    )


def assert_in_the_type_area(document: Document, page: PageSetup) -> None:
    for number, sheet in enumerate(document.pages):
        for x, y, item, source in sheet.items:
            if source.part == "page_number":
                continue
            if isinstance(item, TextLine):
                left = x + min((run.x for run in item.runs), default=0.0)
                box = left, y - item.ascent, x + item.width, y - item.ascent + item.size
            else:
                box = x, y, x + item.width, y + item.height
            assert box[0] >= page.left - item_slack(item), (number, source, box)
            assert box[1] >= page.top - 3, (number, source, box)
            assert box[2] <= page.width - page.right + 1, (number, source, box)
            assert box[3] <= page.height - page.bottom + 3, (number, source, box)


def item_slack(item: object) -> float:
    """An opening mark at a line's start hangs with its empty half."""
    return 8.0 if isinstance(item, TextLine) else 0.5


@pytest.mark.parametrize(
    "grid",
    [
        table(("甲", "乙"), (SENTENCE * 80, "短"), ("丙", SENTENCE * 30)),
        table((SENTENCE * 80, "表头"), ("甲", "乙"), ("丙", "丁")),
        table(*((f"第{n}行", "乙") for n in range(100)), heads=100),
        table(*(tuple(f"字{n}" for n in range(60)) for _ in range(3))),
        table(("一",), ("https://example.com/" + "abc" * 60, "，" * 60, "三")),
        table(("甲\t乙\t丙", "丁"), heads=9),
    ],
    ids=["row", "head", "all heads", "60 columns", "words", "tabs"],
)
def test_a_table_stays_on_the_sheet_whole(grid: Table):
    document, page = lay(issue(plain("表前。"), grid, plain("表后。")))
    assert_in_the_type_area(document, page)
    expected = "稿件表前。表后。" + grid.text
    found = text_of(document)
    assert not Counter("".join(expected.split())) - found


def test_the_parts_of_a_high_row_fill_pages_one_after_another():
    document, _ = lay(issue(table(("甲", "乙"), (SENTENCE * 80, "短"))))
    texts = [
        "".join(p.item.text for p in page.items if isinstance(p.item, TextLine))
        for page in document.pages
    ]
    assert len(texts) > 2
    # The head stands above every part.
    assert all("甲" in text and "乙" in text for text in texts)


def test_a_footer_longer_than_a_page_goes_on():
    lists = Distribution(report_to="市委办公室、" * 300, send_to="各县委，" * 300, copies=99)
    document, page = lay(issue(plain(SENTENCE), distribution=lists))
    assert_in_the_type_area(document, page)
    found = text_of(document)
    assert found["办"] == 300
    assert found["县"] >= 300
    assert len(document.pages) > 2


def test_further_tabs_lose_nothing():
    masthead = Masthead(name="简报", number=1, issuer="办\t公\t室")
    document, page = lay(issue(plain("甲\t乙\t丙\n丁\t\t戊\t己"), plain("\t\t"), masthead=masthead))
    assert_in_the_type_area(document, page)
    assert not Counter("甲乙丙丁戊己办公室") - text_of(document)


@pytest.mark.parametrize(("width", "rotation"), [(-50.0, 0), (5000.0, 45), (0.0, -90), (None, 91)])
def test_a_picture_of_odd_size_or_turn_stays_on_the_sheet(width: float | None, rotation: int):
    picture = Picture("0" * 64, "image/png", 300, 100, width_mm=width, rotation=rotation)
    document, page = lay(issue(picture))
    assert_in_the_type_area(document, page)
    placed = [p.item for p in document.pages[0].items if p.source.part == "body"]
    assert placed[0].rotation in (0, 90, 180, 270)  # type: ignore[union-attr]
