"""What file names say of an issue; what is not sure is not guessed."""

import datetime
from dataclasses import replace
from pathlib import PurePath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bulletin_desk.intake.filenames import NameGuess, guess_name, with_guess
from bulletin_desk.model.bulletin import Bulletin, Masthead

DAY = datetime.date(2021, 3, 8)


@pytest.mark.parametrize(
    ("path", "guess"),
    [
        ("云泽精神文明建设简报第7期.docx", NameGuess("云泽精神文明建设简报", 7)),
        ("第 07 期.doc", NameGuess(number=7)),
        ("工作简报第七期.wps", NameGuess("工作简报", 7)),
        ("12期.doc", NameGuess(number=12)),
        ("简报7.doc", NameGuess(number=7)),
        ("简报（7）.doc", NameGuess(number=7)),
        ("云泽要情2021年第3期总第88期（定）.pdf", NameGuess("云泽要情", 3, 2021, None, False, 88)),
        ("工作简报（总第112期）.pdf", NameGuess("工作简报", serial_number=112)),
        ("青石县信息快报增刊1.doc", NameGuess("青石县信息快报", 1, supplement=True)),
        ("增刊第2期.doc", NameGuess(number=2, supplement=True)),
        ("增刊.doc", NameGuess(supplement=True)),
        ("2021年第12期(1).docx", NameGuess(number=12, year=2021)),
        ("二〇二一年第三期.doc", NameGuess(number=3, year=2021)),
        ("简报2021-13.doc", NameGuess(number=13, year=2021)),
    ],
)  # fmt: skip
def test_numbers_and_series(path: str, guess: NameGuess) -> None:
    assert guess_name(PurePath(path)) == guess


@pytest.mark.parametrize(
    "name",
    ["20210308", "2021-03-08", "2021.3.8", "2021_03_08", "2021年3月8日", "2021 年 03 月 08 日"],
)
@pytest.mark.parametrize("suffix", ["", ".docx"])
def test_dates(name: str, suffix: str) -> None:
    assert guess_name(PurePath(name + suffix)) == NameGuess(year=2021, date=DAY)


@pytest.mark.parametrize(
    ("path", "guess"),
    [
        ("云泽市工作简报/2021年/第7期/终稿.docx", NameGuess("云泽市工作简报", 7, 2021)),
        ("2021年/第07期（3月8日）.docx", NameGuess("", 7, 2021, DAY)),
        ("2021/工作简报第7期/附件.docx", NameGuess("工作简报", 7, 2021)),
        ("第7期/第8期.docx", NameGuess(number=8)),
        ("2020年/20210308.docx", NameGuess(year=2021, date=DAY)),
        ("第7期/投稿/活动.docx", NameGuess()),
    ],
)
def test_folders_say_what_the_name_does_not(path: str, guess: NameGuess) -> None:
    assert guess_name(PurePath(path)) == guess


@pytest.mark.parametrize(
    "name",
    [
        "20211308.doc",
        "简报3.8.doc",
        "第3期 第4期.doc",
        "简报第1-5期合订.doc",
        "第3期培训班的通知.doc",
        "第0期.doc",
        "活动照片12.doc",
        "简报.doc",
        "",
    ],
)
def test_what_is_not_sure_is_not_guessed(name: str) -> None:
    assert guess_name(PurePath(name)) == NameGuess()


def test_a_month_is_no_number() -> None:
    assert guess_name(PurePath("2021-03 简报.doc")) == NameGuess(year=2021)
    assert guess_name(PurePath("2021年3月份工作简报.doc")) == NameGuess("工作简报", year=2021)


@given(
    st.lists(
        st.text("第总期年月日简报增刊（）()0123456789１二〇-_. /工作信息", max_size=30), max_size=4
    )
)
def test_no_name_is_too_strange(parts: list[str]) -> None:
    guess = guess_name(PurePath(*parts))
    assert guess.number is None or guess.number > 0
    assert guess.date is None or guess.year == guess.date.year


def test_a_guess_fills_what_the_text_lacks() -> None:
    guess = NameGuess("云泽简报", 7, 2021, DAY)
    filled = with_guess(Bulletin(), guess).masthead
    assert filled == Masthead(name="云泽简报", number=7, date=DAY)
    assert with_guess(Bulletin(), NameGuess(year=2021)).masthead.year == 2021
    extra = with_guess(Bulletin(), NameGuess(number=2, supplement=True)).masthead
    assert (extra.number, extra.supplement) == (2, True)
    assert with_guess(Bulletin(), NameGuess(serial_number=112)).masthead.serial_number == 112


def test_a_guess_changes_nothing_that_the_text_says() -> None:
    said = Masthead(name="云泽动态", number=6, date=datetime.date(2022, 1, 5))
    bulletin = Bulletin(masthead=said)
    guess = NameGuess("云泽简报", 7, 2021, DAY, supplement=True, serial_number=9)
    assert with_guess(bulletin, guess) is bulletin
    numbered = Bulletin(masthead=replace(said, number=None, serial_number=40))
    assert with_guess(numbered, guess) is numbered
