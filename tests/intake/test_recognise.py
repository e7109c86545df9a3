"""Recognition of sources: a role for every line, and what the clerk decides about them."""

import random
from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path, PurePath

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bulletin_desk.intake.reader import read_text, text_source
from bulletin_desk.intake.recognise import named, recognise, recognise_all
from bulletin_desk.intake.result import Intake
from bulletin_desk.intake.source import Recognised, Role, Source
from bulletin_desk.model.bulletin import Article, Bulletin, Masthead, Section
from bulletin_desk.model.jsonform import article_to_json, bulletin_to_json
from bulletin_desk.model.richtext import ParagraphKind
from intake.accounting import unaccounted
from intake.sample_bulletins import FULL, PLAIN, Print, printed
from intake.sample_sources import MEETING, NEWS, WORK

ISSUE = f"""云泽精神文明建设
简报
第 6 期
云泽市文明办
2025年4月18日
目  录
【工作动态】
全市文明创建工作推进会召开
青石县开展清洁家园志愿服务活动
【工作动态】
全市文明创建工作推进会召开
{MEETING}
{WORK}
青石县开展清洁家园志愿服务活动
（青石县文明办）
{NEWS}
图为活动现场。李晓明摄
报：市委常委
共印120份
"""
SUBMISSION = f"""青石县开展清洁家园志愿服务活动
{NEWS}
高位推动建机制
{WORK}
志愿服务聚人心
{WORK}
青石县文明办
2025年4月18日
"""


def said(words: str, lines: Source, role: Role) -> dict[int, Role]:
    """Return the decision about the last line that begins with these words."""
    return {max(i for i, line in enumerate(lines.lines) if line.text.startswith(words)): role}


def decided(text: str, *decisions: tuple[str, Role]) -> Recognised:
    """Return what is recognised when the clerk decides about the lines that begin so."""
    source = text_source(text, "来稿.txt")
    merged: dict[int, Role] = {}
    for words, role in decisions:
        merged |= said(words, source, role)
    return recognise(source, merged)


def articles(found: Recognised) -> list[Article]:
    intake = found.intake
    return list(intake.bulletin.articles()) if intake.bulletin else list(intake.articles)


def titles(found: Recognised) -> list[str]:
    return [article.title for article in articles(found)]


def body(article: Article) -> list[str]:
    return [block.text for block in article.body]


def roles(text: str) -> list[str]:
    return [role.value for role in recognise(text_source(text, "")).roles]


def plainly(intake: Intake) -> object:
    """Return an intake without the ids, which are never the same."""

    def bare(value: object) -> object:
        if isinstance(value, dict):
            return {key: bare(own) for key, own in value.items() if key != "id"}  # pyright: ignore[reportUnknownVariableType]
        return [bare(own) for own in value] if isinstance(value, list) else value  # pyright: ignore[reportUnknownVariableType]

    bulletin = bulletin_to_json(intake.bulletin) if intake.bulletin else None
    return bare([bulletin, [article_to_json(a) for a in intake.articles], list(intake.warnings)])


def test_every_line_of_an_issue_has_its_role() -> None:
    assert roles(ISSUE) == [
        "name", "name", "number", "issuer", "date",
        "contents", "contents", "contents", "contents",
        "column", "title", "paragraph", "paragraph",
        "title", "byline", "paragraph", "caption",
        "distribution", "distribution",
    ]  # fmt: skip


def test_every_line_of_a_submission_has_its_role() -> None:
    assert roles(SUBMISSION) == [
        "title", "paragraph", "paragraph", "paragraph", "paragraph", "paragraph",
        "signature", "signature",
    ]  # fmt: skip


def test_lines_that_were_joined_and_page_numbers_have_their_roles() -> None:
    how = Print(measure=26, indent="　　", blank_after_paragraph=False, contents="none")
    text = printed(replace(PLAIN, footer=()), replace(how, lines_per_page=20, page_break="— N —"))
    source = text_source(text, "")
    found = list(zip([line.text for line in source.lines], recognise(source).roles, strict=True))
    assert ("— 1 —", Role.DROPPED) in found
    assert ("让书香飘进寻常巷陌", Role.TITLE) in found
    starts = [text for text, role in found if role is Role.PARAGRAPH]
    assert starts[0].startswith("4月8日上午")
    assert len(starts) == sum(len(piece.paragraphs) for piece in PLAIN.columns[0][1])
    assert sum(role is Role.CONTINUATION for _, role in found) > len(starts)


