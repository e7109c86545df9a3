"""Pictures: enough dots for the width they are printed at."""

from collections.abc import Iterator

from bulletin_desk.model.bulletin import Article
from bulletin_desk.model.checks.problem import ArticleRule, Finding, Scope, Severity
from bulletin_desk.model.compose.article import PRINT_DPI, printed_size
from bulletin_desk.model.flow import Source
from bulletin_desk.model.richtext import Picture
from bulletin_desk.model.template import Template
from bulletin_desk.model.units import MM

# What rounding of the width takes away is no fault.
_TOLERANCE = 0.98


def low_resolution(article: Article, template: Template) -> Iterator[Finding]:
    """A picture that is printed so wide that fewer than 150 of its dots fall on an inch."""
    for index, block in enumerate(article.body):
        if not isinstance(block, Picture):
            continue
        width, _ = printed_size(block, template.page.measure)
        turned = round(block.rotation / 90) % 2
        across = block.pixel_height if turned else block.pixel_width
        dpi = across * 72 / width
        if dpi < PRINT_DPI * _TOLERANCE:
            wide = f"{across * 25.4 / PRINT_DPI:.0f}"
            message = (
                f"图片印出来宽{width / MM:.0f}毫米，每英寸只有{dpi:.0f}个点，"
                f"不到{PRINT_DPI}个会模糊。请换更大的原图，或把宽度改到{wide}毫米以内。"
            )
            yield Finding(message, Source("body", article.id, index), subject=block.digest)


RULES = (
    ArticleRule(
        "low-resolution", "图片不清楚", "按印出的宽度，每英寸不到 150 个点的图片。",
        Scope.ARTICLE, Severity.WARNING, low_resolution,
    ),
)  # fmt: skip
