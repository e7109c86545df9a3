"""Pictures and tables copied, cut and moved: in the program whole, elsewhere as image or cells."""

import json

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QImage

from bulletin_desk.model.jsonform import blocks_to_json
from bulletin_desk.model.richtext import Picture, Table
from bulletin_desk.ui.editor.own_blocks import OWN, own_blocks
from bulletin_desk.ui.tables.clipboard import as_text


def object_mime(block: Picture | Table, data: bytes) -> QMimeData:
    """Return a picture or table for the clipboard; `data` is the picture's file."""
    mime = QMimeData()
    mime.setData(OWN, json.dumps(blocks_to_json((block,))).encode())
    if isinstance(block, Table):
        cells = [["".join(run.text for run in cell) for cell in row] for row in block.rows]
        mime.setText(as_text(cells))
    else:
        image = QImage.fromData(data)
        if not image.isNull():
            mime.setImageData(image)
    return mime


def objects_of(mime: QMimeData) -> list[Picture | Table]:
    """Return the pictures and tables that were copied in the program."""
    return [block for block in own_blocks(mime) if isinstance(block, Picture | Table)]
