import os
from pathlib import Path

import pytest

from bulletin_desk.typeset import system_fonts
from bulletin_desk.typeset.face import Face
from bulletin_desk.typeset.fonts import Fonts, FontsMissing, FontUnreadable
from bulletin_desk.typeset.system_fonts import installed_fonts
from typeset.flow_samples import free_fonts, text, text_lines, typeset


def test_every_role_has_a_face_that_names_itself() -> None:
    families = {role: free_fonts().primary(role).family for role in ("fangsong", "kaiti", "heiti")}
    assert len(set(families.values())) == 3


@pytest.mark.parametrize("char", "堃喆镕昇㛃䶮𠮷〇")
def test_rare_characters_are_never_a_box(char: str) -> None:
    (line,) = text_lines(typeset(text(f"国{char}国")))
    assert line.text == f"国{char}国"
    for run in line.runs:
        assert 0 not in run.glyphs
    assert line.width == pytest.approx(48.0)


def test_a_character_no_face_has_is_reported() -> None:
    fonts = Fonts(system=False)
    assert fonts.missing == ""
    face = fonts.face("fangsong", "\U0010fffd")
    assert face.glyph("\U0010fffd") == 0
    assert fonts.missing == "\U0010fffd"


def test_substitutions_say_what_is_used_instead() -> None:
    found = {entry.role: entry for entry in free_fonts().substitutions()}
    assert found["xiaobiaosong"].wanted == "方正小标宋简体"
    assert found["latin"].used == "Liberation Serif"


def test_an_installed_office_font_is_preferred(monkeypatch: pytest.MonkeyPatch) -> None:
    entry = next(
        face
        for face in installed_fonts()
        if "noto serif cjk sc" in face.names and face.weight == 400
    )
    office = entry._replace(names=("仿宋_gb2312",), family="仿宋_GB2312")
    monkeypatch.setattr("bulletin_desk.typeset.fonts.installed_fonts", lambda: [office])
    fonts = Fonts(system=True)
    assert fonts.primary("fangsong").family == "仿宋_GB2312"
    assert "fangsong" not in {entry.role for entry in fonts.substitutions()}
    assert Fonts(system=False).primary("fangsong").family != "仿宋_GB2312"


def test_bold_is_a_face_where_there_is_one_and_drawn_where_not() -> None:
    heiti, synthetic = free_fonts().bold("heiti")
    assert (heiti.path.name, synthetic) == ("FandolHei-Bold.otf", False)
    assert free_fonts().bold("fangsong") == (free_fonts().primary("fangsong"), True)
    latin, synthetic = free_fonts().bold("latin")
    assert ("Bold" in latin.path.name, synthetic) == (True, False)


def test_no_font_at_all_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("bulletin_desk.typeset.fonts.font_directories", lambda: [tmp_path])
    monkeypatch.setattr("bulletin_desk.typeset.fonts.installed_fonts", list)
    with pytest.raises(FontsMissing, match="字体"):
        Fonts().primary("fangsong")


def test_a_file_that_vanished_is_told(tmp_path: Path) -> None:
    with pytest.raises(FontUnreadable, match="字体"):
        Face(tmp_path / "gone.otf").glyph("国")


def test_metrics_are_in_em() -> None:
    face = free_fonts().primary("fangsong")
    assert face.upem == 1000
    assert face.is_cff
    assert face.ascent == pytest.approx(0.88)
    assert face.advance(face.glyph("国")) == 1.0
    assert not free_fonts().primary("latin").is_cff


def test_words_are_shaped_with_kerning() -> None:
    face = free_fonts().primary("latin")
    shaped = face.shape("AVA")
    assert shaped.width < sum(face.advance(face.glyph(char)) for char in "AVA")
    assert shaped.clusters == (0, 1, 2)


@pytest.fixture
def font_folder(tmp_path: Path) -> Path:
    """A folder with one font, one damaged file and one that is no font."""
    folder = tmp_path / "fonts" / "sub"
    folder.mkdir(parents=True)
    source = free_fonts().primary("latin").path
    (folder / "latin.ttf").write_bytes(source.read_bytes())
    (folder / "damaged.ttf").write_bytes(source.read_bytes()[:600])
    (folder / "notes.ttf").write_text("no font", encoding="utf-8")
    return tmp_path / "fonts"


def test_the_index_finds_fonts_below_a_folder_and_skips_damaged_ones(
    font_folder: Path, tmp_path: Path
) -> None:
    (face,) = installed_fonts([font_folder], tmp_path / "index.json")
    assert face.family == "Liberation Serif"
    assert face.weight == 400


def test_the_kept_index_is_used_until_a_folder_changes(
    font_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = tmp_path / "cache" / "index.json"
    first = installed_fonts([font_folder], kept)

    def unread(path: Path) -> list[system_fonts.Installed]:
        raise AssertionError(path)

    with monkeypatch.context() as patch:
        patch.setattr(system_fonts, "read_font", unread)
        assert installed_fonts([font_folder], kept) == first
    (font_folder / "sub" / "latin.ttf").unlink()
    os.utime(font_folder / "sub", ns=(1, 1))
    assert installed_fonts([font_folder], kept) == []


@pytest.mark.parametrize("damage", ["", "[]", '{"version": 1}', "\ufffd"])
def test_a_damaged_index_is_made_anew(font_folder: Path, tmp_path: Path, damage: str) -> None:
    kept = tmp_path / "index.json"
    kept.write_text(damage, encoding="utf-8")
    assert len(installed_fonts([font_folder], kept)) == 1
    assert installed_fonts([font_folder], kept) == installed_fonts([font_folder], kept)


def test_faces_of_a_collection_are_told_apart() -> None:
    names = {face.names[0]: face.number for face in installed_fonts() if "CJK" in face.family}
    assert names["noto serif cjk sc"] != names["noto serif cjk jp"]