@pytest.mark.parametrize("text", [ISSUE, SUBMISSION, printed(FULL, Print(measure=26))])
def test_a_source_of_text_is_read_as_the_text_is(text: str) -> None:
    assert plainly(recognise(text_source(text, "")).intake) == plainly(read_text(text))


def test_control_characters_are_removed_and_told() -> None:
    found = recognise(text_source(SUBMISSION.replace("近日", "近\x01日"), ""))
    assert "U+0001" in found.intake.warnings[0]
    source = text_source(SUBMISSION, "")
    lines = (replace(source.lines[0], text="青石县\x02动态"), *source.lines[1:])
    assert "U+0002" in recognise(replace(source, lines=lines)).intake.warnings[0]


# Decisions


def test_a_line_that_is_a_title_begins_an_article() -> None:
    found = decided(SUBMISSION, ("志愿服务聚人心", Role.TITLE))
    assert titles(found) == ["青石县开展清洁家园志愿服务活动", "志愿服务聚人心"]
    assert body(articles(found)[0]) == [NEWS, "高位推动建机制", WORK]
    assert body(articles(found)[1])[0] == WORK


def test_a_title_in_its_own_paragraph_runs_in() -> None:
    found = decided(ISSUE, ("活动现场", Role.TITLE))
    second = articles(found)[1]
    assert second.run_in
    assert f"{second.title}。{body(second)[0]}" == WORK
    assert body(second)[0].startswith("下一步")


def test_a_title_stays_in_the_column_where_it_stands() -> None:
    found = decided(
        ISSUE.replace("志愿服务活动\n（", "志愿服务活动\n新风\n（"), ("新风", Role.TITLE)
    )
    assert found.intake.bulletin
    (section,) = found.intake.bulletin.sections
    assert section.name == "工作动态"
    # Under a line of a title, it is a further line of it.
    assert section.articles[1].title == "青石县开展清洁家园志愿服务活动\n新风"


def test_what_is_no_title_heads_the_text_below_it() -> None:
    text = f"{SUBMISSION}\n\n白杨县举办乡村村晚展演活动\n{NEWS}\n"
    assert len(titles(decided(text))) == 2
    (article,) = articles(decided(text, ("白杨县", Role.PARAGRAPH)))
    place = body(article).index("白杨县举办乡村村晚展演活动")
    block = article.body[place]
    assert getattr(block, "kind", None) is ParagraphKind.HEADING1


def test_a_line_that_is_a_column_begins_one() -> None:
    found = decided(ISSUE, ("青石县开展", Role.COLUMN))
    assert found.intake.bulletin
    names = [section.name for section in found.intake.bulletin.sections]
    assert names == ["工作动态", "青石县开展清洁家园志愿服务活动"]


def test_a_column_makes_a_submission_an_issue() -> None:
    found = decided(f"短讯\n{SUBMISSION}", ("短讯", Role.COLUMN))
    assert found.intake.bulletin
    (section,) = found.intake.bulletin.sections
    assert (section.name, section.articles[0].title) == (
        "短讯", "青石县开展清洁家园志愿服务活动",
    )  # fmt: skip


def test_a_line_goes_on_with_the_paragraph_before_it() -> None:
    (article,) = articles(decided(SUBMISSION, ("志愿服务聚人心", Role.CONTINUATION)))
    assert body(article)[2] == f"{WORK}志愿服务聚人心"


def test_a_line_goes_on_with_the_title_before_it() -> None:
    text = f"青石县开展清洁家园\n志愿服务活动。\n{NEWS}\n{WORK}\n"
    found = decided(text, ("志愿服务活动", Role.CONTINUATION), ("青石县", Role.TITLE))
    assert titles(found) == ["青石县开展清洁家园\n志愿服务活动。"]


def test_a_line_goes_on_with_the_masthead_and_the_distribution() -> None:
    text = ISSUE.replace("报：市委常委\n", "报：市委常委。\n市政协主席\n")
    found = decided(text, ("简报", Role.CONTINUATION), ("市政协", Role.CONTINUATION))
    assert found.intake.bulletin
    assert found.intake.bulletin.masthead.name == "云泽精神文明建设\n简报"
    assert found.intake.bulletin.distribution.report_to == "市委常委。市政协主席"


