"""Sources as readers of DOCX and PDF give them: lines with their looks."""

from dataclasses import replace
from typing import Any

from bulletin_desk.intake.source import Align, Source, SourceLine
from bulletin_desk.model.richtext import Picture, Run, Table

NEWS = (
    "近日，青石县文明办组织开展“清洁家园”志愿服务活动，来自全县二十个单位的三百余名志愿者走进社区，"
    "清理卫生死角，宣传文明知识。"
)
WORK = (
    "活动现场，志愿者们分工协作，有的清扫路面，有的擦拭护栏，受到居民一致好评。下一步，青石县将持续"
    "推动志愿服务常态化，让文明新风吹进千家万户。"
)
MEETING = (
    "4月8日上午，云泽市文明创建工作推进会召开，通报一季度工作进展，听取各县区汇报，并对下一阶段重点"
    "任务进行部署。"
)
PICTURE = Picture("a" * 64, "image/jpeg", 800, 600)
TABLE = Table((((Run("单位"),), (Run("篇数"),)), ((Run("青石县"),), (Run("12"),))))


def text(words: str, **looks: Any) -> SourceLine:
    """Return a paragraph of the body: 三号 letters, indented."""
    return replace(SourceLine(words, whole=True, indent=2.0, size=16.0), **looks)


def title(words: str, **looks: Any) -> SourceLine:
    """Return a line of a title: 二号 letters, centred."""
    return replace(SourceLine(words, whole=True, size=22.0, align=Align.CENTRE), **looks)


def name(words: str) -> SourceLine:
    """Return a line of the masthead's name: large and red."""
    return SourceLine(words, whole=True, size=60.0, red=True, align=Align.CENTRE)


def source(*lines: SourceLine, kind: str = "docx", **more: Any) -> Source:
    """Return a source of these lines."""
    return Source(kind, f"来稿.{kind}", lines, **more)
