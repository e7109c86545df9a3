"""What the clerk is told of a reading: sentences that quote whole what was left out."""

from bulletin_desk.intake.marks import is_finished, squash
from bulletin_desk.intake.paragraphs import Block


def _quoted(texts: list[str]) -> str:
    return "".join(f"“{text}”" for text in texts)


def controls_removed(found: list[str]) -> str:
    """Tell which invisible control characters were removed."""
    names = "、".join(sorted({f"U+{ord(c):04X}" for c in found}))
    return f"去掉了 {len(found)} 个看不见的控制字符（{names}），请核对原文。"


def page_numbers(texts: list[str]) -> str:
    """Tell which page numbers were left out."""
    return f"略去了原文的页码：{_quoted(texts)}。排版时会重新编页码。"


def running_heads(texts: list[str]) -> str:
    """Tell which running heads were left out."""
    return f"略去了每页重复的页眉或页脚：{_quoted(texts)}。"


def heads_of_messages(texts: list[str]) -> str:
    """Tell which lines of e-mail and chat were left out."""
    return f"略去了邮件或聊天的抬头：{_quoted(texts)}。"


def without_place(what: str) -> str:
    """Tell that a picture or a table stands where no article is."""
    return f"{what}不在稿件里，没有收入。如有用，请另行添加。"


def unplaced(text: str) -> str:
    """Tell that a piece of text was recognised as nothing."""
    return f"这段文字没有认出用途，没有收入：“{text}”。如有用，请复制到相应的位置。"


def caption(text: str) -> str:
    """Tell that a caption was left out, since there is no picture for it."""
    return f"图片说明没有收入稿件：“{text}”。插入图片时可用作图注。"


def beside_distribution(text: str) -> str:
    """Tell that a line of the imprint has no place in the bulletin."""
    return f"版记里的这一行没有收入：“{text}”。如需印出，请加到稿件或发送栏里。"


def relabelled(label: str, meaning: str) -> str:
    """Tell that a list is printed under another label."""
    return f"“{label}”一栏按“{meaning}”收入，请核对发送范围。"


def not_in_body(text: str) -> str:
    """Tell that a line of the contents has no article."""
    return f"目录里的“{text}”在正文里没有找到，请核对。"


def worded_differently(contents: str, body: str) -> str:
    """Tell that contents and body give a title in different words."""
    return f"目录写作“{contents}”，正文标题是“{body}”，已按正文收入，请核对。"


def untitled(text: str) -> str:
    """Tell that an article has no title."""
    return f"有一篇稿件没有认出标题，开头是“{text[:20]}”，请补上标题。"


def without_text(title: str) -> str:
    """Tell that nothing stands under a title."""
    return f"稿件“{title}”没有正文，请核对。"


def weak_title(title: str) -> str:
    """Tell that a title shares no word with its text."""
    return f"“{title}”与下面的正文没有共同的词，请核对它是不是标题。"


def paragraph_doubts(block: Block) -> list[str]:
    """Tell what is doubtful in a paragraph of text: cut off, or a character twice."""
    found = [f"“{place}”处接页，可能重了一个字，请核对。" for place in block.doubled]
    if not is_finished(block.text) and not block.text.endswith(("；", ";")):
        found.append(f"“…{squash(block.text)[-14:]}”这一段没有写完，原文可能缺字，请核对。")
    return found