def test_a_dropped_line_is_nowhere() -> None:
    found = decided(ISSUE, ("活动现场", Role.DROPPED))
    assert WORK not in "".join(str(found.intake).split())
    assert len(body(articles(found)[0])) == 1


def test_a_paragraph_begins_where_the_clerk_says() -> None:
    text = printed(PLAIN, Print(measure=26, contents="none"))
    source = text_source(text, "")
    place = next(i for i, role in enumerate(recognise(source).roles) if role is Role.CONTINUATION)
    found = recognise(source, {place: Role.PARAGRAPH})
    before = body(articles(recognise(source))[0])
    assert body(articles(found)[0])[1] == before[0][len(body(articles(found)[0])[0]) :]


@pytest.mark.parametrize(
    ("role", "value"),
    [
        (Role.BYLINE, "byline"),
        (Role.SUBTITLE, "subtitle"),
    ],
)
def test_a_line_is_the_part_of_its_article_that_the_clerk_names(role: Role, value: str) -> None:
    (article,) = articles(decided(SUBMISSION, ("志愿服务聚人心", role)))
    assert getattr(article, value) == "志愿服务聚人心"
    assert body(article)[2:4] == [WORK, WORK]


def test_signatures_notes_and_captions_are_what_the_clerk_says() -> None:
    (article,) = articles(decided(SUBMISSION, ("志愿服务聚人心", Role.SIGNATURE)))
    assert getattr(article.body[-1], "kind", None) is ParagraphKind.SIGNATURE
    assert body(article).count("志愿服务聚人心") == 1
    (article,) = articles(decided(SUBMISSION, ("近日", Role.NOTE)))
    assert getattr(article.body[0], "kind", None) is ParagraphKind.NOTE
    found = decided(SUBMISSION, ("志愿服务聚人心", Role.CAPTION))
    assert "图片说明" in found.intake.warnings[0]
    found = decided(SUBMISSION, ("志愿服务聚人心", Role.UNKNOWN))
    assert "没有认出用途" in found.intake.warnings[0]


def test_the_masthead_is_where_the_clerk_says() -> None:
    text = f"市文明办的信\n云泽市文明办印\n二月号\n{SUBMISSION}"
    found = decided(
        text,
        ("市文明办的信", Role.NAME),
        ("云泽市文明办印", Role.ISSUER),
        ("二月号", Role.MARKING),
    )
    assert found.intake.bulletin
    masthead = found.intake.bulletin.masthead
    assert (masthead.name, masthead.issuer, masthead.notice) == (
        "市文明办的信", "云泽市文明办印", "二月号",
    )  # fmt: skip
    assert "没有认出期号和日期，请补上。" in found.doubts


def test_a_number_that_cannot_be_read_is_told() -> None:
    found = decided(f"第若干号\n{SUBMISSION}", ("第若干号", Role.NUMBER))
    assert found.roles[0] is Role.NUMBER
    assert "“第若干号”" in "".join(found.intake.warnings)


def test_contents_and_distribution_are_where_the_clerk_says() -> None:
    found = decided(f"青石县的活动\n{ISSUE}", ("青石县的活动", Role.CONTENTS))
    assert "目录里的“青石县的活动”" in "".join(found.intake.warnings)
    found = decided(SUBMISSION + "抄告：各县区\n", ("抄告", Role.DISTRIBUTION))
    assert found.roles[-1] is Role.DISTRIBUTION
    assert "抄告：各县区" in "".join(found.intake.warnings)
    found = decided(ISSUE, ("报：", Role.PARAGRAPH))
    assert found.intake.bulletin
    assert found.intake.bulletin.distribution.report_to == ""
    assert "报：市委常委" in body(articles(found)[-1])


def test_contents_end_where_the_body_begins() -> None:
    source = text_source(ISSUE, "")
    first = next(i for i, line in enumerate(source.lines) if line.text.startswith("青石县"))
    found = recognise(source, {first: Role.TITLE})
    assert titles(found)[0] == "青石县开展清洁家园志愿服务活动"
    assert found.roles[first - 1] is Role.CONTENTS


