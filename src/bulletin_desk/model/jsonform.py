"""The JSON form of articles and bulletins: how the library, backups and other programs keep them.

Every document is an object with `"version": 1` and the keys below. A key whose value is the
default is left out; an unknown key or version is refused, so that nothing is lost unnoticed.

    document   {"version": 1, "blocks": [block…]}        rich text, by blocks_to_json
               {"version": 1, …article}                  by article_to_json
               {"version": 1, …bulletin}                 by bulletin_to_json
    bulletin   template, masthead {…}, contents (default true), sections [section…],
               distribution {report_to, send_to, issue_to, copies},
               contents_style "grouped" or "bulleted", contents_pages true or false; both are
               left out where the template decides
    masthead   name, number, serial_number, supplement, year, issuer, date, classification,
               copy_number, notice
    section    id, name, articles [article…]
    article    id, title, subtitle, byline, units [text…], date, run_in, body [block…],
               origin
    block      paragraph: {"runs": [run…], "kind": "heading1"}         kind defaults to "body"
               picture: {"picture": sha256, "media_type", "pixels": [width, height],
                         "caption": [run…], "width_mm", "rotation", "original"}
               table: {"table": [[cell…]…], "header_rows"}             cell: [run…]; default 1
    run        "text", or {"text": "text", "bold": true, "kai": true}
    date       "2026-02-03"

The template and every id are always written. Text is kept to the character, line breaks included.
"""

import datetime
from collections.abc import Callable
from typing import TypeVar, cast

from bulletin_desk.model.bulletin import (
    Article,
    Bulletin,
    ContentsStyle,
    Distribution,
    Masthead,
    Section,
)
from bulletin_desk.model.jsonfields import Fields, as_list, as_whole, read_object, read_objects
from bulletin_desk.model.richtext import Block, Paragraph, ParagraphKind, Picture, Run, Table

VERSION = 1

Json = dict[str, object]
T = TypeVar("T")


def blocks_to_json(blocks: tuple[Block, ...]) -> Json:
    """Return rich text as a document."""
    return {"version": VERSION, "blocks": [_block(block) for block in blocks]}


def blocks_from_json(document: object) -> tuple[Block, ...]:
    """Return the rich text of a document; ValueError says where it is malformed."""
    return _read_document(document, lambda fields: read_objects(fields, "blocks", _read_block))


def article_to_json(article: Article) -> Json:
    """Return one article as a document."""
    return {"version": VERSION, **_article(article)}


def article_from_json(document: object) -> Article:
    """Return the article of a document; ValueError says where it is malformed."""
    return _read_document(document, _read_article)


def bulletin_to_json(bulletin: Bulletin) -> Json:
    """Return one bulletin with its articles as a document."""
    form: Json = {"version": VERSION, "template": bulletin.template}
    masthead = _masthead(bulletin.masthead)
    if masthead:
        form["masthead"] = masthead
    if not bulletin.contents:
        form["contents"] = False
    if bulletin.sections:
        form["sections"] = [_section(section) for section in bulletin.sections]
    distribution = _distribution(bulletin.distribution)
    if distribution:
        form["distribution"] = distribution
    if bulletin.contents_style is not None:
        form["contents_style"] = bulletin.contents_style.value
    if bulletin.contents_pages is not None:
        form["contents_pages"] = bulletin.contents_pages
    return form


def bulletin_from_json(document: object) -> Bulletin:
    """Return the bulletin of a document; ValueError says where it is malformed."""
    return _read_document(document, _read_bulletin)


# Writing


def _present(form: Json) -> Json:
    """Leave out what is empty, absent or false: the defaults of most keys."""
    # The number 0 is a value and not an absence.
    return {k: v for k, v in form.items() if v is not False and (v or v == 0)}


def _date(date: datetime.date | None) -> str | None:
    return date.isoformat() if date else None


def _masthead(masthead: Masthead) -> Json:
    return _present(
        {
            "name": masthead.name,
            "number": masthead.number,
            "serial_number": masthead.serial_number,
            "supplement": masthead.supplement,
            "year": masthead.year,
            "issuer": masthead.issuer,
            "date": _date(masthead.date),
            "classification": masthead.classification,
            "copy_number": masthead.copy_number,
            "notice": masthead.notice,
        }
    )


def _distribution(distribution: Distribution) -> Json:
    return _present(
        {
            "report_to": distribution.report_to,
            "send_to": distribution.send_to,
            "issue_to": distribution.issue_to,
            "copies": distribution.copies,
        }
    )


def _section(section: Section) -> Json:
    articles = [_article(article) for article in section.articles]
    return {"id": section.id, **_present({"name": section.name, "articles": articles})}


def _article(article: Article) -> Json:
    rest = _present(
        {
            "title": article.title,
            "subtitle": article.subtitle,
            "byline": article.byline,
            "units": list(article.units),
            "date": _date(article.date),
            "run_in": article.run_in,
            "body": [_block(block) for block in article.body],
            "origin": article.origin,
        }
    )
    return {"id": article.id, **rest}


def _block(block: Block) -> Json:
    match block:
        case Paragraph(runs, kind):
            form: Json = {"runs": _runs(runs)}
            if kind is not ParagraphKind.BODY:
                form["kind"] = kind.value
            return form
        case Picture():
            return _picture(block)
        case Table(rows, header_rows):
            form = {"table": [[_runs(cell) for cell in row] for row in rows]}
            if header_rows != 1:
                form["header_rows"] = header_rows
            return form


