"""Invented issues that hold everything, and the PDF that we print of them."""

import datetime
import hashlib
import io
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from PIL import Image

from bulletin_desk.export.pdf import pdf_bytes, write_parts
from bulletin_desk.export.pdf.part import Drawer
from bulletin_desk.model.bulletin import (
    Article,
    Bulletin,
    ContentsStyle,
    Distribution,
    Masthead,
    Section,
)
from bulletin_desk.model.compose import compose
from bulletin_desk.model.richtext import Paragraph, ParagraphKind, Picture, Run, Table, plain
from bulletin_desk.model.templates import load_template
from bulletin_desk.typeset.fonts import Fonts
from bulletin_desk.typeset.typesetter import Typesetter


def _photo() -> bytes:
    file = io.BytesIO()
    image = Image.linear_gradient("L").resize((900, 600)).convert("RGB")
    image.save(file, "JPEG", quality=80)
    return file.getvalue()


def _drawing() -> bytes:
    file = io.BytesIO()
    Image.new("RGB", (420, 300), (30, 90, 160)).save(file, "PNG")
    return file.getvalue()


def _dot() -> bytes:
    file = io.BytesIO()
    Image.new("RGB", (24, 24), (200, 40, 40)).save(file, "PNG")
    return file.getvalue()


PHOTO, DRAWING, DOT = _photo(), _drawing(), _dot()
FILES = {hashlib.sha256(data).hexdigest(): data for data in (PHOTO, DRAWING, DOT)}
PHOTO_ID, DRAWING_ID, DOT_ID = FILES
TINY = Picture(DOT_ID, "image/png", 24, 24, (Run("图为活动现场"),), 30.0)


@cache
def _typesetter() -> Typesetter:
    return Typesetter(Fonts(system=False))


def pdf_of(bulletin: Bulletin, template: str | None = None) -> bytes:
    """Return the PDF of an issue, as its template or another one sets it."""
    flow = compose(bulletin, load_template(template or bulletin.template))
    return pdf_bytes(_typesetter().typeset(flow), FILES.__getitem__)


def volume_of(bulletins: Sequence[Bulletin]) -> bytes:
    """Return one PDF of several issues."""
    flows = [compose(bulletin, load_template(bulletin.template)) for bulletin in bulletins]
    drawer = Drawer()
    file = io.BytesIO()
    parts = [drawer.draw(_typesetter().typeset(flow)) for flow in flows]
    write_parts(parts, FILES.__getitem__, file)
    return file.getvalue()


def _cell(text: str) -> tuple[Run, ...]:
    return (Run(text),) if text else ()


