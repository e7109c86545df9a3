"""Units of an article: recognised as bulletins write them, made one name, never guessed."""

from dataclasses import replace

import pytest

from bulletin_desk.model.bulletin import Article, Bulletin, Section
from bulletin_desk.model.credit import (
    Unit,
    UnitBook,
    credit,
    credit_all,
    credited,
    strip_credit,
    written_credits,
)
from bulletin_desk.model.richtext import ParagraphKind, plain

BOOK = UnitBook(
    [
        Unit("市文明办", ("市精神文明建设指导委员会办公室",)),
        Unit("云泽市税务局", ("市税务局", "税务局"), ("市国税局", "云泽市地方税务局")),
        Unit("市教育体育局", ("市教体局",), ("市教育局",)),
        Unit("青石县"),
        Unit("市残联"),
        Unit("市图书馆"),
        Unit("小白杨工作室"),
    ]
)


def article(*body: str, **other: object) -> Article:
    return Article(body=tuple(map(plain, body)), **other)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("written", "units"),
    [
        ("市文明办", ["市文明办"]),
        ("市文明办供稿", ["市文明办"]),
        ("（市文明办供稿）", ["市文明办"]),
        ("(市文明办 供稿)", ["市文明办"]),
        ("供稿：市文明办", ["市文明办"]),
        ("供稿单位：市文明办、市教育体育局", ["市文明办", "市教育体育局"]),
        ("（供稿单位：市文明办）", ["市文明办"]),
        ("来稿单位: 市残联", ["市残联"]),
        ("市文明办、市残联", ["市文明办", "市残联"]),
        ("市文明办，市残联，市图书馆", ["市文明办", "市残联", "市图书馆"]),
        ("市文明办；市残联", ["市文明办", "市残联"]),
        ("市文明办 市残联", ["市文明办", "市残联"]),
        ("市文明办\u3000市残联", ["市文明办", "市残联"]),
        ("市文明办/市残联", ["市文明办", "市残联"]),
        ("市残联、市图书馆联合供稿", ["市残联", "市图书馆"]),
        ("（市残联 市图书馆联合供稿）", ["市残联", "市图书馆"]),
        ("市妇联 市图书馆联合", ["市妇联", "市图书馆"]),
        ("市残联联合市图书馆", ["市残联", "市图书馆"]),
        ("市残联和市图书馆", ["市残联", "市图书馆"]),
        ("市公安局与市司法局", ["市公安局", "市司法局"]),
        ("市残联（市图书馆）", ["市残联", "市图书馆"]),
        ("市委宣传部（市文明办）供稿", ["市委宣传部", "市文明办"]),
        ("青石县（文明办）", ["青石县文明办"]),
        # Who wrote it comes before who took the pictures.
        ("（图：市税务局 文：市教育局）", ["市教育体育局", "云泽市税务局"]),
        ("文：市残联 张三 图：市图书馆", ["市残联", "市图书馆"]),
        ("图片：市残联，撰文：市图书馆", ["市图书馆", "市残联"]),
        ("图：市残联", ["市残联"]),
        ("图/文：市残联", ["市残联"]),
        ("——市残联供稿", ["市残联"]),
        # Aliases and former names are one unit.
        ("税务局", ["云泽市税务局"]),
        ("市税务局", ["云泽市税务局"]),
        ("云泽市 税务局", ["云泽市税务局"]),
        ("临河区 教育局", ["临河区教育局"]),
        ("国网云泽 供电公司", ["国网云泽供电公司"]),
        ("张三 临河区教育局", ["临河区教育局"]),
        ("市国税局", ["云泽市税务局"]),
        ("市税务局、税务局", ["云泽市税务局"]),
        ("市教育局 市教体局", ["市教育体育局"]),
        ("市精神文明建设指导委员会办公室", ["市文明办"]),
        # A unit that nobody knows yet keeps its name.
        ("临河区教育局", ["临河区教育局"]),
        ("市发展和改革委员会", ["市发展和改革委员会"]),
        ("市人力资源和社会保障局", ["市人力资源和社会保障局"]),
        ("市文化和旅游局、市发展和改革委员会", ["市文化和旅游局", "市发展和改革委员会"]),
        ("国网云泽供电公司", ["国网云泽供电公司"]),
        ("小白杨工作室", ["小白杨工作室"]),
        # Persons beside the units.
        ("市文明办 张三", ["市文明办"]),
        ("张三 市文明办", ["市文明办"]),
        ("青石县文明办 张三 李四", ["青石县文明办"]),
        ("青石县文明办　王小明", ["青石县文明办"]),
        ("市文明办（张三）", ["市文明办"]),
        ("市文明办 张三、市残联 李四", ["市文明办", "市残联"]),
        ("通讯员 张三 市残联", ["市残联"]),
        ("市残联 通讯员 李四", ["市残联"]),
        ("作者：市残联 李四", ["市残联"]),
        ("文/图：市残联", ["市残联"]),
        # Nothing of these is a unit.
        ("张三", []),
        ("张三、李四", []),
        ("张三 李四", []),
        ("本报记者 张三", []),
        ("记者：张三", []),
        ("来源：云泽日报", []),
        ("（来源：市残联网站）", []),
        ("云泽日报", []),
        ("云泽电视台 张三", []),
        ("新华社", []),
        ("云泽发布微信公众号", []),
        ("工作动态", []),
        ("文明时讯", []),
        ("全市文明创建推进会", []),
        ("完", []),
        ("", []),
        ("（）", []),
        ("、", []),
    ],
)
def test_a_written_credit_is_read(written: str, units: list[str]) -> None:
    assert list(BOOK.resolve(written)) == units


