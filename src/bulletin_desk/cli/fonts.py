"""Telling of fonts after an export: what was replaced, and what no font has."""

from bulletin_desk.cli.printing import complain
from bulletin_desk.typeset.fonts import Fonts
from bulletin_desk.typeset.remarks import missing_remark, substitution_remark


def tell_of_fonts(fonts: Fonts, missing: str) -> None:
    """Say on standard error which fonts were replaced, and which characters no font has."""
    for remark in (substitution_remark(fonts), missing_remark(missing)):
        if remark:
            complain(remark)
