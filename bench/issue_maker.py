"""Issues by the hundred, made of words drawn by a fixed seed: as texts, and as Word's files.

No two say the same. The Word files are as offices have them: no styles, every paragraph with its
own font, size and place, in three arrangements.
"""

import random
import zipfile
from collections.abc import Iterator
from pathlib import Path
from xml.sax.saxutils import escape

from texts import Article, Issue, Section, as_text

_SERIES = "云泽市精神文明建设简报"


def _listed(words: str) -> tuple[str, ...]:
    return tuple(words.split())


_PLACES = _listed("青石县 白杨县 江口市 云溪区 石桥镇 柳林镇 清河街道 高新区 双龙乡 临江区")
_DOES = _listed("召开 举办 开展 部署 启动 推进 组织 完成 深化 落实")
_WHAT = _listed(
    "文明创建 志愿服务 环境整治 理论宣讲 移风易俗 诚信建设 全民阅读 文明交通 "
    "节约用水 垃圾分类 家风评选 道德讲堂 结对帮扶 安全巡查 防汛演练 普法宣传 "
    "技能培训 健康义诊 文艺汇演 书画展览 "
)
_WORDS = _listed(
    "近日 会议 要求 各级 单位 认真 学习 贯彻 精神 结合 实际 细化 措施 压实 "
    "责任 加强 领导 群众 基层 干部 党员 社区 乡村 学校 企业 医院 窗口 服务 "
    "质量 效率 满意 问题 清单 整改 台账 销号 督导 检查 通报 考核 评比 表彰 "
    "先进 典型 经验 做法 推广 交流 座谈 调研 走访 慰问 帮助 解决 困难 资金 "
    "项目 建设 道路 照明 绿化 卫生 广场 公园 农田 水利 产业 发展 就业 增收 "
    "培训 讲座 青年 妇女 老人 儿童 残疾 志愿 活动 现场 宣传 手册 横幅 展板 "
    "媒体 报道 网络 平台 数据 信息 公开 透明 规范 制度 流程 机制 长效 常态 "
    "巩固 提升 创新 特色 品牌 亮点 成效 显著 氛围 浓厚 参与 互动 热烈 响应 "
    "倡议 承诺 签名 行动 计划 方案 目标 任务 进度 节点 保障 协调 配合 合力 "
)
_COLUMNS = ("工作动态", "县区传真", "部门之声", "文明时讯")
_FEWEST, _MOST = 3, 12  # articles of an issue


def issues(count: int, seed: int = 1) -> Iterator[Issue]:
    """Yield issues of one series, 24 a year, with three to twelve articles each."""
    draw = random.Random(seed)
    for index in range(count):
        year, number = 1970 + index // 24, index % 24 + 1
        date = f"{year}年{(number + 1) // 2}月{8 if number % 2 else 23}日"
        yield Issue(_sections(draw), _SERIES, number, date=date)


def write_texts(folder: Path, count: int) -> None:
    """Write issues as plain text, wrapped hard, in a folder for each year."""
    for path, issue in _placed(folder, count, "txt"):
        path.write_text(as_text(issue), encoding="utf-8")


def write_documents(folder: Path, count: int) -> None:
    """Write issues as Word files with direct formatting, in a folder for each year."""
    for index, (path, issue) in enumerate(_placed(folder, count, "docx")):
        _package(path, _LAYOUTS[index % len(_LAYOUTS)](issue))


def _placed(folder: Path, count: int, suffix: str) -> Iterator[tuple[Path, Issue]]:
    for issue in issues(count):
        year = folder / issue.date.partition("年")[0]
        year.mkdir(parents=True, exist_ok=True)
        yield year / f"第{issue.number}期.{suffix}", issue


def _sections(draw: random.Random) -> tuple[Section, ...]:
    left = draw.randint(_FEWEST, _MOST)
    names = _COLUMNS[: min(len(_COLUMNS), left)]
    sections: list[Section] = []
    for place, name in enumerate(names):
        last = place + 1 == len(names)
        take = left if last else max(1, min(left - (len(names) - place - 1), draw.randint(1, 4)))
        left -= take
        sections.append(Section(name, tuple(_article(draw) for _ in range(take))))
    return tuple(sections)