def test_saying_what_was_recognised_changes_nothing() -> None:
    for text in (ISSUE, SUBMISSION, printed(FULL, Print(measure=26))):
        source = text_source(text, "")
        found = recognise(source)
        for place, role in enumerate(found.roles):
            assert plainly(recognise(source, {place: role}).intake) == plainly(found.intake)


def test_decisions_about_lines_that_are_not_there_are_nothing() -> None:
    source = text_source(SUBMISSION, "")
    assert recognise(source, {99: Role.TITLE, -1: Role.COLUMN}).roles == recognise(source).roles
    assert recognise(Source("text", "空.txt")).doubts


_TEXTS = [
    printed(issue, how)
    for issue in (FULL, PLAIN)
    for how in (Print(), Print(measure=26, lines_per_page=22, page_break="— N —"))
] + [ISSUE, SUBMISSION]


def _lost(source: Source, decisions: Mapping[int, Role], found: Recognised) -> Counter[str]:
    """Return the letters that are neither in the intake, nor told, nor dropped by the clerk."""
    kept = [
        line.text for i, line in enumerate(source.lines) if decisions.get(i) is not Role.DROPPED
    ]
    missing = unaccounted("\n".join(kept), found.intake)
    return Counter({char: n for char, n in missing.items() if char.isalnum()})


def _check(source: Source, decisions: dict[int, Role]) -> None:
    # A column that takes over a title spelled in the contents says it once instead of twice.
    decisions = {
        i: role
        for i, role in decisions.items()
        if role is not Role.COLUMN or len(source.lines[i].text) < 12
    }
    found = recognise(source, decisions)
    assert all(found.roles[i] is role for i, role in decisions.items())
    assert len(found.roles) == len(source.lines)
    assert not _lost(source, decisions, found), decisions


@given(st.data())
@settings(max_examples=100, derandomize=True)
def test_whatever_the_clerk_decides_nothing_is_lost(data: st.DataObject) -> None:
    source = text_source(data.draw(st.sampled_from(_TEXTS)), "")
    places = st.integers(0, len(source.lines) - 1)
    _check(source, data.draw(st.dictionaries(places, st.sampled_from(list(Role)), max_size=8)))


@pytest.mark.parametrize("name", ["000", "002", "003", "004"])
def test_decisions_about_real_bulletins_lose_nothing(corpus_dir: Path, name: str) -> None:
    (path,) = corpus_dir.glob(f"{name}_*.txt")
    source = text_source(path.read_text(encoding="utf-8"), path.name)
    chance = random.Random(int(name))
    for _ in range(60):
        places = [chance.randrange(len(source.lines)) for _ in range(chance.randint(1, 5))]
        _check(source, {place: chance.choice(list(Role)) for place in places})


# What a batch keeps without asking


def test_a_clean_issue_raises_no_doubt() -> None:
    assert recognise(text_source(ISSUE, "")).doubts == ()
    assert recognise(text_source(SUBMISSION, "")).certain


@pytest.mark.parametrize(
    ("old", "new", "doubt"),
    [
        ("云泽精神文明建设\n简报\n", "", "没有认出刊名"),
        ("第 6 期\n云泽市文明办\n2025年4月18日\n", "", "没有认出期号和日期"),
        ("目  录\n【工作动态】\n", "目  录\n【工作动态】\n1.市领导慰问环卫工人……2\n", "没有找到"),
        ("青石县开展清洁家园志愿服务活动\n（青石县文明办）", "【短讯】", "没有认出标题"),
        ("活动\n（青石县文明办）", "活动\n（青石县文明办）\n\n\n\n扫码\n\n\n\n", "没有认出用途"),
    ],
)  # fmt: skip
def test_what_is_missing_is_a_doubt(old: str, new: str, doubt: str) -> None:
    assert old in ISSUE
    found = recognise(text_source(ISSUE.replace(old, new), ""))
    assert any(doubt in text for text in found.doubts)
    assert not found.certain


def test_a_file_s_name_settles_the_doubts_it_answers() -> None:
    text = ISSUE.replace("云泽精神文明建设\n简报\n第 6 期\n云泽市文明办\n2025年4月18日\n", "")
    found = recognise(text_source(text, ""))
    assert len(found.doubts) == 2
    settled = named(found, PurePath("2025年", "云泽文明简报第6期.txt"))
    assert settled.doubts == ()
    assert settled.intake.bulletin
    masthead = settled.intake.bulletin.masthead
    assert (masthead.name, masthead.number, masthead.year) == ("云泽文明简报", 6, 2025)
    assert len(named(found, PurePath("新建文档.txt")).doubts) == 2
    submission = recognise(text_source(SUBMISSION, ""))
    assert named(submission, PurePath("第6期.txt")) == submission


