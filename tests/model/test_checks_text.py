"""The rules of marks, numbers, characters, words and pictures: what they find, what they leave."""

from pathlib import Path

import pytest

from bulletin_desk.model.checks import Severity
from bulletin_desk.model.checks.words import word_rules
from bulletin_desk.model.richtext import ParagraphKind, Picture, Run, Table, plain
from model.checking import TEMPLATE, found, issue, rule_ids


@pytest.mark.parametrize(
    ("texts", "mark"),
    [
        (("他说：“好。",), "“"),
        (("他说：好。”",), "”"),
        (("《条例”宣传》",), "”"),
        (("印发《关于加强管理的通知。",), "《"),
        (("会议（扩大会召开。",), "（"),
        (("‘一办三组’机制’建立‘起来。",), "‘"),
        (("“‘一办三组”机制。",), "‘"),
        (("开展”送温暖“活动。",), "”"),
        # A quotation that is left open, and one that is closed without having been opened.
        (("“一办三组机制已经建立。", "会议要求，抓好落实。"), "“"),
        (("各县开展“送温暖活动。", "各乡开展送温暖”活动。"), "“"),
        (("他说：“好。", "“很好。", "散会。"), "“"),
    ],
)
def test_unpaired_marks_are_found(texts: tuple[str, ...], mark: str):
    problems = found(issue(*texts), "unpaired-mark")
    assert problems
    first = problems[0]
    assert texts[first.source.block][first.start] == mark


@pytest.mark.parametrize(
    "texts",
    [
        ("《〈条例〉实施办法》和（〔2026〕5号）。",),
        ("印发《关于贯彻〈条例〉的通知》。",),
        ("印发《关于印发《管理办法》的通知》。",),
        ("“‘一办三组’机制”已建立……",),
        ("“5·12”防灾减灾日，“3·15”晚会。",),
        ("I’m fine, and that’s the students’ book.",),
        ("‘98届毕业生返校。",),
        ("分三步：1）准备；2）实施；a）检查。",),
        ("一）准备工作", "①）摸底"),
        ("1）准备。",),
        # A quotation of several paragraphs: each opens, the last one closes.
        ("他说：“要抓好落实。", "“要抓细抓实。", "“要久久为功。”"),
        # Or only the first opens.
        ("倡议书写道：“广大市民朋友们：", "让我们行动起来。", "建设美好家园！”"),
        ("“床前明月光，", "疑是地上霜。”"),
        ("要求：“‘一要’抓好落实。", "“‘二要’抓细抓实。”"),
        ("“好！”“真好！”他说。",),
        ("（一）会议（扩大会）",),
    ],
)
def test_paired_marks_are_left_alone(texts: tuple[str, ...]):
    assert found(issue(*texts), "unpaired-mark") == []


@pytest.mark.parametrize(
    ("text", "mark"),
    [
        ("会议指出,要抓好落实。", ","),
        ("时间:3月5日", ":"),
        ("准备;实施。", ";"),
        ("落实好了吗?", "?"),
        ("加油!", "!"),
        ("抓好落实.会议要求", "."),
        ("抓好落实...", "..."),
        ('他说"好"。', '"'),
        ("本报讯(张三 李四)", "("),
        ("增长5.2%,位居前列", ","),
        ("发展5G,人工智能", ","),
        ("详见http://example.cn/a,请查阅", ","),
        ("“十四五”规划,", ","),
    ],
)
def test_half_width_marks_are_found(text: str, mark: str):
    (problem,) = found(issue(text), "half-width-mark")
    assert text[problem.start : problem.start + problem.length] == mark


@pytest.mark.parametrize(
    "text",
    [
        "发放3,000份，比分2:1，比例3:2，增长1.5%。",
        "时间为12:30，上午9:30—10:30，至24:00止。",
        "他说'好'，I'm fine, thanks。",
        "“Hello, world!”他用英语说。",
        "The meeting was held (in May); all went well. Any questions?",
        "详见https://www.example.gov.cn/a/b.html?id=1,2&x=3:4。",
        "请登录 www.example.cn 或发至 wenming.ban@example.gov.cn。",
        "投稿邮箱：a.b@example.com，电话：0394-1234567。",
        "附件1.doc、名单.xlsx、“方案”.pdf",
        "1.准备。2.实施。（1）摸底；（2）整改。",
        "中央商务区(CBD)、(2026)5号、(1)准备",
        '27"显示器3台。',
        "怎么办?!",
        "……——！！？？！？",
        "①准备；②实施。",
        "GB/T 9704-2012、ISO 9001:2015认证",
    ],
)
def test_rightful_half_width_marks_are_left_alone(text: str):
    assert found(issue(text), "half-width-mark") == []