def _article(draw: random.Random) -> Article:
    what, more = draw.sample(_WHAT, 2)
    place, does = draw.choice(_PLACES), draw.choice(_DOES)
    title = f"{place}{does}{what}{more}{draw.choice(_WORDS)}工作"
    first = f"近日，{place}围绕{what}和{more}{does}专项工作。{_paragraph(draw)}"
    others = [_paragraph(draw) for _ in range(draw.randint(1, 3))]
    return Article(title, False, (first, *others))


def _paragraph(draw: random.Random) -> str:
    lengths = [draw.randint(3, 6) for _ in range(draw.randint(6, 14))]
    clauses = ["".join(draw.choices(_WORDS, k=length)) for length in lengths]
    marks = [draw.choice("，，，。") for _ in clauses[1:]] + ["。"]
    return "".join(clause + mark for clause, mark in zip(clauses, marks, strict=True))


def _paragraph_xml(
    text: str, *, size: int = 32, font: str = "仿宋_GB2312", align: str = "both",
    bold: bool = False, red: bool = False, indent: bool = False,
) -> str:  # fmt: skip
    """Return a paragraph as Word writes it where nobody uses styles."""
    properties = f'<w:jc w:val="{align}"/>'
    if indent:
        properties = f'<w:ind w:firstLineChars="200" w:firstLine="{size * 20}"/>{properties}'
    run = (
        f'<w:rFonts w:ascii="{font}" w:eastAsia="{font}" w:hAnsi="{font}"/>'
        + ("<w:b/>" if bold else "")
        + ('<w:color w:val="FF0000"/>' if red else "")
        + f'<w:sz w:val="{size}"/>'
    )
    return (
        f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:rPr>{run}</w:rPr>"
        f'<w:t xml:space="preserve">{escape(text)}</w:t></w:r></w:p>'
    )


def _table(*rows: str) -> str:
    cells = "".join(f"<w:tr><w:tc><w:tcPr/>{row}</w:tc></w:tr>" for row in rows)
    return f"<w:tbl><w:tblPr/><w:tblGrid><w:gridCol/></w:tblGrid>{cells}</w:tbl>"


def _masthead(issue: Issue) -> list[str]:
    return [
        _paragraph_xml(issue.name, size=72, font="方正小标宋简体", align="center", red=True),
        _paragraph_xml(f"第 {issue.number} 期", align="center"),
        _paragraph_xml(f"{issue.issuer}　　{issue.date}", align="left"),
    ]


def _contents(issue: Issue) -> list[str]:
    lines = [_paragraph_xml("目　录", size=44, font="黑体", align="center")]
    for section in issue.sections:
        lines.append(_paragraph_xml(f"【{section.name}】", font="黑体"))
        lines += [_paragraph_xml(article.title) for article in section.articles]
    return lines


def _body(issue: Issue, *, bold: bool) -> list[str]:
    lines: list[str] = []
    for section in issue.sections:
        lines.append(_paragraph_xml(f"【{section.name}】", font="黑体", align="left"))
        for article in section.articles:
            lines.append(
                _paragraph_xml(
                    article.title, size=44, font="方正小标宋简体", align="center", bold=bold
                )
            )
            lines += [_paragraph_xml(text, indent=True) for text in article.paragraphs]
    return lines


def _footer(issue: Issue) -> list[str]:
    lines = [_paragraph_xml(text, size=28, align="left") for text in issue.distribution]
    return [*lines, _paragraph_xml(issue.copies, size=28, align="right")]


def _plain(issue: Issue) -> str:
    parts = [*_masthead(issue), *_contents(issue), *_body(issue, bold=False)]
    return "".join([*parts, *_footer(issue)])


def _framed(issue: Issue) -> str:
    """The footer in a table, titles bold."""
    parts = [*_masthead(issue), *_contents(issue), *_body(issue, bold=True)]
    return "".join([*parts, _table(*_footer(issue))])


def _without_contents(issue: Issue) -> str:
    return "".join([*_masthead(issue), *_body(issue, bold=False), *_footer(issue)])


_LAYOUTS = (_plain, _framed, _without_contents)
_MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_PARTS = {
    "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships'
    f'+xml"/><Override PartName="/word/document.xml" ContentType="{_TYPE}"/></Types>',
    "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1" '
    f'Type="{_OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>',
}


def _package(path: Path, body: str) -> None:
    page = '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/></w:sectPr>'
    document = f'<w:document xmlns:w="{_MAIN}"><w:body>{body}{page}</w:body></w:document>'
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, text in {**_PARTS, "word/document.xml": document}.items():
            package.writestr(name, _HEAD + text)
