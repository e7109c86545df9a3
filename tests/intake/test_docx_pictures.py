"""Pictures of a foreign document: in their place, in their size, as they are shown there."""

import io
from pathlib import Path

import pytest
from PIL import Image

from bulletin_desk.intake.source import Source
from bulletin_desk.intake.word.foreign import images
from bulletin_desk.model.richtext import Picture
from intake.docx_made import (
    SENTENCE,
    box,
    graphic,
    inline,
    para,
    picture,
    read,
    relations,
)

PNG = {"media/image1.png": picture()}
TEXT = f"<w:r><w:t>{SENTENCE}</w:t></w:r>"
ANCHORED = f"""<w:r><w:drawing><wp:anchor><wp:positionV relativeFrom="paragraph">
  <wp:posOffset>0</wp:posOffset></wp:positionV><wp:extent cx="720000" cy="360000"/>
  <wp:docPr id="3" name="图片 3"/>{graphic("r0")}</wp:anchor></w:drawing></w:r>"""
VML = """<w:r><w:pict><v:shape style="width:72pt;height:36pt;rotation:90"><v:imagedata
  r:id="r0" o:title="活动"/></v:shape></w:pict></w:r>"""


def shown(source: Source) -> Picture:
    (found,) = [line.block for line in source.lines if line.block]
    assert isinstance(found, Picture)
    return found


def opened(source: Source) -> Image.Image:
    return Image.open(io.BytesIO(source.pictures[shown(source).digest]))


def order(source: Source) -> list[str]:
    return ["图" if line.block else line.text for line in source.lines]


def test_a_picture_stands_before_or_after_its_text_and_the_caption_after_it() -> None:
    caption = para("图为活动现场。")
    after = read(f"<w:p>{TEXT}{inline('r0')}</w:p>{caption}", PNG)
    before = read(f"<w:p>{inline('r0')}{TEXT}</w:p>{caption}", PNG)
    anchored = read(f"<w:p>{ANCHORED}{TEXT}</w:p>{caption}", PNG)
    assert order(after) == order(anchored) == [SENTENCE, "图", "图为活动现场。"]
    assert order(before) == ["图", SENTENCE, "图为活动现场。"]


@pytest.mark.parametrize(
    ("drawn", "width", "rotation"),
    [
        (inline("r0", 1_800_000), 50.0, 0),
        (inline("r0", 1_800_000, 'rot="5400000"'), 25.0, 90),
        (inline("r0", 1_800_000, 'rot="-5400000"'), 25.0, 270),
        (inline("r0", 1_800_000, 'rot="10800000"'), 50.0, 180),
        (ANCHORED, 20.0, 0),
        (VML, 12.7, 90),
        (VML.replace("w:pict", "w:object"), 12.7, 90),
    ],
)
def test_size_and_turn_are_those_of_the_page(drawn: str, width: float, rotation: int) -> None:
    found = shown(read(f"<w:p>{drawn}</w:p>{para(SENTENCE)}", PNG))
    assert (found.width_mm, found.rotation) == (pytest.approx(width), rotation)
    assert (found.pixel_width, found.pixel_height) == (40, 20)


def test_a_picture_in_a_text_box_and_its_caption_come_together() -> None:
    boxed = box(f"<w:p>{inline('r0')}</w:p>{para('图为活动现场。')}")
    assert order(read(f"<w:p>{boxed}{TEXT}</w:p>", PNG)) == ["图", "图为活动现场。", SENTENCE]


def test_pictures_in_a_table_stand_with_their_captions() -> None:
    cell = "<w:tc>{}</w:tc>"
    pictures = cell.format(f"<w:p>{inline('r0')}</w:p>") * 2
    captions = cell.format(para("图一")) + cell.format(para("图二"))
    table = f"<w:tbl><w:tr>{pictures}</w:tr><w:tr>{captions}</w:tr></w:tbl>"
    assert order(read(para(SENTENCE) + table, PNG))[1:] == ["图", "图一", "图", "图二"]


@pytest.mark.parametrize("form", ["TIFF", "BMP", "GIF", "WEBP"])
def test_other_formats_become_png(form: str) -> None:
    source = read(f"<w:p>{TEXT}{inline('r0')}</w:p>", {"media/image1.bin": picture(form)})
    assert shown(source).media_type == "image/png"
    assert (opened(source).format, opened(source).size) == ("PNG", (40, 20))


def test_a_large_picture_of_another_format_is_reduced_and_says_so() -> None:
    content = picture("TIFF", (4000, 100))
    source = read(f"<w:p>{TEXT}{inline('r0')}</w:p>", {"media/image1.tif": content})
    assert opened(source).size == (3000, 75)
    assert shown(source).original == f"4000×100（{len(content) / 1_000_000:.1f} MB）"