@pytest.mark.parametrize(
    ("given", "units"),
    [
        (article("正文。", byline="市文明办"), ["市文明办"]),
        (article("正文。", "（市文明办供稿）"), ["市文明办"]),
        (article("开展了活动。（市残联 张三）"), ["市残联"]),
        (article("开展了活动。（供稿：市残联）"), ["市残联"]),
        (article("正文。", "供稿单位：市残联、市图书馆"), ["市残联", "市图书馆"]),
        (article("供稿单位：市残联", "正文。"), ["市残联"]),
        (article("正文。", "供稿单位：市残联", byline="张三"), ["市残联"]),
        (article("正文。（市残联供稿）", byline="市图书馆"), ["市残联", "市图书馆"]),
        (article("活动在大剧院举行。（市残联）", byline="市图书馆"), ["市图书馆"]),
        (article("本报讯（市残联 张三）近日，活动举行。", "第二段。"), ["市残联"]),
        (article("本刊讯（张三）近日，活动举行。"), []),
        (article("正文。", title="青石县：清洁家园显成效"), ["青石县"]),
        (article("正文。", title="青石县召开文明创建推进会"), ["青石县"]),
        (article("正文。", title="市残联、市图书馆联合开展主题阅读"), ["市残联", "市图书馆"]),
        (article("正文。", title="税务局\n开展志愿服务"), ["云泽市税务局"]),
        # What no book knows is not guessed from a title.
        (article("正文。", title="白杨县召开文明创建推进会"), []),
        (article("正文。", title="白杨县：清洁家园显成效"), []),
        (article("正文。", title="市长调研青石县"), []),
        # Brackets that say something else.
        (article("建成驿站12个（含流动驿站）。"), []),
        (article("会议学习了有关文件（全市推进会）"), []),
        (article("有关情况见附件（略）"), []),
        (article("转载自报纸。（来源：云泽日报）"), []),
        (article("正文。", byline="来源：云泽日报"), []),
        (article("图为活动现场。（张三摄）"), []),
        (article(), []),
    ],
)
def test_an_article_is_credited(given: Article, units: list[str]) -> None:
    assert list(credit(given, BOOK).units) == units
    assert [unit for _, unit in credited(given, BOOK)] == units


def test_a_signature_is_the_last_resort() -> None:
    signed = plain("云泽市税务局", ParagraphKind.SIGNATURE)
    dated = plain("2026年3月1日", ParagraphKind.SIGNATURE)
    letter = Article(title="关于税收服务的情况", body=(plain("正文。"), signed, dated))
    assert credit(letter, BOOK).units == ("云泽市税务局",)
    named = replace(letter, byline="市文明办")
    assert credit(named, BOOK).units == ("市文明办",)


