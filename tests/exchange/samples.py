"""Issues with real pictures, and packages of them that were tampered with."""

import hashlib
import io
import json
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from PIL import Image

from bulletin_desk.library import Library
from bulletin_desk.model.bulletin import Bulletin, Section
from bulletin_desk.model.richtext import Picture, Run, plain
from library.samples import article, rich_bulletin

Parts = dict[str, bytes]


def drawing(color: str = "red", kind: str = "PNG", size: tuple[int, int] = (40, 30)) -> bytes:
    """The file of a picture."""
    file = io.BytesIO()
    Image.new("RGB", size, color).save(file, kind)
    return file.getvalue()


def picture_of(data: bytes, media_type: str = "image/png") -> Picture:
    """The block of a picture's file."""
    width, height = Image.open(io.BytesIO(data)).size
    return Picture(hashlib.sha256(data).hexdigest(), media_type, width, height, (Run("现场"),))


def drawn_issue(*pictures: bytes) -> Bulletin:
    """The rich bulletin with these pictures in place of the one that no library has."""
    base = rich_bulletin()
    blocks = tuple(picture_of(data) for data in pictures)
    text = plain("云泽市召开推进会，青石县作经验介绍。")
    drawn = replace(article("有图的稿件", id="a9"), body=(text, *blocks))
    first = replace(base.sections[0], articles=(drawn, *base.sections[0].articles[1:]))
    return replace(base, sections=(first, *base.sections[1:]))


def kept_issue(library: Library, *pictures: bytes) -> int:
    """Keep the drawn issue with its pictures."""
    for data in pictures:
        library.add_picture(data)
    return library.add_issue(drawn_issue(*pictures))


def parts_of(path: Path) -> Parts:
    """The parts of a ZIP file in order."""
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def zipped(parts: Mapping[str, bytes], path: Path) -> Path:
    """A ZIP file of these parts."""
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return path


def sealed(parts: Mapping[str, bytes], change: Callable[[Any], None] | None = None) -> Parts:
    """The parts with a manifest whose hashes fit, after a change of it."""
    manifest = json.loads(parts["manifest.json"])
    manifest["parts"] = {
        name: hashlib.sha256(data).hexdigest()
        for name, data in parts.items()
        if name != "manifest.json"
    }
    if change:
        change(manifest)
    return {**parts, "manifest.json": json.dumps(manifest).encode()}


def with_json(parts: Mapping[str, bytes], change: Callable[[Any], None]) -> Parts:
    """The parts with another issue.json, sealed."""
    document = json.loads(parts["issue.json"])
    change(document)
    return sealed({**parts, "issue.json": json.dumps(document).encode()})


def emptied(bulletin: Bulletin) -> Bulletin:
    """The issue without articles: another content under the same number."""
    return replace(bulletin, sections=(Section("s1", "空"),))
