"""Pictures and tables copied, cut and moved: in the program whole, elsewhere as image or cells."""

import json

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QImage

from bulletin_desk.model.jsonform import blocks_from_json, blocks_to_json
from bulletin_desk.model.richtext import Picture, Table
from bulletin_desk.ui.tables.clipboard import as_text

BLOCKS = "application/x-bulletin-desk-blocks"


def object_mime(block: Picture | Table, data: bytes) -> QMimeData:
    """Return a picture or table for the clipboard; `data` is the picture's file."""
    mime = QMimeData()
    mime.setData(BLOCKS, json.dumps(blocks_to_json((block,))).encode())
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
    if not mime.hasFormat(BLOCKS):
        return []
    try:
        blocks = blocks_from_json(json.loads(bytes(mime.data(BLOCKS).data())))
    except (ValueError, RecursionError):
        return []
    return [block for block in blocks if isinstance(block, Picture | Table)]
