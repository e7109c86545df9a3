"""Whatever becomes of a DOCX, it gives a reading or one sentence: never another exception."""

import io
import zipfile
from collections.abc import Callable, Mapping
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from bulletin_desk.errors import DeskError
from bulletin_desk.intake.recognise import recognise
from bulletin_desk.intake.word import read_docx_source
from export.docx_samples import docx_of, rich_bulletin
from intake.docx_made import SENTENCE, box, document, inline, para, picture
from intake.test_docx_numbers import level, listed

Parts = dict[str, bytes]
_VALUES = (
    "", "0", "-1", "1", "99999999999999999999", "1e9", "NaN", "100%", "65536f", "off", "true",
    "\u96f6", "%1%2%9", "../../x", "file:///x", "center", "none", "auto", "FF0000", "r0", "7",
    "\U0001f600", "\u0660", "12pt", "-2147483648", "a" * 300,
    "begin", "end", "separate", "page", "continue", "bullet", "²",
)  # fmt: skip


def everything() -> bytes:
    """Return a document with a piece of all that the reader knows."""
    field = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>TOC \\o</w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>一\t2</w:t></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    numbered = '<w:numPr><w:ilvl w:val="1"/><w:numId w:val="2"/></w:numPr>'
    table = f"""<w:tbl><w:tblPr/><w:tr><w:trPr><w:tblHeader/></w:trPr><w:tc><w:tcPr>
      <w:gridSpan w:val="2"/></w:tcPr>{para("单位")}</w:tc></w:tr><w:tr><w:tc><w:tcPr><w:vMerge/>
      </w:tcPr>{para("甲")}</w:tc><w:tc>{para("12")}</w:tc></w:tr></w:tbl>"""
    cropped = inline("r0", crop='<a:srcRect l="50%"/>')
    styled = para(SENTENCE, '<w:pStyle w:val="a"/>')
    body = f"""<w:p>{box(para("第7期") + table, 9, 9)}{cropped}</w:p>
      <w:sdt><w:sdtPr/><w:sdtContent>{styled}</w:sdtContent></w:sdt>
      {para("总则", numbered)}{para("附则", numbered, '<w:b/><w:color w:themeColor="accent2"/>')}
      <w:p>{field}<w:ins><w:r><w:t>新</w:t></w:r></w:ins><w:del><w:r><w:delText>旧</w:delText></w:r>
      </w:del><w:r><w:sym w:font="Wingdings" w:char="F0FC"/><w:br/>
      <w:footnoteReference w:id="2"/></w:r><m:oMath><m:f><m:num><m:r><m:t>1</m:t></m:r>
      </m:num><m:den><m:r><m:t>2</m:t></m:r></m:den></m:f></m:oMath></w:p>{table}<w:p><w:r><w:pict>
      <v:shape style="width:9pt"><v:textpath string="简报"/><v:imagedata r:id="r0"/></v:shape>
      </w:pict></w:r></w:p>
      <w:sectPr><w:headerReference r:id="r4"/><w:type w:val="nextPage"/></w:sectPr>"""
    styles = """<w:docDefaults><w:rPrDefault><w:rPr><w:sz w:val="21"/></w:rPr></w:rPrDefault>
      </w:docDefaults><w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="x"/>
      <w:basedOn w:val="b"/><w:pPr><w:ind w:firstLineChars="200"/></w:pPr></w:style>"""
    return document(
        body,
        {"media/image1.png": picture()},
        styles=styles,
        numbering=listed(level(0, "chineseCounting", "%1、"), level(1, "decimal", "%1.%2")),
        footnotes='<w:footnote w:id="2"><w:p><w:r><w:t>注</w:t></w:r></w:p></w:footnote>',
        header1=para("第7期"),
        comments='<w:comment w:id="0"><w:p><w:r><w:t>批</w:t></w:r></w:p></w:comment>',
    )


FILES = [everything(), docx_of(rich_bulletin()), docx_of(rich_bulletin("chuangcheng"))]
PLACE = st.integers(0, 2**24)


def parts_of(content: bytes) -> Parts:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


PARTS = [parts_of(file) for file in FILES]


