"""How the window calls the kinds of paragraphs, in the order of its lists and shortcuts."""

from bulletin_desk.model.richtext import ParagraphKind

KIND_NAMES = {
    ParagraphKind.BODY: "正文",
    ParagraphKind.HEADING1: "一级标题　一、",
    ParagraphKind.HEADING2: "二级标题（一）",
    ParagraphKind.HEADING3: "三级标题　1.",
    ParagraphKind.HEADING4: "四级标题（1）",
    ParagraphKind.NOTE: "按语",
    ParagraphKind.QUOTATION: "引文",
    ParagraphKind.SIGNATURE: "落款",
}


def short_name(kind: ParagraphKind) -> str:
    """Return a kind's name without the number that shows its form: 一级标题."""
    return KIND_NAMES[kind].rstrip("　一、（）1.")
