"""Named styles: every look that the flow uses is a style that the clerk can change in one place."""

import math
from collections.abc import Mapping

from bulletin_desk.export.word.xml import W, fonts_xml, twips
from bulletin_desk.model.flow import Align, PageSetup, Span, TextStyle
from bulletin_desk.model.template import STYLE_NAMES

# Built-in headings, so that Word's navigation pane and its own table of contents know them; the
# list of styles shows our name beside. Readers go by these names: Word renames the ids.
HEADINGS = {
    "section": "heading 1",
    "title": "heading 2",
    "heading1": "heading 3",
    "heading2": "heading 4",
    "heading3": "heading 5",
    "heading4": "heading 6",
}
# Styles of ours that hold no text of the bulletin.
_FIXED = """<w:style w:type="paragraph" w:customStyle="1" w:styleId="gap">\
<w:name w:val="简报间隔"/><w:basedOn w:val="Normal"/><w:uiPriority w:val="99"/><w:pPr>\
<w:widowControl w:val="0"/><w:snapToGrid w:val="0"/>\
<w:spacing w:before="0" w:after="0" w:line="20" w:lineRule="exact"/>\
<w:ind w:left="0" w:right="0" w:firstLine="0"/><w:jc w:val="left"/></w:pPr>\
<w:rPr><w:sz w:val="2"/><w:szCs w:val="2"/></w:rPr></w:style>\
<w:style w:type="paragraph" w:customStyle="1" w:styleId="picture">\
<w:name w:val="简报图片"/><w:basedOn w:val="Normal"/><w:uiPriority w:val="99"/><w:pPr>\
<w:snapToGrid w:val="0"/>\
<w:spacing w:before="0" w:after="0" w:line="240" w:lineRule="auto"/>\
<w:ind w:left="0" w:right="0" w:firstLine="0"/><w:jc w:val="center"/></w:pPr>\
<w:rPr><w:sz w:val="2"/><w:szCs w:val="2"/></w:rPr></w:style>"""
_BUILT_IN = """<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">\
<w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/><w:semiHidden/>\
<w:unhideWhenUsed/></w:style>\
<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>\
<w:uiPriority w:val="99"/><w:semiHidden/><w:unhideWhenUsed/><w:tblPr>\
<w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar><w:top w:w="0" w:type="dxa"/>\
<w:left w:w="108" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/>\
<w:right w:w="108" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>"""
# Word's own default, said aloud: unsaid, LibreOffice 7.4 hangs a mark outside the measure and then
# does not print it (it reads the value the wrong way round).
_HANGING = "<w:overflowPunct/>"
# How much wider than the measure, in em, a line may be before its marks are squeezed. LibreOffice
# never squeezes those of a DOCX: 26 characters then miss a measure of 25.97 em, line after line,
# and an issue of six pages comes to seven. It gets the overrun as room.
_OVERRUN = 0.03
_JC = {Align.LEFT: "left", Align.CENTER: "center", Align.RIGHT: "right", Align.JUSTIFY: "both"}
# With tab stops of their own, so that a clerk who types into them finds the right edge.
_WITH_TAB = {"marking", "masthead_issuer", "contents_item"}
_FONT_NAMES = {
    "xiaobiaosong": "小标宋",
    "fangsong": "仿宋",
    "kaiti": "楷体",
    "heiti": "黑体",
    "songti": "宋体",
}