def _picture(picture: Picture) -> Json:
    form: Json = {
        "picture": picture.digest,
        "media_type": picture.media_type,
        "pixels": [picture.pixel_width, picture.pixel_height],
    }
    if picture.caption:
        form["caption"] = _runs(picture.caption)
    if picture.width_mm is not None:
        form["width_mm"] = picture.width_mm
    if picture.rotation:
        form["rotation"] = picture.rotation
    if picture.original:
        form["original"] = picture.original
    return form


def _runs(runs: tuple[Run, ...]) -> list[object]:
    return [
        _present({"bold": run.bold, "kai": run.kai}) | {"text": run.text}
        if run.bold or run.kai
        else run.text
        for run in runs
    ]


# Reading


def _read_document(document: object, read: Callable[[Fields], T]) -> T:
    def versioned(fields: Fields) -> T:
        version = fields.take("version")
        if version != VERSION or isinstance(version, bool):
            raise ValueError(f": version {version!r:.40} is not known, only {VERSION}")
        return read(fields)

    return read_object(document, "document", versioned)


def _read_bulletin(fields: Fields) -> Bulletin:
    return Bulletin(
        template=fields.text("template", default=None),
        masthead=read_object(fields.nested("masthead"), ".masthead", _read_masthead),
        contents=fields.flag("contents", default=True),
        sections=read_objects(fields, "sections", _read_section),
        distribution=read_object(
            fields.nested("distribution"), ".distribution", _read_distribution
        ),
        contents_style=_contents_style(fields),
        contents_pages=fields.flag("contents_pages") if "contents_pages" in fields else None,
    )


def _contents_style(fields: Fields) -> ContentsStyle | None:
    style = fields.text("contents_style")
    if style and style not in set(ContentsStyle):
        raise ValueError(f".contents_style: {style!r:.40} is not known")
    return ContentsStyle(style) if style else None


def _read_masthead(fields: Fields) -> Masthead:
    return Masthead(
        name=fields.text("name"),
        number=fields.whole("number"),
        serial_number=fields.whole("serial_number"),
        supplement=fields.flag("supplement"),
        year=fields.whole("year"),
        issuer=fields.text("issuer"),
        date=fields.date("date"),
        classification=fields.text("classification"),
        copy_number=fields.text("copy_number"),
        notice=fields.text("notice"),
    )


def _read_distribution(fields: Fields) -> Distribution:
    return Distribution(
        report_to=fields.text("report_to"),
        send_to=fields.text("send_to"),
        issue_to=fields.text("issue_to"),
        copies=fields.whole("copies"),
    )


def _read_section(fields: Fields) -> Section:
    return Section(
        id=fields.text("id", default=None),
        name=fields.text("name"),
        articles=read_objects(fields, "articles", _read_article),
    )


def _read_article(fields: Fields) -> Article:
    units = fields.items("units")
    if not all(isinstance(unit, str) for unit in units):
        raise ValueError(f".units: a list of texts is expected, not {units!r:.40}")
    return Article(
        id=fields.text("id", default=None),
        title=fields.text("title"),
        subtitle=fields.text("subtitle"),
        byline=fields.text("byline"),
        units=tuple(cast("list[str]", units)),
        date=fields.date("date"),
        run_in=fields.flag("run_in"),
        body=read_objects(fields, "body", _read_block),
        origin=fields.text("origin"),
    )


def _read_block(fields: Fields) -> Block:
    if "picture" in fields:
        return _read_picture(fields)
    if "table" in fields:
        rows = [as_list(row, "table") for row in fields.items("table")]
        cells = tuple([tuple([_read_runs(cell, "table") for cell in row]) for row in rows])
        header_rows = fields.whole("header_rows")
        return Table(cells, 1 if header_rows is None else header_rows)
    return Paragraph(_read_runs(fields.take("runs"), "runs"), _read_kind(fields))


def _read_kind(fields: Fields) -> ParagraphKind:
    kind = fields.text("kind", default="body")
    try:
        return ParagraphKind(kind)
    except ValueError:
        raise ValueError(f".kind: {kind!r:.40} is not a kind of paragraph") from None


def _read_picture(fields: Fields) -> Picture:
    digest = fields.text("picture", default=None)
    pixels = [as_whole(value, "pixels") for value in fields.items("pixels")]
    if len(pixels) != 2:
        raise ValueError(f".pixels: width and height are expected, not {pixels!r:.40}")
    return Picture(
        digest=digest,
        media_type=fields.text("media_type", default=None),
        pixel_width=pixels[0],
        pixel_height=pixels[1],
        caption=_read_runs(fields.items("caption"), "caption"),
        width_mm=fields.length("width_mm"),
        rotation=fields.whole("rotation") or 0,
        original=fields.text("original"),
    )


def _read_runs(values: object, key: str) -> tuple[Run, ...]:
    return tuple(
        [
            Run(value) if isinstance(value, str) else read_object(value, f".{key}[{i}]", _read_run)
            for i, value in enumerate(as_list(values, key))
        ]
    )


def _read_run(fields: Fields) -> Run:
    text = fields.text("text", default=None)
    return Run(text, bold=fields.flag("bold"), kai=fields.flag("kai"))
