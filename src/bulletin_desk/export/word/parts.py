"""The parts of the package that say how the document is to be treated, not what it holds."""

from collections.abc import Iterable

from bulletin_desk.export.word.package import Package
from bulletin_desk.export.word.xml import FAMILIES, R, W, escape
from bulletin_desk.model.flow import Flow

_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_PROPERTIES = "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"
_CORE = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
_TYPES = "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"
_FORMAT = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"
# What the faces of the standard are called where they are missing under that name.
_OTHER_NAMES = {
    "方正小标宋简体": "方正小标宋_GBK",
    "仿宋_GB2312": "仿宋",
    "楷体_GB2312": "楷体",
    "黑体": "SimHei",
    "宋体": "SimSun",
}

# As Word's Chinese template has them; lines ended by Shift+Enter are not stretched, marks are
# squeezed (without that, one line in eight breaks elsewhere than in the office).
_SETTINGS = f"""<w:settings xmlns:w="{W}"><w:zoom w:percent="100"/>\
<w:bordersDoNotSurroundHeader/><w:bordersDoNotSurroundFooter/>\
<w:defaultTabStop w:val="420"/><w:evenAndOddHeaders/>\
<w:drawingGridVerticalSpacing w:val="156"/>\
<w:characterSpacingControl w:val="compressPunctuation"/>\
<w:compat><w:spaceForUL/><w:balanceSingleByteDoubleByteWidth/><w:doNotLeaveBackslashAlone/>\
<w:ulTrailSpace/><w:doNotExpandShiftReturn/><w:adjustLineHeightInTable/><w:useFELayout/>\
<w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" \
w:val="15"/></w:compat><w:themeFontLang w:val="en-US" w:eastAsia="zh-CN"/>\
<w:decimalSymbol w:val="."/><w:listSeparator w:val=","/></w:settings>"""


def add_settings(package: Package, document: str) -> None:
    """Add settings and font table."""
    package.add("word/settings.xml", f"{_WORD}.settings+xml", _SETTINGS)
    package.relate(document, f"{R}/settings", "word/settings.xml")
    package.add("word/fontTable.xml", f"{_WORD}.fontTable+xml", _fonts_xml())
    package.relate(document, f"{R}/fontTable", "word/fontTable.xml")


def add_properties(package: Package, flow: Flow, custom: Iterable[tuple[str, str]]) -> None:
    """Add title, author and date of the first issue, and properties of our own."""
    package.add(
        "docProps/core.xml",
        "application/vnd.openxmlformats-package.core-properties+xml",
        _core_xml(flow),
    )
    package.relate(
        "",
        "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties",
        "docProps/core.xml",
    )
    entries = "".join(
        f'<property fmtid="{_FORMAT}" pid="{number}" name="{name}">'
        f"<vt:lpwstr>{escape(value)}</vt:lpwstr></property>"
        for number, (name, value) in enumerate(custom, 2)
    )
    if entries:
        package.add(
            "docProps/custom.xml",
            "application/vnd.openxmlformats-officedocument.custom-properties+xml",
            f'<Properties xmlns="{_PROPERTIES}" xmlns:vt="{_TYPES}">{entries}</Properties>',
        )
        package.relate("", f"{R}/custom-properties", "docProps/custom.xml")


def _core_xml(flow: Flow) -> str:
    time = f'xsi:type="dcterms:W3CDTF">{flow.date}T00:00:00Z</dcterms:'
    dates = f"<dcterms:created {time}created><dcterms:modified {time}modified>"
    return (
        f'<cp:coreProperties xmlns:cp="{_CORE}" xmlns:dc="http://purl.org/dc/elements/1.1/" '
        'xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{escape(flow.title)}</dc:title><dc:creator>{escape(flow.author)}</dc:creator>"
        f"<dc:language>zh-CN</dc:language>{dates if flow.date else ''}</cp:coreProperties>"
    )


def _fonts_xml() -> str:
    entries: list[str] = []
    for role, family in FAMILIES.items():
        other = _OTHER_NAMES.get(family)
        name = f'<w:altName w:val="{other}"/>' if other else ""
        charset = "00" if role == "latin" else "86"
        entries.append(
            f'<w:font w:name="{family}">{name}<w:charset w:val="{charset}"/>'
            f'<w:family w:val="{"swiss" if role == "heiti" else "roman"}"/></w:font>'
        )
    return f'<w:fonts xmlns:w="{W}">{"".join(entries)}</w:fonts>'
