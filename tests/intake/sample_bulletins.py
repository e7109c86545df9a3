"""Invented bulletins, and the printing of them in the layouts that extracted text shows."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

_NOT_FIRST = "，。、；：？！”’）》】"


@dataclass(frozen=True)
class Piece:
    """An article as it was written: title lines and paragraphs."""

    title: str
    paragraphs: tuple[str, ...]
    run_in: bool = False
    byline: str = ""

    @property
    def one_line(self) -> str:
        return self.title.replace("\n", "")


@dataclass(frozen=True)
class Issue:
    """A bulletin as it was written."""

    name: str = "清溪精神文明建设\n简报"
    number: int = 5
    issuer: str = "清溪市文明办"
    date: str = "2025年4月18日"
    columns: tuple[tuple[str, tuple[Piece, ...]], ...] = ()
    footer: tuple[str, ...] = ()


@dataclass(frozen=True)
class Print:
    """How an issue is printed and extracted."""

    measure: int | None = None
    indent: str = ""
    blank_after_line: bool = False
    blank_after_paragraph: bool = True
    lines_per_page: int | None = None
    page_break: str = "\f"
    newline: str = "\n"
    contents: str = "columns"
    masthead: tuple[str, ...] = ("name", "number", "issuer", "date")
    centred: bool = False
    footer: bool = True
    options: dict[str, Any] = field(default_factory=dict[str, Any])


MEETING = Piece(
    "全市文明创建工作推进会召开",
    (
        "4月8日上午，全市文明创建工作推进会在市民中心召开，通报一季度工作进展，听取各县区汇报，"
        "并对下一阶段重点任务进行部署。市委副书记林远山出席会议并讲话。",
        "会议指出，文明创建是一项系统工程，既要看得见的变化，也要听得见的口碑。各县区、各部门要"
        "把创建同城市更新、乡村振兴、基层治理结合起来，一条街一条街地改，一个院一个院地清。要坚持"
        "问题导向，对群众反映的停车难、晾晒难、如厕难等问题建立台账，逐项销号。要坚持长效机制，"
        "防止一阵风、走过场，让创建成果经得起时间检验。",
        "会议强调，要压实责任，严格督查。市创建办每周暗访、每月通报，对连续两次排名靠后的单位进行"
        "约谈。石桥区、白杨县主要负责同志在会上作了发言。",
    ),
)
LIBRARY = Piece(
    "市图书馆打造十五分钟阅读圈\n让书香飘进寻常巷陌",
    (
        "市图书馆坚持把阅读服务送到群众家门口，两年来建成城市书房36座、农家书屋提升点118个，年接待"
        "读者210余万人次，初步形成十五分钟阅读圈。",
        "一是完善网络，把书房建在身边。统筹利用社区闲置用房、公园驿站和企业展厅，采取政府补贴、企业"
        "运营、志愿者值守的办法，让书房开得起、留得住。每座书房配备图书不少于5000册，每周更新。",
        "二是丰富活动，把读者留在馆里。开展“清溪夜读 灯下有我”系列活动120余场，邀请本土作家、退休"
        "教师与读者面对面，亲子共读、盲人听书、外来务工子女暑期班场场爆满。",
        "三是创新机制，把资源用到实处。推行馆际通借通还，建立读者荐书制度，读者荐购图书占新增图书的"
        "40%以上。全市图书流通量连续三年增长。",
    ),
)
WATER = Piece(
    "市水务集团以窗口服务为抓手\n持续擦亮文明单位品牌",
    (
        "市水务集团围绕“优质供水、贴心服务”目标，从群众最关心的小事做起，把文明单位创建融入生产经营"
        "全过程，获评省级文明单位。",
        "推行一站办结。将报装、过户、缴费等12项业务整合到一个窗口，办理时限由7个工作日压缩到2个工作日，"
        "同步开通网上营业厅，群众足不出户就能办事。",
        "开展敲门行动。组织党员志愿者走进老旧小区，为独居老人检查水管、更换水嘴，累计服务3200余户，"
        "发放便民服务卡1.5万张。",
    ),
)
NEWS = (
    Piece(
        "白杨县举办乡村村晚展演",
        (
            "4月12日，白杨县在柳河镇文化广场举办乡村村晚展演。来自14个村的农民演员表演了锣鼓、快板、"
            "广场舞等节目，现场为6户最美家庭颁奖，吸引周边群众2000余人观看。",
        ),
        run_in=True,
    ),
    Piece(
        "石桥区开展清明文明祭扫宣传活动",
        (
            "近日，石桥区文明办联合民政局在安宁陵园等地设立宣传点，向市民发放倡议书，免费赠送鲜花，"
            "引导群众以植树、网上追思等方式寄托哀思。",
        ),
        run_in=True,
    ),
    Piece(
        "市总工会组织劳动模范走进职业学校宣讲",
        (
            "为大力弘扬劳模精神，4月15日，市总工会组织5名劳动模范走进清溪职业学校，与学生分享成长经历。"
            "学生代表表示，将以劳模为榜样，刻苦学习技能。活动还为学校捐赠图书300册。",
        ),
        run_in=True,
    ),
)
FOOTER = (
    "报：市委常委，市人大常委会主任、副主任，市政府副市长，市政协主席、副主席，省文明办",
    "送：市直各部门，市文明委成员单位",
    "发：各县（区）文明办，各级文明单位",
    "共印180份",
)
FULL = Issue(
    columns=(("工作动态", (MEETING,)), ("经验交流", (LIBRARY, WATER)), ("文明简讯", NEWS)),
    footer=FOOTER,
)
PLAIN = Issue(
    name="南岭县城市管理\n工作简报",
    number=12,
    issuer="南岭县城市管理工作领导小组办公室",
    date="2023年11月6日",
    columns=(("", (MEETING, LIBRARY, WATER)),),
    footer=FOOTER[:1] + FOOTER[2:],
)


def width(text: str) -> float:
    """Return the width in em."""
    return sum(0.5 if char < "\u2000" else 1 for char in text)


def wrapped(text: str, measure: int, first: float) -> Iterator[str]:
    """Break a paragraph as an office program does: closing marks hang at most one over."""
    line, room = "", measure - first
    for char in text:
        full = width(line + char) > room
        digits = line[-1:].isascii() and char.isascii() and line[-1:].isalnum()
        if full and not (char in _NOT_FIRST and width(line + char) <= room + 1) and not digits:
            if char in _NOT_FIRST:
                line, char = line[:-1], line[-1] + char
            yield line
            line, room = "", measure
        line += char
    yield line


def printed(issue: Issue, how: Print) -> str:
    """Return the text of an issue, printed and extracted in one of many ways."""
    paragraphs = [*_masthead(issue, how), *_contents(issue, how), *_body(issue, how)]
    if how.footer:
        paragraphs += [[line] for line in issue.footer]
    lines: list[str] = []
    count = 0
    for paragraph in paragraphs:
        for n, line in enumerate(paragraph):
            if how.lines_per_page and count and count % how.lines_per_page == 0:
                lines += how.page_break.replace("N", str(count // how.lines_per_page)).split("\n")
            lines.append(line)
            count += 1
            last = n == len(paragraph) - 1
            if how.blank_after_line or (last and how.blank_after_paragraph):
                lines.append("")
    return how.newline.join(lines).replace("\f" + how.newline, "\f")


def _masthead(issue: Issue, how: Print) -> Iterator[list[str]]:
    for part in how.masthead:
        if part == "name":
            yield from ([line] for line in issue.name.split("\n"))
        elif part == "number":
            yield [f"第 {issue.number} 期"]
        elif part == "issuer":
            yield [issue.issuer]
        elif part == "date":
            yield [issue.date]
        elif part == "issuer date":
            yield [f"{issue.issuer}          {issue.date}"]
        else:
            yield [part]


def _contents(issue: Issue, how: Print) -> Iterator[list[str]]:
    style = how.contents
    if style == "none":
        return
    if style in ("header", "pages", "numbers"):
        yield ["目  录"]
    page = 1
    for name, pieces in issue.columns:
        if name:
            yield [f"【{name}】"]
        for n, piece in enumerate(pieces, 1):
            page += 1
            title = piece.one_line
            yield [
                {
                    "bullets": f"● {title}",
                    "pages": f"{title}………………{page}",
                    "numbers": f"{n}. {title} ({page})",
                }.get(style, title)
            ]


def _body(issue: Issue, how: Print) -> Iterator[list[str]]:
    for name, pieces in issue.columns:
        if name:
            yield [f"【{name}】"]
        for piece in pieces:
            yield from _article(piece, how)


def _article(piece: Piece, how: Print) -> Iterator[list[str]]:
    paragraphs = list(piece.paragraphs)
    if piece.run_in:
        paragraphs[0] = f"{piece.one_line}。{paragraphs[0]}"
    else:
        for line in piece.title.split("\n"):
            blank = "　" * int((how.measure - width(line)) / 2) if how.measure else ""
            yield [(blank if how.centred else "") + line]
    if piece.byline:
        yield [piece.byline]
    for text in paragraphs:
        if how.measure is None:
            yield [how.indent + text]
        else:
            # The indent was printed even where the extraction lost it.
            lines = list(wrapped(text, how.measure, 2))
            lines[0] = how.indent + lines[0]
            yield lines


def expected(issue: Issue, how: Print) -> dict[str, Any]:
    """Return the structure that must be found in the printed text."""
    parts = " ".join(how.masthead)
    year, month, day = issue.date[:-1].replace("年", " ").replace("月", " ").split()
    footer = {line[0]: line[2:] for line in issue.footer} if how.footer else {}
    return {
        "series": issue.name.replace("\n", "") if "name" in parts else None,
        "number": issue.number if "number" in parts else None,
        "issuer": issue.issuer if "issuer" in parts else None,
        "date": f"{year}-{int(month):02}-{int(day):02}" if "date" in parts else None,
        "toc": how.contents != "none",
        "sections": [
            {"name": name or None, "articles": [_expected_article(piece) for piece in pieces]}
            for name, pieces in issue.columns
        ],
        "distribution": {
            "report_to": footer.get("报"),
            "send_to": footer.get("送"),
            "issue_to": footer.get("发"),
            "copies": 180 if footer else None,
        },
    }


def _expected_article(piece: Piece) -> dict[str, Any]:
    texts = ["".join(text.split()) for text in piece.paragraphs]
    return {
        "title": piece.one_line,
        "byline": piece.byline or None,
        "run_in": piece.run_in,
        "paragraphs": len(texts),
        "first": texts[0][:12],
        "last": texts[-1][-12:],
    }