class StyleSheet:
    """Gives every look a named style: the first look of a name takes the name itself.

    Further looks of the same name (a masthead line made smaller to fit, another template in the
    same file) become styles based on it that hold only what differs.
    """

    def __init__(self, body: TextStyle, page: PageSetup) -> None:
        self._normal = body
        self._page = page
        self._ids: dict[TextStyle, str] = {}
        self._first: dict[str, TextStyle] = {}
        self._characters: dict[tuple[str, str, bool, bool], str] = {}

    def paragraph(self, style: TextStyle) -> str:
        """Return the id of the paragraph style with this look."""
        known = self._ids.get(style)
        if known is not None:
            return known
        count = sum(1 for other in self._ids if other.name == style.name)
        self._first.setdefault(style.name, style)
        name = f"{style.name}-{count + 1}" if count else style.name
        self._ids[style] = name
        return name

    def run(self, style: TextStyle, span: Span, *, run_in: bool = False) -> str:
        """Return the run properties of a span: a character style where it differs."""
        if span.font is None and span.bold is None and not run_in:
            return ""
        # Bold is a toggle: two styles that both ask for it cancel out. Direct formatting does not.
        bold = bool(span.bold) and not style.bold
        role = span.font or ""
        xml = ""
        if role or run_in or bold:
            base = "run_in" if run_in else "-".join(part for part in (role, "bold" * bold) if part)
            xml = f'<w:rStyle w:val="{self._character(base, role, bold, style)}"/>'
        if style.bold and span.bold is not None:
            xml += _toggle("b", span.bold) + _toggle("bCs", span.bold)
        return xml

    def _character(self, base: str, role: str, bold: bool, style: TextStyle) -> str:
        key = (base, role, bold, style.latin)
        if key not in self._characters:
            count = sum(1 for other in self._characters if other[0] == base)
            self._characters[key] = f"{base}-{count + 1}" if count else base
        return self._characters[key]

    def xml(self, styles: Mapping[str, TextStyle]) -> str:
        """Return word/styles.xml, the template's unused styles included."""
        for style in styles.values():
            if style.name not in self._first:
                self.paragraph(style)
        order = {name: index for index, name in enumerate(STYLE_NAMES)}
        looks = sorted(self._ids.items(), key=lambda item: order.get(item[0].name, len(order)))
        parts = [self._defaults()]
        parts += [self._paragraph_xml(style, style_id) for style, style_id in looks]
        parts.append(_FIXED)
        parts += [_character_xml(key, style_id) for key, style_id in self._characters.items()]
        return f'<w:styles xmlns:w="{W}">{"".join(parts)}</w:styles>'

    def _defaults(self) -> str:
        """Return what holds without a style, and the base of ours (正文): the body's own look."""
        look = self._normal
        grid = _toggle("snapToGrid", self._on_grid(look))
        spacing = f'<w:spacing w:before="0" w:after="0" w:line="{twips(look.pitch)}"'
        properties = "".join(self._run_properties(look).values())
        fonts = fonts_xml(look.font, latin=look.latin)
        return (
            f"<w:docDefaults><w:rPrDefault><w:rPr>{fonts}"
            '<w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>'
            "<w:pPrDefault/></w:docDefaults>"
            '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/>'
            "<w:qFormat/><w:pPr><w:widowControl/>"
            f"<w:kinsoku/>{_HANGING}<w:autoSpaceDE/><w:autoSpaceDN/>{grid}"
            f'{spacing} w:lineRule="exact"/><w:jc w:val="both"/></w:pPr>'
            f"<w:rPr>{properties}</w:rPr></w:style>{_BUILT_IN}"
        )

    def _paragraph_xml(self, style: TextStyle, style_id: str) -> str:
        first = self._first[style.name]
        if style is first:
            parent, own = "Normal", self._properties(style)
            known = self._run_properties(self._normal)
        else:
            parent, own = first.name, self._properties(style)
            base = self._properties(first)
            own = {key: xml for key, xml in own.items() if base[key] != xml}
            known = self._run_properties(first)
        runs = self._run_properties(style)
        runs = {key: xml for key, xml in runs.items() if known[key] != xml}
        custom, name = _names(style.name, style_id)
        return (
            f'<w:style w:type="paragraph"{custom} w:styleId="{style_id}">{name}'
            f'<w:basedOn w:val="{parent}"/><w:uiPriority w:val="1"/><w:qFormat/>'
            f"<w:pPr>{''.join(own.values())}</w:pPr><w:rPr>{''.join(runs.values())}</w:rPr>"
            "</w:style>"
        )

    def _properties(self, style: TextStyle) -> dict[str, str]:
        """Return the paragraph properties, in the order of the schema, zeros written out.

        A value that is left out would be inherited: an indented 正文 then indents titles too.
        """
        level = list(HEADINGS).index(style.name) if style.name in HEADINGS else 9
        return {
            "keepNext": _toggle("keepNext", style.keep_next),
            "keepLines": _toggle("keepLines", style.keep_lines),
            "tabs": self._tabs(style),
            "snapToGrid": _toggle("snapToGrid", self._on_grid(style)),
            "spacing": f'<w:spacing w:before="{twips(style.before)}" w:after="{twips(style.after)}"'
            f' w:line="{twips(style.pitch)}" w:lineRule="exact"/>',
            "ind": indent_xml(style),
            "jc": f'<w:jc w:val="{_JC[style.align]}"/>',
            "outlineLvl": f'<w:outlineLvl w:val="{level}"/>' if level < 9 else "",
        }

    @staticmethod
    def has_tab(style: TextStyle) -> bool:
        """Return whether the style itself has a tab stop at the right edge."""
        return style.name in _WITH_TAB or bool(style.leader)

    def _tabs(self, style: TextStyle) -> str:
        if not self.has_tab(style):
            return ""
        return f"<w:tabs>{tab_xml(style, self._page)}</w:tabs>"

    def _on_grid(self, style: TextStyle) -> bool:
        """Return whether lines snap to the page's grid: only text that looks like the body.

        Nothing does where the grid has characters narrower than they are: LibreOffice then gives
        each of them two cells. Letter-spacing sets as many to a line, in every program.
        """
        normal = self._normal
        same = (style.size, style.pitch) == (normal.size, normal.pitch)
        return same and not self._page.chars

    def _run_properties(self, style: TextStyle) -> dict[str, str]:
        size = round(style.size * 2)
        # Rounded down: a line of 28 characters must fit even in whole twips.
        spacing = math.floor(round(style.spacing * 20, 6))
        return {
            "fonts": fonts_xml(style.font, latin=style.latin),
            "bold": _toggle("b", style.bold) + _toggle("bCs", style.bold),
            "colour": f'<w:color w:val="{style.colour.lstrip("#").upper()}"/>',
            "spacing": f'<w:spacing w:val="{spacing}"/>',
            "size": f'<w:sz w:val="{size}"/><w:szCs w:val="{size}"/>',
        }


