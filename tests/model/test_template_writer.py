"""Writing templates: what is read back is the same template, and only what differs is said."""

from dataclasses import replace

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from bulletin_desk.model import template_keys as keys
from bulletin_desk.model.flow import Align
from bulletin_desk.model.template import (
    PRESETS,
    STYLE_NAMES,
    MastheadPart,
    RuleStyle,
    SectionDefault,
    Template,
)
from bulletin_desk.model.template_file import parse_template
from bulletin_desk.model.template_values import (
    checked,
    default_style,
    default_template,
    nearest_preset,
    template_misfits,
    value,
    with_value,
)
from bulletin_desk.model.template_writer import write_template
from bulletin_desk.model.templates import all_templates, load_template
from bulletin_desk.model.units import SIZES

# Every control character but the newline is refused; a lone surrogate is no text.
LINES = st.text(st.characters(exclude_categories=("Cc", "Cs")), max_size=12)
TEXTS = st.text(st.one_of(st.characters(exclude_categories=("Cc", "Cs")), st.just("\n")))
NUMBERS = st.one_of(
    st.integers(-20, 200),
    st.floats(-20, 200, allow_nan=False),
    st.sampled_from([25.4, 31.7, 34.58, -0.207, 28.95, 0.1, 1e-7]),
)
VALUES = st.one_of(
    NUMBERS,
    st.booleans(),
    LINES,
    TEXTS,
    st.sampled_from(["#c00000", "#00FF00", *SIZES, *keys.FONT_ROLES, *(a.value for a in Align)]),
    st.sampled_from(["clreq", "bulleted", "never", "（{}）", "－{n}－", "gb-strict", "gb-grid"]),
    st.lists(st.sampled_from([part.value for part in MastheadPart]), max_size=6),
)
PLACES = [
    (path, key)
    for path, table in (
        ("", {"description": None}),
        ("page", keys.PAGE),
        ("masthead", {key: None for key in keys.MASTHEAD if key != "rule"}),
        ("masthead.rule", keys.RULE),
        ("contents", keys.CONTENTS),
        ("article", keys.ARTICLE),
        ("footer", {key: None for key in keys.FOOTER if key not in ("outer", "inner")}),
        ("footer.outer", keys.RULE),
        ("footer.inner", keys.RULE),
        ("distribution", keys.DISTRIBUTION),
        ("page_number", keys.PAGE_NUMBER),
        ("numbering", keys.NUMBERING),
        *((f"styles.{name}", keys.STYLE) for name in STYLE_NAMES),
    )
    for key in table
]
SECTIONS = st.lists(st.builds(SectionDefault, LINES.filter(bool), st.booleans()), max_size=3).map(
    tuple
)


@st.composite
def templates(draw: st.DrawFn) -> Template:
    """Templates with any values that the TOML may hold, on any page."""
    start = draw(st.sampled_from(all_templates()))
    template = replace(
        default_template(start, PRESETS[draw(st.sampled_from(list(PRESETS)))]),
        id=draw(LINES.filter(bool)),
        name=draw(LINES.filter(bool)),
        sections=draw(SECTIONS),
    )
    for path, key in draw(st.lists(st.sampled_from(PLACES), max_size=12)):
        try:
            given_value = checked(path, key, draw(VALUES))
        except keys.WrongValueError:
            continue
        template = with_value(template, path, key, given_value)
    return template


@given(templates())
def test_what_is_written_is_read_back_the_same(template: Template) -> None:
    assume(not list(template_misfits(template)))
    assert parse_template(write_template(template), "own.toml") == template


@pytest.mark.parametrize("template", all_templates(), ids=lambda template: template.id)
def test_every_built_in_template_is_read_back_the_same(template: Template) -> None:
    text = write_template(template)
    assert parse_template(text, "own.toml") == template
    assert "colour" not in text  # none of them has another one


def test_only_what_differs_is_written_in_the_documented_order() -> None:
    template = load_template("gongzuo")
    template = with_value(template, "styles.title", "size", SIZES["小二"])
    template = with_value(template, "styles.title", "align", Align.LEFT)
    template = with_value(template, "masthead", "notice", "内部资料\n“注意”\\保存")
    assert write_template(template) == (
        'id = "gongzuo"\nname = "工作简报"\n'
        'description = "严格按 GB/T 9704：每页 22 行、每行 28 字，目录带页码"\n\n'
        '[page]\npreset = "gb-strict"\n\n'
        '[masthead]\nseries = "工作简报"\nnotice = "内部资料\\n“注意”\\\\保存"\n\n'
        '[contents]\nheading = "目　录"\npage_numbers = true\n\n'
        '[[sections]]\nname = "工作动态"\n\n[[sections]]\nname = "经验交流"\n\n'
        '[styles.masthead_name]\nsize = "特号"\npitch = 72\n\n'
        '[styles.contents_item]\nsize = "四号"\nleader = "…"\n\n'
        '[styles.title]\nsize = "小二"\nalign = "left"\n'
    )


def test_rules_of_the_footer_are_written_whole() -> None:
    plain = load_template("huiyi")
    for rule in (RuleStyle(), RuleStyle(0.5, "#FF0000"), RuleStyle(1.0, after=3.0)):
        template = replace(plain, footer=replace(plain.footer, outer=rule, inner=rule))
        assert parse_template(write_template(template), "x").footer == template.footer


def test_another_preset_takes_along_what_was_a_default() -> None:
    template = with_value(load_template("jingshen-wenming"), "styles.body", "pitch", 30.0)
    moved = with_value(template, "page", "preset", checked("page", "preset", "gb-strict"))
    assert value(moved, "page", "preset") == "gb-strict"
    assert moved.styles["note"].pitch == 29.6
    assert moved.styles["body"].pitch == 30.0  # the clerk's own
    assert moved.styles["masthead_name"].pitch == 72  # the template's own
    assert moved.page_number == load_template("gongzuo").page_number
    assert moved.page == replace(load_template("gongzuo").page)


def test_the_pages_pitch_is_that_of_the_styles_on_its_grid() -> None:
    template = with_value(load_template("jingshen-wenming"), "page", "pitch", 30.0)
    assert template.styles["body"].pitch == template.styles["heading1"].pitch == 30
    assert template.styles["title"].pitch == 35
    assert default_style(template, "quotation") == template.styles["quotation"]
    assert value(template, "page", "preset") == ""
    assert nearest_preset(template) == "word-default"


def test_page_numbers_go_and_come() -> None:
    template = load_template("gongzuo")
    without = with_value(template, "page_number", "show", False)
    assert without.page_number is None
    assert with_value(without, "page_number", "show", True) == template