@pytest.mark.parametrize(("form", "kind"), [("PNG", "image/png"), ("JPEG", "image/jpeg")])
def test_a_cropped_picture_is_cut_as_it_is_shown(form: str, kind: str) -> None:
    crop = '<a:srcRect l="50000" t="25%"/>'
    body = f"<w:p>{TEXT}{inline('r0', crop=crop)}</w:p>"
    source = read(body, {"media/image1.bin": picture(form)})
    assert shown(source).media_type == kind
    image = opened(source).convert("RGB")
    assert image.size == (20, 15)
    assert min(image.tobytes()) > 200  # the red half is cut off


def test_a_mirrored_picture_is_mirrored() -> None:
    source = read(f"<w:p>{TEXT}{inline('r0', extra='flipH=' + repr('1'))}</w:p>", PNG)
    assert opened(source).convert("RGB").getpixel((2, 2)) == (255, 255, 255)


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"\x01\x00\x00\x00" + b"\0" * 36 + b" EMF", "EMF"),
        (b"\xd7\xcd\xc6\x9a" + b"\0" * 60, "WMF"),
        (b"no picture at all", "不能识别"),
        (picture()[:60], "损坏"),
        (picture("JPEG", (400, 300))[:-900], "损坏"),
    ],
)
def test_what_cannot_be_shown_is_told_and_leaves_the_text(content: bytes, told: str) -> None:
    source = read(f"<w:p>{TEXT}{inline('r0')}</w:p>", {"media/image1.emf": content})
    assert order(source) == [SENTENCE]
    assert len(source.warnings) == 1
    assert told in source.warnings[0]
    assert not source.pictures


def test_a_picture_that_is_too_large_is_not_decoded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(images, "_MAX_PIXELS", 700)
    source = read(f"<w:p>{TEXT}{inline('r0')}</w:p>", PNG)
    assert "太大" in source.warnings[0]


def test_a_picture_outside_of_the_document_is_never_fetched(tmp_path: Path) -> None:
    secret = tmp_path / "secret.png"
    secret.write_bytes(picture())
    body = f"<w:p>{TEXT}{inline('r0')}{inline('r7')}</w:p>"
    for target, mode in ((secret.as_uri(), "External"), ("../../../.." + str(secret), "")):
        outside = relations({target: "image"}, mode)
        source = read(body, {"_rels/document.xml.rels": outside})
        assert order(source) == [SENTENCE]
        assert source.warnings == ("“图片 1”不在文档里，没有读入，请另行插入。",)
    named_inside = relations({"media/image1.png": "image"}, "External")
    source = read(body, {**PNG, "_rels/document.xml.rels": named_inside})
    assert order(source) == [SENTENCE]
    linked = read(body.replace("r:embed", "r:link"), PNG)
    assert linked.warnings == ("“图片 1”只是一个链接，没有读入，请另行插入。",)
    assert not source.pictures


def test_one_file_shown_twice_is_kept_once() -> None:
    source = read(f"<w:p>{inline('r0')}</w:p><w:p>{TEXT}{inline('r0', 900_000)}</w:p>", PNG)
    found = [line.block for line in source.lines if isinstance(line.block, Picture)]
    assert [one.width_mm for one in found] == [50.0, 25.0]
    assert len(source.pictures) == 1


def test_a_rule_drawn_as_a_picture_is_none() -> None:
    assert order(read(f"<w:p>{inline('r0', 20_000)}{TEXT}</w:p>", PNG)) == [SENTENCE]


def grouped(*parts: str, width: int, inner: int) -> str:
    """Return a group of shapes, shown `width` wide and measured `inner` wide by its parts."""
    return f"""<w:r><w:drawing><wp:inline><wp:extent cx="{width}" cy="{width}"/>
      <wp:docPr id="4" name="组合 4"/><a:graphic><a:graphicData uri="g"><wpg:wgp><wpg:grpSpPr>
      <a:xfrm><a:chExt cx="{inner}" cy="{inner}"/></a:xfrm></wpg:grpSpPr>{"".join(parts)}</wpg:wgp>
      </a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"""


def placed(top: int) -> str:
    return f'<a:xfrm><a:off x="0" y="{top}"/><a:ext cx="1000000" cy="500000"/></a:xfrm>'


def test_the_parts_of_a_group_are_read_from_the_top_in_their_shown_size() -> None:
    words = para("图为活动现场。")
    text = f"""<wps:wsp><wps:spPr>{placed(900_000)}</wps:spPr><wps:txbx>
      <w:txbxContent>{words}</w:txbxContent></wps:txbx></wps:wsp>"""
    shape = f"""<pic:pic><pic:blipFill><a:blip r:embed="r0"/></pic:blipFill>
      <pic:spPr>{placed(0)}</pic:spPr></pic:pic>"""
    group = grouped(text, shape, width=3_600_000, inner=2_000_000)
    source = read(f"<w:p>{TEXT}{group}</w:p>", PNG)
    assert order(source) == [SENTENCE, "图", "图为活动现场。"]
    assert shown(source).width_mm == pytest.approx(50.0)