def test_many_half_width_marks_of_a_paragraph_are_one_problem():
    (problem,) = found(issue("会议指出,要落实,要抓紧,要见效。"), "half-width-mark")
    assert "3处" in problem.message


@pytest.mark.parametrize(
    "text",
    [
        "抓好落实。。",
        "抓好，，落实。",
        "抓好、，落实。",
        "抓好。，落实。",
        "好吗？。",
        "抓好,,落实",
        "等等。。。",
    ],
)
def test_doubled_marks_are_found(text: str):
    assert len(found(issue(text), "doubled-mark")) == 1


@pytest.mark.parametrize(
    "text",
    [
        "太好了！！！真的？！是吗？？",
        "等等……会议——",
        "《〈条例〉》（〔2026〕）“‘一’”",
        "“好。”他说。“走吧！”",
        "（见附件（1））。",
        "时间：“12·5”。",
        "……。",
        "C++::std",
    ],
)
def test_marks_that_may_follow_one_another_are_left_alone(text: str):
    assert found(issue(text), "doubled-mark") == []


def test_titles_captions_and_cells_are_looked_through():
    picture = Picture("0" * 64, "image/png", 2000, 1500, (Run("会场,摄影"),))
    table = Table((((Run("单位"),), (Run("备注,说明"),)),))
    problems = found(issue(picture, table, title="推进会,\n召开"), "half-width-mark")
    assert [p.source.part for p in problems] == ["title", "caption", "table"]


@pytest.mark.parametrize(
    ("texts", "wrong"),
    [
        (("一、认识", "三、落实"), 1),
        (("一、认识", "一、落实"), 1),
        (("一、认识", "二、落实", "二、保障"), 2),
        (("二、落实",), 0),
        (("一、认识", "（一）学", "（三）做"), 2),
        (("1.准备", "3.实施"), 1),
        (("（1）准备", "（2）实施", "（4）检查"), 2),
        (("一、甲", "二、乙", "十、丙"), 2),
    ],
)
def test_numbers_out_of_order_are_found(texts: tuple[str, ...], wrong: int):
    problems = found(issue(*texts), "heading-order")
    assert problems
    assert problems[0].source.block == wrong


@pytest.mark.parametrize(
    "texts",
    [
        ("一、认识", "二、落实", "三、保障"),
        ("一、认识", "（一）学", "（二）做", "二、落实", "（一）学", "（二）做"),
        # Some count on under a new heading.
        ("一、认识", "（一）学", "（二）做", "二、落实", "（三）学", "（四）做"),
        ("一、认识", "1.学", "2.做", "二、落实", "1.学", "2.做"),
        # Lists with text between them begin anew.
        ("1.准备", "2.实施", "以上两步要抓紧。", "1.人员", "2.经费"),
        # Numbers inside a paragraph.
        ("会议强调：一、提高认识；", "二、狠抓落实。"),
        ("1.准备；2.实施；", "3.检查。"),
        # What looks like a number and is none.
        ("三、四月份开展宣传。",),
        ("1.5%的群众", "3.15消费者权益日", "12.4宪法宣传日"),
        ("2026年3月", "5个单位", "（二）班同学", "3、4号楼整治完毕。"),
        ("（2026）5号文件",),
        ("一、甲", "二、乙"),
        ("第一章总则", "第三条内容"),
    ],
)
def test_numbers_in_order_are_left_alone(texts: tuple[str, ...]):
    assert found(issue(*texts), "heading-order") == []


def test_numbers_go_on_past_ten():
    han = ("一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二")
    assert found(issue(*(f"{n}、内容" for n in han)), "heading-order") == []


def test_headings_by_style_count_too():
    heading = ParagraphKind.HEADING1
    problems = found(issue(plain("一、学", heading), plain("三、做", heading)), "heading-order")
    assert "应是“二、”" in problems[0].message


