"""Templates: the six built-in ones, own ones, and sentences for bad ones."""

from pathlib import Path

import pytest

from bulletin_desk.model.template import STYLE_NAMES, ContentsStyle
from bulletin_desk.model.template_file import TemplateError, parse_template
from bulletin_desk.model.templates import BUILT_IN, all_templates, load_template, survey
from bulletin_desk.model.units import MM

HEAD = 'id = "own"\nname = "自用"\n'


def test_the_built_in_templates_are_all_there():
    templates = all_templates()
    assert tuple(template.id for template in templates) == BUILT_IN
    for template in templates:
        assert set(template.styles) == set(STYLE_NAMES)
        assert template.description


def test_gb_strict_fills_the_type_area_of_the_standard():
    """GB/T 9704 5.2: 22 lines of 28 characters fill 156 x 225 mm, 37 mm below the sheet's top."""
    page = load_template("gongzuo").page
    body = load_template("gongzuo").styles["body"]
    first_top = page.top + (page.pitch - body.size) / 2
    last_bottom = first_top + 21 * page.pitch + body.size
    assert first_top / MM == pytest.approx(37, abs=0.1)
    assert (page.height - last_bottom) / MM == pytest.approx(35, abs=0.1)
    assert page.measure / MM == pytest.approx(156)
    assert 28 * (body.size + body.spacing) == pytest.approx(page.measure, abs=0.1)
    assert int(page.depth / page.pitch + 1e-6) == 22


def test_a_template_says_only_what_differs():
    template = parse_template(
        HEAD
        + '[styles.title]\nsize = "一号"\ncolour = "#aa0000"\n[contents]\nstyle = "bulleted"\n',
        "own.toml",
    )
    assert template.styles["title"].size == 26
    assert template.styles["title"].colour == "#AA0000"
    assert template.styles["title"].font == "xiaobiaosong"
    assert template.contents.style is ContentsStyle.BULLETED
    assert template.masthead.parts == load_template("gongzuo").masthead.parts


@pytest.mark.parametrize(
    ("text", "line", "word"),
    [
        ("[page]\npitch = 28\ncolour = 3\n", 5, "colour"),
        ('[styles.title]\n\nsize = "大号"\n', 5, "字号"),
        ("[styles.titel]\nsize = 2\n", 3, "titel"),
        ('[page]\npreset = "a5"\n', 4, "gb-strict"),
        ('[masthead]\nparts = ["name", "logo"]\n', 4, "parts"),
        ('[masthead.rule]\nthickness = "thick"\n', 4, "数字"),
        ('[styles.body]\ncolour = "red"\n', 4, "#RRGGBB"),
        ('[footer]\ncopies_form = "共印份"\n', 4, "{n}"),
        ("masthead = 3\n", 3, "表"),
        ("[page_number]\nshow = 1\n", 4, "true"),
        ("[page]\npitch = 1000\n", 4, "80"),
        ("[[sections]]\nrun_in = true\n", 3, "栏目"),
        ("colour = 1\n", 3, "colour"),
        ('description = "a"\ndescription = "b"\n', 4, "TOML"),
    ],
)
def test_a_mistake_is_told_with_its_line_and_reason(text: str, line: int, word: str):
    with pytest.raises(TemplateError) as error:
        parse_template(HEAD + text, "own.toml")
    message = str(error.value)
    assert f"第{line}行" in message
    assert word in message


def test_a_template_without_an_id_is_refused():
    with pytest.raises(TemplateError, match="id"):
        parse_template('name = "a"\n', "own.toml")


@pytest.mark.parametrize("name", ["nothing", "../templates/gongzuo", "..\\gongzuo", ""])
def test_an_unknown_template_is_refused_with_the_known_ones(name: str):
    with pytest.raises(TemplateError, match="gongzuo"):
        load_template(name)


def test_an_own_template_comes_before_a_built_in_one(home: Path):
    folder = home / ".local" / "share" / "bulletin-desk" / "templates"
    folder.mkdir(parents=True)
    (folder / "gongzuo.toml").write_text('id = "gongzuo"\nname = "我们的"\n', encoding="utf-8")
    (folder / "own.toml").write_text(HEAD, encoding="utf-8")
    assert load_template("gongzuo").name == "我们的"
    assert [template.id for template in all_templates()] == [*BUILT_IN, "own"]


def test_a_template_file_that_is_no_text_is_refused(home: Path):
    folder = home / ".local" / "share" / "bulletin-desk" / "templates"
    folder.mkdir(parents=True)
    (folder / "junk.toml").write_bytes(b"\xff\xfe\x00junk\xff")
    with pytest.raises(TemplateError, match="UTF-8"):
        load_template("junk")


@pytest.mark.parametrize(
    ("text", "line", "word"),
    [
        ("[page]\ntop = 120\nbottom = 120\npitch = 80\n", 4, "三行"),
        ("[page]\nlines = 80\npitch = 80\n", 4, "超出了版心高"),
        ("[styles.body]\nsize = 120\n", 3, "pitch"),
        ("[styles.body]\nsize = 120\npitch = 130\nindent = 20\n", 4, "排不下两个字"),
        ("[styles.body]\nindent = -20\n", 4, "负的缩进"),
        ("[styles.body]\nsize = 4\nspacing = -5\n", 5, "挤到了一起"),
        ("[page]\ntop = 120\nbottom = 120\n[styles.body]\nbefore = 300\n", 7, "版心高"),
        ("[page_number]\ndrop = 40\n", 4, "纸外"),
        (f'[page_number]\nform = "{{n}}{"长" * 90}"\n', 4, "宽"),
        (f'[footer]\nreport_label = "{"报" * 90}"\n', 4, "半行"),
        ('[contents]\nbullet = "●\\t"\n', 4, "控制字符"),
        ('[contents]\nheading = "目\\n录"\n', 4, "一行"),
        ("[masthead.rule]\nbefore = 200\nafter = 200\n", 4, "空白"),
    ],
)
def test_what_leaves_no_room_on_the_page_is_refused(text: str, line: int, word: str):
    with pytest.raises(TemplateError) as told:
        parse_template(HEAD + text, "own.toml")
    assert f"第{line}行" in str(told.value)
    assert word in str(told.value)


def test_brackets_without_end_are_refused():
    with pytest.raises(TemplateError, match="套得太深"):
        parse_template("x = " + "[" * 5000, "own.toml")


def test_one_bad_template_hides_no_other(home: Path):
    folder = home / ".local" / "share" / "bulletin-desk" / "templates"
    folder.mkdir(parents=True)
    (folder / "bad.toml").write_text("[page\n", encoding="utf-8")
    (folder / "other.toml").write_text(HEAD, encoding="utf-8")
    (folder / "own.toml").write_text(HEAD, encoding="utf-8")
    templates, wrong = survey()
    assert tuple(template.id for template in templates) == (*BUILT_IN, "own")
    assert ["bad.toml" in str(error) for error in wrong] == [True, False]
    assert "与文件名相同" in str(wrong[1])
    with pytest.raises(TemplateError, match="可用的是：jingshen-wenming"):
        load_template("none")