def packed(parts: Mapping[str, bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return file.getvalue()


def read_or_refused(content: bytes) -> None:
    try:
        source = read_docx_source(content, "来稿.docx")
    except DeskError as error:
        told = str(error)
        assert told.endswith("。")
        assert "\n" not in told
        return
    found = recognise(source)
    assert len(found.roles) == len(source.lines)


@pytest.mark.parametrize("file", FILES)
def test_the_files_that_are_changed_below_are_good(file: bytes) -> None:
    source = read_docx_source(file, "")
    assert source.lines or source.exact


@settings(max_examples=450)
@given(st.sampled_from(FILES), st.lists(st.tuples(PLACE, st.integers(0, 255)), max_size=6), PLACE)
def test_bytes_changed_in_the_file_and_its_end_cut_off(
    file: bytes, changes: list[tuple[int, int]], end: int
) -> None:
    content = bytearray(file)
    for place, byte in changes:
        content[place % len(content)] = byte
    read_or_refused(bytes(content[: end % (2 * len(content))]))


@settings(max_examples=450)
@given(
    st.integers(0, len(PARTS) - 1),
    st.lists(
        st.tuples(PLACE, PLACE, st.sampled_from(["flip", "cut", "double"])), min_size=1, max_size=4
    ),
)
def test_bytes_changed_in_the_parts(base: int, changes: list[tuple[int, int, str]]) -> None:
    parts = dict(PARTS[base])
    names = sorted(parts)
    for place, value, how in changes:
        name = names[place % len(names)]
        content = parts[name]
        at = value % (len(content) or 1)
        if how == "flip":
            content = content[:at] + bytes([value >> 8 & 0xFF]) + content[at + 1 :]
        else:
            content = content[:at] if how == "cut" else content + content[at:]
        parts[name] = content
    read_or_refused(packed(parts))


@settings(max_examples=450)
@given(
    st.integers(0, len(PARTS) - 1),
    st.lists(
        st.tuples(PLACE, PLACE, st.sampled_from(["drop", "swap", "copy"])), min_size=1, max_size=4
    ),
)
def test_parts_left_out_and_put_in_the_place_of_others(
    base: int, changes: list[tuple[int, int, str]]
) -> None:
    parts = dict(PARTS[base])
    for one, other, how in changes:
        names = sorted(parts)
        if len(names) < 2:
            break
        first, second = names[one % len(names)], names[other % len(names)]
        if how == "drop":
            del parts[first]
        elif how == "swap":
            parts[first], parts[second] = parts[second], parts[first]
        else:
            parts[first] = parts[second]
    read_or_refused(packed(parts))


def _deleted(element: Any, _other: Any, _value: int) -> None:
    element.getparent().remove(element)


def _doubled(element: Any, _other: Any, value: int) -> None:
    for _ in range(value % 5 + 1):
        element.addnext(etree.fromstring(etree.tostring(element, with_tail=False)))


def _moved(element: Any, other: Any, _value: int) -> None:
    if other is not element and other not in element.iterancestors():
        element.append(other)


def _nested(element: Any, _other: Any, value: int) -> None:
    for _ in range(value % 90):
        inner = etree.Element(element.tag)
        inner.extend(list(element))
        element.append(inner)


def _revalued(element: Any, _other: Any, value: int) -> None:
    keys = sorted(element.attrib)
    if keys:
        element.set(keys[value % len(keys)], _VALUES[value // 7 % len(_VALUES)])
    else:
        element.text = _VALUES[value % len(_VALUES)]


def _renamed(element: Any, other: Any, _value: int) -> None:
    element.tag = other.tag


def _emptied(element: Any, _other: Any, _value: int) -> None:
    for key in list(element.attrib):
        del element.attrib[key]
    element.text = None


CHANGES: list[Callable[[Any, Any, int], None]] = [
    _deleted, _doubled, _moved, _nested, _revalued, _revalued, _renamed, _emptied,
]  # fmt: skip


@settings(max_examples=800)
@given(
    st.integers(0, len(PARTS) - 1),
    PLACE,
    st.lists(
        st.tuples(st.integers(0, len(CHANGES) - 1), PLACE, PLACE, PLACE), min_size=1, max_size=8
    ),
)
def test_elements_changed_where_they_stand(
    base: int, which: int, changes: list[tuple[int, int, int, int]]
) -> None:
    parts = dict(PARTS[base])
    names = sorted(name for name in parts if name.endswith((".xml", ".rels")))
    # Half of the changes go to the text itself.
    name = "word/document.xml" if which % 2 else names[which // 2 % len(names)]
    root = etree.fromstring(parts[name])
    for how, one, other, value in changes:
        below = list(root.iterdescendants())
        if not below:
            break
        CHANGES[how](below[one % len(below)], below[other % len(below)], value)
    parts[name] = etree.tostring(root)
    read_or_refused(packed(parts))