@pytest.mark.parametrize(
    ("char", "advice"),
    [
        ("䶮", "生僻字"),
        ("\u36c3", "生僻字"),
        ("\U00020bb7", "生僻字"),
        ("\u2f08", "请改成“人”"),
        ("\ue000", "重新输入"),
        ("\U0001f389", "图形符号"),
        ("\u2714", "图形符号"),
    ],
)
def test_rare_characters_are_found_once(char: str, advice: str):
    (problem,) = found(issue(f"王{char}同志、李{char}同志。"), "rare-character")
    assert advice in problem.message
    assert problem.start == 1


@pytest.mark.parametrize(
    "text",
    [
        "朱镕基、陶喆、马堃、李昇、张翀、王頔",
        "①②③⑩、Ⅰ、℃、㎡、№、★☆、→、※、≥、±、×、÷、α、β",
        "CO₂、m²、é、ü、ñ、€、£、™、©、•、–",
        "〇、々、“”、——、……、·、～、〔2026〕",
    ],
)
def test_usual_characters_are_left_alone(text: str):
    assert found(issue(text), "rare-character") == []


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("按装路灯120盏。", "安装"),
        ("会议布署了工作。", "部署"),
        ("再接再励，再创佳绩。", "再接再厉"),
        ("截止目前，已完成八成。", "截至目前"),
        ("共欢渡佳节。", "欢度"),
        ("购买证卷。", "证券"),
    ],
)
def test_mistyped_words_are_found(text: str, right: str):
    (problem,) = found(issue(text), "common-mistakes")
    assert f"“{right}”" in problem.message


@pytest.mark.parametrize(
    "text",
    [
        "按装修标准验收，按装机容量补贴，按装备类型分组。",
        "报纸公布署名文章，现场宣布署理人选。",
        "群众喜欢渡江观景。",
        "交通迅速恢复，通迅捷。",
        "保证卷面整洁，凭证卷宗齐全。",
        "安装、部署、再接再厉、截至目前、截止日期、欢度、证券、辐射、大幅度",
        "简短迅速",
    ],
)
def test_words_that_only_look_mistyped_are_left_alone(text: str):
    assert found(issue(text), "common-mistakes") == []


def test_both_a_mistake_and_its_exception_in_one_paragraph():
    problems = found(issue("按装修标准按装路灯。"), "common-mistakes")
    assert [p.start for p in problems] == [5]


def test_a_word_list_is_a_rule_by_itself(tmp_path: Path):
    (tmp_path / "posts.toml").write_text(
        """
        kind = "mistyped-words"
        id = "posts"
        name = "职务名称"
        explains = "写错的职务。"
        severity = "error"
        [[words]]
        wrong = "县委书计"
        right = "县委书记"
        """,
        encoding="utf-8",
    )
    (rule,) = word_rules(tmp_path)
    assert (rule.id, rule.severity) == ("posts", Severity.ERROR)
    (article,) = issue("县委书计出席会议。").articles()
    (finding,) = rule.find(article, TEMPLATE)
    assert "应为“县委书记”" in finding.message


@pytest.mark.parametrize(
    ("pixels", "width_mm", "rotation", "wrong"),
    [
        ((800, 600), 150.0, 0, True),
        ((800, 600), 135.0, 0, False),
        ((2000, 1500), 150.0, 0, False),
        # Without a width of its own a picture is never set larger than its dots allow.
        ((200, 150), None, 0, False),
        ((900, 400), 120.0, 90, True),
        ((400, 900), 120.0, 90, False),
        # Wider than the page: the page's measure counts.
        ((900, 600), 400.0, 0, False),
    ],
)
def test_pictures_have_dots_enough_for_their_width(
    pixels: tuple[int, int], width_mm: float | None, rotation: int, wrong: bool
):
    picture = Picture("0" * 64, "image/png", *pixels, (), width_mm, rotation)
    problems = found(issue(picture, "文字。"), "low-resolution")
    assert bool(problems) == wrong


def test_a_low_resolution_says_to_which_width_it_may_go():
    picture = Picture("0" * 64, "image/png", 600, 400, (), 120.0)
    (problem,) = found(issue(picture), "low-resolution")
    assert "127个点" in problem.message
    assert "102毫米" in problem.message


def test_plain_text_has_no_problem():
    assert rule_ids(issue("近日，云泽市召开推进会，安排下一步工作。")) == set()
