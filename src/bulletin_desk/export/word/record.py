"""The record: what the printed page does not show, in a small XML part of its own.

Only what belongs to the structure is there (ids, units, dates, parts that the template hides),
never a text that is printed anyway: what a leader deletes is gone from the file. Where a printed
line stands for several values, the line itself is kept beside them, so that a reader can tell
whether it was changed in Word.
"""

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields

from bulletin_desk.export.word.marks import Marks
from bulletin_desk.export.word.package import Package
from bulletin_desk.export.word.xml import R, emu, escape
from bulletin_desk.model.bulletin import Article, Bulletin, Masthead, Section
from bulletin_desk.model.flow import Flow, FlowBlock, Image, Text
from bulletin_desk.model.richtext import Picture
from bulletin_desk.model.states import state_of

NAMESPACE = "urn:bulletin-desk:docx:1"

_ITEM, _PROPERTIES = "customXml/item1.xml", "customXml/itemProps1.xml"
_PROPERTIES_TYPE = "application/vnd.openxmlformats-officedocument.customXmlProperties+xml"
_DATASTORE = "http://schemas.openxmlformats.org/officeDocument/2006/customXml"
_PROPERTIES_XML = (
    f'<ds:datastoreItem xmlns:ds="{_DATASTORE}" '
    'ds:itemID="{5B0C2C1E-6E0D-4C55-9C6B-7D1F0A4B9E21}"><ds:schemaRefs>'
    f'<ds:schemaRef ds:uri="{NAMESPACE}"/></ds:schemaRefs></ds:datastoreItem>'
)


def add_record(package: Package, document: str, issues: Iterable[str]) -> None:
    """Add the part that holds the record of every issue, with the properties that keep it.

    A custom part without properties is dropped by LibreOffice when it saves the document.
    """
    content = f'<issues xmlns="{NAMESPACE}">{"".join(issues)}</issues>'
    package.add(_ITEM, "application/xml", content)
    package.relate(document, f"{R}/customXml", _ITEM)
    package.add(_PROPERTIES, _PROPERTIES_TYPE, _PROPERTIES_XML)
    package.relate(_ITEM, f"{R}/customXmlProps", _PROPERTIES)


def issue_xml(bulletin: Bulletin, flow: Flow, marks: Marks, titles: Mapping[str, str]) -> str:
    """Return the record of one issue, right after its blocks were written."""
    printed = {(text.source.owner, text.source.part) for text in _texts(flow.blocks)}
    sections = "".join(_section_xml(s, marks, printed, titles) for s in bulletin.sections)
    headings = [text for text in _texts(flow.blocks) if text.source.part == "section"]
    return _element(
        "issue",
        {
            "template": bulletin.template,
            "contents": bulletin.contents,
            "contents-style": bulletin.contents_style,
            "contents-pages": {None: None, True: "1", False: "0"}[bulletin.contents_pages],
            "contents-printed": ("", "contents") in {(o and "", p) for o, p in printed},
            "section-form": _section_form(headings),
        },
        _masthead_xml(bulletin.masthead, flow)
        + sections
        + _distribution_xml(bulletin, flow)
        + _pictures_xml(bulletin, flow),
    )


def _section_form(headings: Sequence[Text]) -> str:
    """Return the form that makes every heading of its column's name: 【{}】."""
    first = headings[0] if headings else None
    # The name itself may hold the form's brackets, so that it stands in more than one place.
    for at in range(len(first.text)) if first else ():
        if first and first.text.startswith(first.label, at):
            before, after = first.text[:at], first.text[at + len(first.label) :]
            if all(heading.text == before + heading.label + after for heading in headings):
                return before + "{}" + after
    return "{}"


def _masthead_xml(masthead: Masthead, flow: Flow) -> str:
    values = {item.name: getattr(masthead, item.name) for item in fields(masthead)}
    lines = [
        _element("line", {"style": text.style.name}, escape(text.text))
        for text in _texts(flow.blocks)
        if text.source.part == "masthead"
    ]
    return _element("masthead", values, "".join(lines))


def _section_xml(
    section: Section, marks: Marks, printed: set[tuple[str, str]], titles: Mapping[str, str]
) -> str:
    articles = "".join(
        _article_xml(article, marks, printed, titles.get(article.id, ""))
        for article in section.articles
    )
    values = {"id": section.id, "mark": marks.of("section", section.id), "name": section.name}
    return _element("section", values, articles)


def _article_xml(article: Article, marks: Marks, printed: set[tuple[str, str]], shown: str) -> str:
    values: dict[str, object] = {
        "id": article.id,
        "mark": marks.of("article", article.id),
        "date": article.date,
        "run-in": article.run_in,
        "origin": article.origin,
        "state": state_of(article),
    }
    for part, text in (("subtitle", article.subtitle), ("byline", article.byline)):
        if (article.id, part) not in printed:
            values[part] = text
    if (article.id, "title") not in printed:
        values["title"] = article.title  # a run-in title prints without its manual breaks
    elif shown and shown != article.title:
        # Its lines are ours, not the clerk's: unless they were changed, they are no manual breaks.
        values |= {"title": article.title, "printed-title": shown}
    units = "".join(_element("unit", {}, escape(unit)) for unit in article.units)
    return _element("article", values, units)


def _distribution_xml(bulletin: Bulletin, flow: Flow) -> str:
    """Return the label of each list that is printed, and the line of the copies."""
    values = bulletin.distribution
    lists = [name for name in ("report_to", "send_to", "issue_to") if getattr(values, name)]
    texts = [text for text in _texts(flow.closing) if text.source.part == "distribution"]
    labelled = [text for text in texts if text.style.name == "distribution"]
    entries = [
        _element("list", {"field": name}, escape(text.text[: text.source.offset]))
        for name, text in zip(lists, labelled, strict=False)
    ]
    return _element("distribution", {"state": state_of(values)}, "".join(entries))


def _pictures_xml(bulletin: Bulletin, flow: Flow) -> str:
    """Return the pictures in printed order, as the drawings of the document are numbered.

    The printed width shows a reader whether a picture was resized in Word.
    """
    widths = [emu(block.width) for block in flow.blocks if isinstance(block, Image)]
    pictures = [
        block
        for article in bulletin.articles()
        for block in article.body
        if isinstance(block, Picture)
    ]
    return "".join(
        _element(
            "picture",
            {
                "digest": picture.digest,
                "media-type": picture.media_type,
                "pixel-width": picture.pixel_width,
                "pixel-height": picture.pixel_height,
                "width-mm": picture.width_mm,
                "original": picture.original,
                "printed-width": width,
            },
        )
        for picture, width in zip(pictures, widths, strict=True)
    )


def _texts(blocks: Sequence[FlowBlock]) -> list[Text]:
    return [block for block in blocks if isinstance(block, Text)]


def _element(name: str, values: Mapping[str, object], content: str = "") -> str:
    """Return an element; a value that is absent, empty or false is left out."""
    attributes = "".join(
        f' {key}="{escape(_value(value))}"'
        for key, value in values.items()
        if value is not None and value is not False and value != ""
    )
    return f"<{name}{attributes}>{content}</{name}>" if content else f"<{name}{attributes}/>"


def _value(value: object) -> str:
    if isinstance(value, datetime.date):
        return value.isoformat()
    return "1" if value is True else str(value)
