"""What the clerk should know of the fonts: no substitution is silent."""

from bulletin_desk.typeset.fonts import Fonts


def substitution_remark(fonts: Fonts) -> str:
    """Return a sentence that names the standard fonts that are not there; empty if all are."""
    found = fonts.substitutions()
    if not found:
        return ""
    wanted = "、".join(f"{item.wanted}（用{item.used}）" for item in found)
    return f"本机没有下列标准字体，用其他字体代替：{wanted}。"


def missing_remark(missing: str) -> str:
    """Return a sentence that names the characters that no font has; empty if there are none."""
    if not missing:
        return ""
    shown = "、".join(missing[:20]) + ("等" if len(missing) > 20 else "")
    return f"没有一种字体有这些字，版面上显示为方框：{shown}。请换字，或安装有这些字的字体。"
