"""The JSON form of a source, in which a file waits for its review. The pictures stay beside it.

    source  {"version": 1, "kind", "name", "lines" [line…], "blocks" [block…], "exact" [intake…],
             "warnings" [text…], "pictures" [sha256…]}
    line    "text", or {"text", "whole", "indent", "gap", "page", "size", "bold", "red", "align",
             "heading", "page_number", "runs": n, "block": n}; n counts in "blocks", where runs
             stand as a paragraph of their own
    intake  {"bulletin", "articles", "warnings", "pictures"}, with the documents of model.jsonform

A key whose value is the default is left out. Blocks are those of model.jsonform.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from typing import cast

from bulletin_desk.intake.result import Intake, IntakeError
from bulletin_desk.intake.source import Align, Source, SourceLine
from bulletin_desk.model.jsonfields import Fields, read_object, read_objects
from bulletin_desk.model.jsonform import (
    article_from_json,
    article_to_json,
    blocks_from_json,
    blocks_to_json,
    bulletin_from_json,
    bulletin_to_json,
)
from bulletin_desk.model.richtext import Block, Paragraph, Picture, Table

VERSION = 1
_PLAIN = SourceLine("")
# What stands in the form as it is.
_KEYS = ("whole", "indent", "gap", "page", "size", "bold", "red", "heading", "page_number")

_Json = dict[str, object]


def source_to_json(source: Source) -> str:
    """Return a source as text, without the files of its pictures."""
    blocks: list[Block] = []
    form: _Json = {
        "version": VERSION,
        "kind": source.kind,
        "name": source.name,
        "lines": [_line(line, blocks) for line in source.lines],
        "blocks": blocks_to_json(tuple(blocks))["blocks"],
        "exact": [_intake(intake) for intake in source.exact],
        "warnings": list(source.warnings),
        "pictures": sorted(source.pictures),
    }
    text = json.dumps(form, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    try:
        text.encode()
    except UnicodeEncodeError:  # a file's name may hold bytes that are no text
        return json.dumps(form, allow_nan=False, separators=(",", ":"))
    return text


def source_from_json(text: str, pictures: Mapping[str, bytes]) -> Source:
    """Return the source of a text, with its pictures; IntakeError where it is damaged."""
    try:
        return read_object(json.loads(text), "source", lambda fields: _read(fields, pictures))
    except (ValueError, RecursionError) as error:
        raise IntakeError("这份待核对的文件已经损坏，读不出来。请重新导入原来的文件。") from error


# Writing


def _line(line: SourceLine, blocks: list[Block]) -> object:
    form: _Json = {"text": line.text}
    for key in _KEYS:
        if getattr(line, key) != getattr(_PLAIN, key):
            form[key] = getattr(line, key)
    if line.align:
        form["align"] = line.align.value
    if line.runs:
        form["runs"] = len(blocks)
        blocks.append(Paragraph(line.runs))
    if line.block is not None:
        form["block"] = len(blocks)
        blocks.append(line.block)
    return form if len(form) > 1 else line.text


def _intake(intake: Intake) -> _Json:
    return {
        "bulletin": bulletin_to_json(intake.bulletin) if intake.bulletin else None,
        "articles": [article_to_json(article) for article in intake.articles],
        "warnings": list(intake.warnings),
        "pictures": sorted(intake.pictures),
    }


# Reading


def _read(fields: Fields, pictures: Mapping[str, bytes]) -> Source:
    if fields.take("version") != VERSION:
        raise ValueError(".version: not known")
    blocks = blocks_from_json({"version": 1, "blocks": fields.items("blocks")})
    return Source(
        kind=fields.text("kind"),
        name=fields.text("name"),
        lines=tuple([_read_line(value, blocks) for value in fields.items("lines")]),
        exact=read_objects(fields, "exact", lambda own: _read_intake(own, pictures)),
        warnings=_texts(fields, "warnings"),
        pictures=_pictures(fields, pictures),
    )


def _read_line(value: object, blocks: Sequence[Block]) -> SourceLine:
    if isinstance(value, str):
        return SourceLine(value)
    return read_object(value, ".lines", _line_reader(blocks))


def _line_reader(blocks: Sequence[Block]) -> Callable[[Fields], SourceLine]:
    def read(fields: Fields) -> SourceLine:
        runs = _block_at(fields, "runs", blocks)
        block = _block_at(fields, "block", blocks)
        if not isinstance(runs, Paragraph | None) or not isinstance(block, Picture | Table | None):
            raise ValueError(".block: of another kind")
        return SourceLine(
            text=fields.text("text"),
            whole=fields.flag("whole"),
            indent=fields.length("indent") or 0.0,
            gap=fields.whole("gap") or 0,
            page=fields.flag("page"),
            size=fields.length("size") or 0.0,
            bold=fields.flag("bold"),
            red=fields.flag("red"),
            align=Align(fields.text("align")),
            heading=fields.whole("heading") or 0,
            runs=runs.runs if runs else (),
            block=block,
            page_number=fields.whole("page_number") or 0,
        )

    return read


def _block_at(fields: Fields, key: str, blocks: Sequence[Block]) -> Block | None:
    place = fields.whole(key)
    if place is None:
        return None
    if not 0 <= place < len(blocks):
        raise ValueError(f".{key}: no such block")
    return blocks[place]


def _read_intake(fields: Fields, pictures: Mapping[str, bytes]) -> Intake:
    bulletin = fields.take("bulletin")
    return Intake(
        bulletin=None if bulletin is None else bulletin_from_json(bulletin),
        articles=tuple([article_from_json(article) for article in fields.items("articles")]),
        warnings=_texts(fields, "warnings"),
        pictures=_pictures(fields, pictures),
    )


def _texts(fields: Fields, key: str) -> tuple[str, ...]:
    values = fields.items(key)
    if not all(isinstance(value, str) for value in values):
        raise ValueError(f".{key}: texts are expected")
    return tuple(cast("list[str]", values))


def _pictures(fields: Fields, pictures: Mapping[str, bytes]) -> dict[str, bytes]:
    return {name: pictures[name] for name in _texts(fields, "pictures") if name in pictures}