def test_what_is_set_stays() -> None:
    given = article("正文。（市残联供稿）", units=("市国税局",), title="青石县：活动")
    # Printed before the office was renamed: the article keeps what it says.
    assert credit(given, BOOK) is given
    # The index credits the office that it is now.
    assert credited(given, BOOK) == [("市国税局", "云泽市税务局")]


def test_a_list_that_was_set_as_one_unit_is_parted() -> None:
    given = article("正文。", units=("市文明办、市教育局", "市残联"))
    assert credit(given, BOOK).units == ("市文明办", "市教育体育局", "市残联")
    odd = article("正文。", units=("云泽市创建工作专班", "某某、某某某"))
    assert credit(odd, BOOK) is odd
    assert [unit for _, unit in credited(odd, BOOK)] == ["云泽市创建工作专班", "某某、某某某"]


def test_a_joint_credit_that_was_set_as_one_unit_is_parted() -> None:
    assert UnitBook().of_name("市残联 市图书馆联合") == ("市残联", "市图书馆")
    assert UnitBook().of_name("市妇女联合会") == ("市妇女联合会",)


def test_what_was_explained_once_is_remembered() -> None:
    book = UnitBook(
        BOOK.units,
        {"小白杨": ("市残联",), "双拥 办": ("市文明办", "市国税局"), "推进会": ()},
    )
    assert book.resolve("（小白杨供稿）") == ("市残联",)
    assert book.resolve("双拥办") == ("市文明办", "云泽市税务局")
    assert book.resolve("双 拥 办、小白杨") == ("市文明办", "云泽市税务局", "市残联")
    assert book.resolve("推进会") == ()
    assert book.of_name("小白杨") == ("市残联",)
    assert book.knows("双拥办")
    assert not book.knows("双拥")


def test_a_unit_credited_before_is_recognised_in_titles() -> None:
    assert UnitBook().knowing(["白杨县"]).leading("白杨县：好家风进万家") == ("白杨县",)
    assert BOOK.knowing(["白杨县"]).resolve("税务局") == ("云泽市税务局",)
    # The longest name counts.
    book = UnitBook([Unit("青石县"), Unit("青石县文明办")])
    assert book.leading("青石县文明办、青石县开展活动") == ("青石县文明办", "青石县")


def test_a_name_of_ones_own_wins_over_anothers() -> None:
    book = UnitBook([Unit("甲局", ("乙局",)), Unit("丙局", (), ("甲局", "乙局")), Unit("乙局")])
    assert [book.resolve(name) for name in ("甲局", "乙局", "丙局")] == [
        ("甲局",),
        ("乙局",),
        ("丙局",),
    ]


def test_what_is_written_is_told_as_it_stands() -> None:
    given = article("供稿单位：市文明办", "正文。（税务局供稿）", byline="市残联 张三")
    assert written_credits(given) == ("市文明办", "税务局供稿", "市残联 张三")
    assert strip_credit("（ 供稿单位：市文明办 ）") == "市文明办"


def test_every_article_of_an_issue_is_credited() -> None:
    section = Section(articles=(article("正文。（税务局供稿）"), article("无")))
    bulletin = Bulletin(sections=(section,))
    filled = credit_all(bulletin, BOOK)
    assert [a.units for a in filled.articles()] == [("云泽市税务局",), ()]
    assert credit_all(filled, BOOK) is filled


@pytest.mark.parametrize(
    ("last", "units"),
    [
        ("市税务局供稿", ("云泽市税务局",)),
        ("——市税务局供稿", ("云泽市税务局",)),
        ("　　本文由市残联、市图书馆联合供稿。", ("市残联", "市图书馆")),
        ("（图：市税务局 文：市残联）", ("市残联", "云泽市税务局")),
        ("欢迎各单位供稿", ()),
        ("以上由市残联供稿", ()),
        ("全年共有三十二家单位供稿", ()),
        ("会议要求，市残联要积极供稿", ()),
    ],
)
def test_a_closing_line_names_the_unit(last: str, units: tuple[str, ...]) -> None:
    assert credit(article("活动举行。", last), BOOK).units == units
