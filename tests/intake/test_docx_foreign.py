"""A DOCX that another program wrote comes in as text."""

import io

import docx
import docx.document
import pytest

from bulletin_desk.errors import DeskError
from bulletin_desk.intake.word import read_docx
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


def test_pictures_that_stay_behind_are_told() -> None:
    document = docx.Document()
    document.add_paragraph(BODY)
    document.add_picture(io.BytesIO(PICTURES[WIDE]))
    intake = read_docx(written(document))
    assert any("1 张图片" in warning for warning in intake.warnings)


def test_a_document_of_pictures_alone_is_refused() -> None:
    document = docx.Document()
    document.add_picture(io.BytesIO(PICTURES[WIDE]))
    with pytest.raises(DeskError, match="没有文字"):
        read_docx(written(document))
