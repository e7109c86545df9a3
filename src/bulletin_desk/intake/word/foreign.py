"""A DOCX that is not ours, as text: what the reader of plain texts makes of it goes on."""

from collections.abc import Iterable

from bulletin_desk.intake.word.runs import Drawing
from bulletin_desk.intake.word.visible import Line, Rows, Visible
from bulletin_desk.model.richtext import Run


def foreign_text(visible: Iterable[Visible]) -> str:
    """Return paragraphs a line each and a blank line between; the cells of a row part by tabs."""
    lines: list[str] = []
    for item in visible:
        if isinstance(item, Line):
            lines.append(item.run_in + item.text)
        elif isinstance(item, Rows):
            rows = ("\t".join(_cell(cell) for cell in row) for row in item.rows)
            lines.append("\n".join(rows))
    return "\n\n".join(line for line in lines if line.strip())


def foreign_warnings(visible: Iterable[Visible]) -> tuple[str, ...]:
    """Return what the text leaves out."""
    count = sum(isinstance(item, Drawing) for item in visible)
    return (f"文档里有 {count} 张图片，没有读入，请另行添加。",) if count else ()


def _cell(runs: Iterable[Run]) -> str:
    return "".join(run.text for run in runs).replace("\n", "")
