"""No substitution is silent: what the clerk is told of fonts."""

from bulletin_desk.typeset.fonts import Fonts
from bulletin_desk.typeset.remarks import missing_remark, substitution_remark
from bulletin_desk.typeset.typesetter import Typesetter
from typeset.flow_samples import flow, free_fonts, text


def test_standard_fonts_that_are_not_there_are_named_with_what_is_used() -> None:
    remark = substitution_remark(free_fonts())
    assert "方正小标宋简体（用FandolSong-Bold" in remark
    assert "仿宋_GB2312（用FandolFang" in remark


def test_characters_that_no_font_has_are_named() -> None:
    fonts = Fonts(system=False)
    Typesetter(fonts).typeset(flow(text("发放\U000f1234份，堃㛃𠮷")))
    assert "\U000f1234" in missing_remark(fonts.missing)
    assert "堃" not in missing_remark(fonts.missing)
    assert missing_remark("") == ""


def test_many_characters_are_cut_short() -> None:
    remark = missing_remark("".join(chr(0xF0000 + index) for index in range(50)))
    assert remark.count("、") == 19
    assert "等" in remark
