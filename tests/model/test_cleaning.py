import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bulletin_desk.model.bulletin import Article
from bulletin_desk.model.checks.marks import half_width_mark
from bulletin_desk.model.cleaning import Change, Counts, clean_blocks, clean_runs, clean_text, told
from bulletin_desk.model.richtext import Paragraph, ParagraphKind, Run, Table, plain
from bulletin_desk.model.runs import run_text
from bulletin_desk.model.templates import load_template

_PIECES = st.sampled_from(
    [*"青石县会议一二，。、；：？！（）“”《》 \u3000\u00a0\t,.;:?!()\"'-…—", "12", "AB", "３", "𠮷",
     "\u200b", "\u00ad", "\ufeff", "\u2f00", "...", "--", "www.a.cn", "3.15", "送法律"]
)  # fmt: skip
_TEXTS = st.lists(_PIECES, max_size=30).map("".join)


def clean(text: str) -> str:
    return clean_text(text)[0]


def letters(text: str) -> str:
    """What may never be lost: characters, letters and digits, whatever their width."""
    return "".join(c for c in unicodedata.normalize("NFKC", text) if c.isalnum())


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("会议要求,各单位要重视.", "会议要求，各单位要重视。"),
        ("时间:9:30,地点(会议室)", "时间：9:30，地点（会议室）"),
        ("会议 ,研究", "会议，研究"),
        ("是否完成?完成!", "是否完成？完成！"),
        ("他说:\"要落实\"。", "他说：“要落实”。"),
        ("等等...", "等等……"),
        ("等等。。。", "等等……"),
        ("主线--发展", "主线——发展"),
        ("（附件1)", "（附件1）"),
        ("增长(5%)", "增长（5%）"),
        ("(1)加强领导", "（1）加强领导"),
        ("甲｡乙､丙", "甲。乙、丙"),
    ],
)  # fmt: skip
def test_marks_in_chinese_become_full_width(text: str, wanted: str) -> None:
    assert clean(text) == wanted


@pytest.mark.parametrize(
    "text",
    [
        "共1,200人，增长3.5%，比例3:1。", "网址www.yunze.gov.cn，邮箱a.b@yunze.cn。",
        "GB/T 9704-2012", "Hello, world. It's fine (really)!", "函数f(x)的值", "屏幕27\"的",
        "9:30至10:00", "什么？！", "他说\"一半", "甲……乙", "第3.15条", "Q&A: yes",
    ],
)  # fmt: skip
def test_marks_that_belong_there_stay(text: str) -> None:
    assert clean(text) == text


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("于 12 月 30 日前", "于12月30日前"),
        ("会 议 要 求", "会议要求"),
        ("青石县召开 推进会", "青石县召开推进会"),
        ("一、 提高认识", "一、提高认识"),
        ("　　首行缩进", "首行缩进"),
        ("使用 Word 文档", "使用Word文档"),
        ("负责人：李　明", "负责人：李明"),
        ("甲\u00a0乙", "甲乙"),
        ("one  two", "one two"),
        ("甲\t乙", "甲乙"),
        ("第一行 \n 第二行", "第一行\n第二行"),
    ],
)
def test_spaces_in_running_text_go(text: str, wanted: str) -> None:
    assert clean(text) == wanted


@pytest.mark.parametrize(
    "text",
    [
        "凝心聚力 共谋发展", "主题是“凝心聚力 共谋发展”。", "参加人员：王小明 李强 张三。",
        "New York", "送法律 送政策 送服务",
    ],
)  # fmt: skip
def test_spaces_that_are_text_stay(text: str) -> None:
    assert clean(text) == text


def test_a_title_keeps_its_spaces_and_breaks() -> None:
    title = "云泽市“春风行动” \n志愿服务 启动 于 3 月"
    assert clean_text(title, running=False)[0] == "云泽市“春风行动” \n志愿服务 启动 于3月"


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("甲\u200b乙\ufeff丙\u00ad丁", "甲乙丙丁"),
        ("\u202a甲\u202c乙\x07", "甲乙"),
        ("２０２６年Ａ级", "2026年A级"),
        ("⼀⽅", "一方"),
        ("𠮷野家", "𠮷野家"),
        ("㐂\U000e0100", "㐂\U000e0100"),  # a variant of a rare character
    ],
)
def test_odd_characters_go_and_rare_ones_stay(text: str, wanted: str) -> None:
    assert clean(text) == wanted


@given(_TEXTS, st.booleans())
def test_cleaning_is_done_once_and_loses_nothing(text: str, running: bool) -> None:
    once, counts = clean_text(text, running=running)
    assert clean_text(once, running=running) == (once, Counts())
    assert letters(once) == letters(text)
    assert bool(counts) == (once != text)


@given(st.lists(st.tuples(_TEXTS, st.booleans(), st.booleans()), max_size=5))
def test_every_character_keeps_its_emphasis(parts: list[tuple[str, bool, bool]]) -> None:
    runs = [Run(*part) for part in parts if part[0]]
    clean_ones, _, _ = clean_runs(runs)
    before = [(c, r.bold, r.kai) for r in runs for c in letters(r.text)]
    after = [(c, r.bold, r.kai) for r in clean_ones for c in letters(r.text)]
    assert after == before
    assert run_text(clean_ones) == clean(run_text(runs))


@given(_TEXTS, st.data())
def test_a_caret_stays_between_the_same_letters(text: str, data: st.DataObject) -> None:
    position = data.draw(st.integers(0, len(text)))
    cleaned = clean_blocks([plain("前"), plain(text)], keep_empty=True)
    block, after = cleaned.place(1, position)
    assert block == 1
    now = cleaned.blocks[1].text
    assert 0 <= after <= len(now)
    assert letters(now[:after]) == letters(text[:position])


@given(_TEXTS)
def test_what_is_clean_has_no_half_width_marks(text: str) -> None:
    if text.count('"') % 2:
        return  # a single straight quote: nobody can tell which half it is
    article = Article("a", body=(plain(clean(text)),))
    assert list(half_width_mark(article, load_template("jingshen-wenming"))) == []


def test_blocks_that_are_clean_stay_the_same_objects() -> None:
    body = (plain("会议要求，各单位要重视。"), plain("会议,研究"), plain(""))
    cleaned = clean_blocks(body)
    assert cleaned.blocks[0] is body[0]
    assert [block.text for block in cleaned.blocks[1:]] == ["会议，研究"]
    assert cleaned.counts == {Change.MARK: 1, Change.EMPTY: 1}


def test_kinds_tables_and_captions_are_cleaned_in_their_own_way() -> None:
    signature = Paragraph((Run("云泽市文明办　　2026年"),), ParagraphKind.SIGNATURE)
    table = Table((((Run("单 位"),), (Run("比例(%)"),)), ((Run("甲,乙"),), ())))
    cleaned = clean_blocks([signature, table])
    assert cleaned.blocks[0].text == "云泽市文明办2026年"
    assert cleaned.blocks[1].text == "单 位\t比例（%）\n甲，乙\t"


def test_what_was_done_is_told() -> None:
    counts = Counts({Change.SPACE: 5, Change.MARK: 7})
    assert told(counts) == "清理了 12 处：标点 7，空格 5。"
    assert told(Counts()) == "没有要清理的地方。"
