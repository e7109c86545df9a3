"""A DOCX that another program wrote comes in as text."""

import io

import docx
import docx.document
import docx.shared
import pytest

from bulletin_desk.errors import DeskError
from bulletin_desk.intake.word import read_docx, read_docx_source
from bulletin_desk.model.richtext import Picture
from export.docx_samples import PICTURES, WIDE

TITLE = "市农检中心开展田间课堂技术指导活动"
BODY = "11月16日，市农产品质量检测站联合市第三职业学校前往临河区开展田间课堂技术指导活动。"


def written(document: docx.document.Document) -> bytes:
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def test_its_words_are_all_there_in_order() -> None:
    document = docx.Document()
    document.add_heading(TITLE, 1)
    document.add_paragraph(BODY)
    table = document.add_table(2, 2)
    for index, cell in enumerate(table._cells):
        cell.text = f"第{index}格"
    document.add_paragraph("活动结束后，志愿者清扫了场地。")
    intake = read_docx(written(document))
    assert intake.bulletin is None
    text = "".join("".join(article.text.split()) for article in intake.articles)
    expected = f"{TITLE}{BODY}第0格第1格第2格第3格活动结束后，志愿者清扫了场地。"
    assert text == "".join(expected.split())
    assert intake.articles[0].title == TITLE


def test_a_picture_comes_with_its_file_and_its_size() -> None:
    document = docx.Document()
    document.add_paragraph(BODY)
    document.add_picture(io.BytesIO(PICTURES[WIDE]), width=docx.shared.Mm(50))
    source = read_docx_source(written(document), "来稿.docx")
    assert source.kind == "docx"
    assert source.name == "来稿.docx"
    picture = source.lines[1].block
    assert isinstance(picture, Picture)
    assert (picture.digest, picture.width_mm, picture.rotation) == (WIDE, 50.0, 0)
    assert source.pictures == {WIDE: PICTURES[WIDE]}


def test_a_document_of_pictures_alone_is_refused() -> None:
    document = docx.Document()
    document.add_picture(io.BytesIO(PICTURES[WIDE]))
    with pytest.raises(DeskError, match="没有文字"):
        read_docx(written(document))