def test_our_own_files_are_taken_at_their_word() -> None:
    bulletin = Bulletin(masthead=Masthead(name="云泽简报"), sections=(Section(name="空"),))
    exact = Intake(bulletin, ())
    source = replace(text_source(SUBMISSION, ""), exact=(exact,), warnings=("接受了修订。",))
    found = recognise(source)
    assert found.intake.bulletin == bulletin
    assert found.intake.warnings == ("接受了修订。",)
    assert found.certain
    assert found.roles[0] is Role.TITLE
    assert recognise(source, {0: Role.PARAGRAPH}).intake.bulletin is None
    both = recognise_all(replace(source, exact=(exact, exact)))
    assert [one.intake.bulletin for one in both] == [bulletin, bulletin]
    assert len(recognise_all(text_source(SUBMISSION, ""))) == 1


# What e-mail and chat put around a text


def test_the_head_of_a_mail_is_left_out_and_told() -> None:
    text = (
        "发件人：青石县文明办\n收件人：市文明办\n主题：投稿\n"
        "时间：2025年4月18日 10:20\n抄送：王主任\n\n"
        f"{SUBMISSION}\n联系人：李晓明\n联系电话：0371-1234567\n发自我的iPhone\n"
    )
    found = recognise(text_source(text, ""))
    assert found.roles[:5] == (Role.DROPPED,) * 5
    assert found.roles[-3:] == (Role.DROPPED,) * 3
    assert titles(found) == ["青石县开展清洁家园志愿服务活动"]
    assert "发件人：青石县文明办" in found.intake.warnings[0]
    assert "联系电话：0371-1234567" in found.intake.warnings[0]
    assert found.certain


@pytest.mark.parametrize(
    "stamp", ["李晓明 2025/4/18 10:21:33", "李晓明 10:21", "2025-04-18 10:21:33 小李(123456)"]
)
def test_names_and_times_of_a_chat_are_left_out(stamp: str) -> None:
    found = recognise(text_source(f"{stamp}\n{SUBMISSION}", ""))
    assert found.roles[0] is Role.DROPPED
    assert titles(found) == ["青石县开展清洁家园志愿服务活动"]


def test_times_in_a_text_stay() -> None:
    text = SUBMISSION.replace("志愿服务聚人心", "签到 8:30")
    assert Role.DROPPED not in recognise(text_source(text, "")).roles


_CREDITS = [
    ("供稿单位：青石县文明办", "青石县文明办", ("青石县文明办",)),
    ("来源：青石县融媒体中心", "青石县融媒体中心", ("青石县融媒体中心",)),
    ("作者：李晓明", "李晓明", ()),
    ("通讯员 李晓明", "通讯员 李晓明", ()),
    ("报送单位：青石县文明办", "青石县文明办", ("青石县文明办",)),
    (
        "供稿单位：中共青石县委宣传部、青石县文明办、青石县教育局、青石县新时代文明实践中心",
        "中共青石县委宣传部、青石县文明办、青石县教育局、青石县新时代文明实践中心",
        ("中共青石县委宣传部", "青石县文明办", "青石县教育局", "青石县新时代文明实践中心"),
    ),
]


@pytest.mark.parametrize(
    ("line", "byline", "units", "below"),
    [(*credit, below) for credit in _CREDITS for below in (False, "：" in credit[0])],
)
def test_who_sent_it_is_known_above_the_text_and_below(
    line: str, byline: str, units: tuple[str, ...], below: bool
) -> None:
    head = "青石县开展清洁家园志愿服务活动\n"
    text = f"{head}{NEWS}\n{WORK}\n{line}\n" if below else f"{head}{line}\n{NEWS}\n{WORK}\n"
    found = recognise(text_source(text, ""))
    (article,) = articles(found)
    assert (article.byline, article.units, body(article)) == (byline, units, [NEWS, WORK])
    assert found.roles[3 if below else 1] is Role.BYLINE
    assert found.certain