TABLE = Table(
    (
        (_cell("单位"), _cell("采用篇数"), _cell("得分")),
        (_cell("青石县文明办"), _cell("12"), _cell("36")),
        (_cell("市水务集团"), _cell("9"), _cell("27")),
        (_cell("白杨县融媒体中心"), _cell(""), _cell("4")),
    ),
    1,
)
MEETING = Article(
    title="云泽市召开全域文明创建工作推进会",
    body=(
        plain(
            "4月8日上午，云泽市全域文明创建工作推进会在市民中心召开，通报一季度工作进展，听取各县区"
            "汇报，并对下一阶段重点任务进行部署。市委副书记林远山出席会议并讲话，副市长堃喆主持会议。"
        ),
        plain("一、认清形势，把握创建工作的新要求", ParagraphKind.HEADING1),
        plain(
            "会议指出，文明创建是一项系统工程，既要看得见的变化，也要听得见的口碑。要坚持问题导向，对"
            "群众反映的停车难、晾晒难、如厕难等问题建立台账，逐项销号；要坚持长效机制，防止一阵风、走"
            "过场，让创建成果经得起时间检验。截至3月底，全市共整改问题1286个，整改率达98.5%。"
        ),
        plain("二、压实责任，形成上下联动的新格局", ParagraphKind.HEADING1),
        plain("（一）落实点位责任", ParagraphKind.HEADING2),
        Paragraph(
            (
                Run("一是明确分工。", bold=True),
                Run("市创建办每周暗访、每月通报，对连续两次排名靠后的单位进行约谈。"),
                Run("谁主管、谁负责", kai=True),
                Run("，石桥区、白杨县、㛃山镇、𠮷水乡主要负责同志在会上作了发言。"),
            )
        ),
        Picture(PHOTO_ID, "image/jpeg", 900, 600, (Run("图为推进会现场"),), 110.0),
        plain("会前，与会人员实地察看了临河街道和市图书馆两个点位。"),
    ),
)
LIBRARY = Article(
    title="市图书馆打造十五分钟阅读圈\n让书香飘进寻常巷陌",
    byline="周明远",
    body=(
        plain(
            "编者按：阅读是文明的底色。现将市图书馆的做法刊发，供各单位学习借鉴。",
            ParagraphKind.NOTE,
        ),
        plain(
            "市图书馆坚持把阅读服务送到群众家门口，两年来建成城市书房36座、农家书屋提升点118个，年接"
            "待读者210余万人次，开展“云泽夜读 灯下有我”系列活动120余场，初步形成十五分钟阅读圈。"
        ),
        TABLE,
        plain(
            "下一步，市图书馆将推行馆际通借通还，建立读者荐书制度，读者荐购图书占新增图书的40%以上，让"
            "书房开得起、留得住、用得好。"
        ),
        plain("云泽市图书馆", ParagraphKind.SIGNATURE),
        plain("2025年4月16日", ParagraphKind.SIGNATURE),
    ),
)
WATER = Article(
    title="市水务集团以窗口服务为抓手 持续擦亮文明单位品牌",
    body=(
        plain(
            "市水务集团围绕“优质供水、贴心服务”目标，从群众最关心的小事做起，把文明单位创建融入生产经"
            "营全过程，获评省级文明单位。集团将报装、过户、缴费等12项业务整合到一个窗口，办理时限由7个"
            "工作日压缩到2个工作日，同步开通网上营业厅，群众足不出户就能办事。"
        ),
        Picture(DRAWING_ID, "image/png", 420, 300, (Run("志愿者上门检修水管（市水务集团供图）"),)),
    ),
)
NEWS = (
    Article(
        title="白杨县举办乡村村晚展演",
        run_in=True,
        body=(
            plain(
                "4月12日，白杨县在柳河镇文化广场举办乡村村晚展演。来自14个村的农民演员表演了锣鼓、快板、"
                "广场舞等节目，现场为6户最美家庭颁奖，吸引周边群众2000余人观看。"
            ),
        ),
    ),
    Article(
        title="市总工会组织劳动模范走进职业学校宣讲",
        run_in=True,
        body=(
            plain(
                "为大力弘扬劳模精神，4月15日，市总工会组织5名劳动模范走进云泽职业学校，与学生分享成长经"
                "历。学生代表表示，将以劳模为榜样，刻苦学习技能。活动还为学校捐赠图书300册。"
            ),
        ),
    ),
    Article(
        title="青石县开展清明文明祭扫宣传",
        run_in=True,
        body=(
            plain(
                "近日，青石县文明办联合民政局在安宁陵园等地设立宣传点，向市民发放倡议书，免费赠送鲜花，"
                "引导群众以植树、网上追思等方式寄托哀思。"
            ),
        ),
    ),
)
LISTS = Distribution(
    "市委常委，市人大常委会主任、副主任，市政府副市长，市政协主席、副主席，省文明办",
    "市直各部门，市文明委各成员单位",
    "各县（区）委宣传部、文明办，各级文明单位",
    180,
)
# So many recipients need more than a page of their own.
MANY = Distribution(
    "市委书记、副书记、常委，市人大常委会主任、副主任，市政府市长、副市长，市政协主席、副主席",
    "、".join(f"云泽市第{n}届运动会筹备委员会办公室" for n in range(1, 46)),
    "、".join(f"青石县第{n}中学" for n in range(1, 60)),
    260,
)


def issue(template: str = "jingshen-wenming", **more: object) -> Bulletin:
    """Return an issue with everything that is printed."""
    bulletin = Bulletin(
        template=template,
        masthead=Masthead(
            name="云泽精神文明建设\n简报",
            number=7,
            serial_number=112,
            supplement=template == "zengkan",
            issuer="云泽市文明办",
            date=datetime.date(2025, 4, 18),
        ),
        sections=(
            Section(name="工作动态", articles=(MEETING,)),
            Section(name="经验交流", articles=(LIBRARY, WATER)),
            Section(name="文明时讯", articles=NEWS),
        ),
        distribution=LISTS,
    )
    return replace(bulletin, **more)  # pyright: ignore[reportArgumentType]


STYLES = (None, ContentsStyle.GROUPED, ContentsStyle.BULLETED)