def indent_xml(style: TextStyle) -> str:
    """Return w:ind: twips for everything, and the first line also in characters.

    Word and WPS read leftChars and hangingChars differently, LibreOffice ignores firstLineChars
    alone, and clerks look for "2 字符": so both forms, for the first line only.
    """
    first = twips(style.indent * style.cell)
    line = f'w:hanging="{-first}"'
    if first >= 0:
        line = f'w:firstLineChars="{round(style.indent * 100)}" w:firstLine="{first}"'
    chars = ""
    left, right = twips(style.left * style.cell), twips(style.right * style.cell)
    if style.align is Align.JUSTIFY:
        # Word goes by rightChars and sets marks narrower; LibreOffice goes by right.
        chars = f'w:rightChars="{max(round(style.right * 100), 1)}" '
        right -= twips(_OVERRUN * style.size)
    return f'<w:ind w:left="{left}" w:right="{right}" {chars}{line}/>'


def tab_xml(style: TextStyle, page: PageSetup) -> str:
    """Return the right tab stop at the end of the style's lines."""
    leader = ' w:leader="dot"' if style.leader else ""
    position = twips(page.measure - style.right * style.cell)
    return f'<w:tab w:val="right"{leader} w:pos="{position}"/>'


def _names(name: str, style_id: str) -> tuple[str, str]:
    shown = STYLE_NAMES.get(name, name)
    if style_id != name:
        number = style_id.rpartition("-")[2]
        return ' w:customStyle="1"', f'<w:name w:val="{shown} {number}"/>'
    if name in HEADINGS:
        return "", f'<w:name w:val="{HEADINGS[name]}"/><w:aliases w:val="{shown}"/>'
    return ' w:customStyle="1"', f'<w:name w:val="{shown}"/>'


def _character_xml(key: tuple[str, str, bool, bool], style_id: str) -> str:
    base, role, bold, latin = key
    shown = "接排标题" if base == "run_in" else _FONT_NAMES.get(role, role)
    shown += "加粗" * bold + style_id[len(base) :].replace("-", " ")
    fonts = fonts_xml(role, latin=latin) if role else ""
    weight = "<w:b/><w:bCs/>" if bold else ""
    return (
        f'<w:style w:type="character" w:customStyle="1" w:styleId="{style_id}">'
        f'<w:name w:val="简报{shown}"/><w:basedOn w:val="DefaultParagraphFont"/>'
        f'<w:uiPriority w:val="1"/><w:qFormat/><w:rPr>{fonts}{weight}</w:rPr></w:style>'
    )


def _toggle(name: str, value: bool) -> str:
    return f"<w:{name}/>" if value else f'<w:{name} w:val="0"/>'
