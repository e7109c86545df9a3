"""What a line or a paragraph looks like by itself: label, heading, column, caption, byline."""

import re

from bulletin_desk.intake.dates import whole_date
from bulletin_desk.intake.marks import CLAUSE_MARKS, is_finished, squash, width
from bulletin_desk.model.offices import is_office
from bulletin_desk.model.richtext import ParagraphKind

_CN = "一二三四五六七八九十百"
_COLUMN = re.compile(
    r"(?:【\s*([^【】]{1,16}?)\s*】|〖\s*([^〖〗]{1,16}?)\s*〗|[［\[]\s*([^\[\]［］\d]{2,12}?)\s*[］\]]"
    r"|([◆◇■□★☆●○▲△※*＊—–-]{1,3})\s*([^\W\d]{2,10})\s*\4)"
)
_HEADINGS = (
    (re.compile(rf"[{_CN}]{{1,3}}\s*[、.．]"), ParagraphKind.HEADING1),
    (re.compile(rf"[（(]\s*[{_CN}]{{1,3}}\s*[）)]"), ParagraphKind.HEADING2),
    (re.compile(r"\d{1,2}\s*[、．]|\d{1,2}\s*\.(?!\d)"), ParagraphKind.HEADING3),
    (re.compile(r"[（(]\s*\d{1,2}\s*[）)]|[①-⑳]"), ParagraphKind.HEADING4),
)
_NOTE = re.compile(
    r"[【〖\[（(]?\s*(?:编\s*者\s*按|按\s*语|编者的话|编前语)\s*[】〗\])）]?\s*[：:]?"
)
_CAPTION = re.compile(r"(?:摄影?|供图|图片提供)\s*[）)]?\s*[。.]?$")
_CAPTION_START = re.compile(r"[（(]?(?:图|上图|下图|左图|右图)\s*\d{0,2}\s*(?:为|[：:])")
_NUMBERED_CAPTION = re.compile(r"[（(]?图\s*[0-9一二三四五六七八九十]{1,2}[\s：:.、—-]*\S")
_PICTURED = re.compile(
    r"[。！？，,]?\s*(?:上|下|左|右)?图(?:片)?为[^。！？]{4,60}[。]?[^。！？]{0,20}$"
)
_DATELINE = re.compile(
    r"[【\[（(]?本报(?:综合)?(?:讯|消息)[】\])）]?\s*(?:[（(]([^（()）]{1,60})[）)])?"
)
_DATE_LEAD = re.compile(
    r"(?:\d{4}\s*年\s*)?\d{1,2}\s*月(?:\s*\d{1,2}\s*日|[上中下]旬|[份底初])|近[日期来年]|日前|"
    r"连日来|今年以来|(?:今|昨)[天日]|当[日前]|本月|本周"
)
_PURPOSE_LEAD = re.compile(
    r"为了?(?:进一步|深入|全面|认真|切实|持续|充分|贯彻|落实|[\u4e00-\u9fff])"
)
_ITEM = re.compile(r"[一二三四五六七八九十]是")
_HAN = re.compile(r"[\u3400-\u9fff]+")
_SURNAMES = frozenset(
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖萧田董袁潘于蒋蔡余杜"
    "叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付傅方白邹孟熊秦邱江尹薛闫阎段雷侯龙史"
    "陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤常温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟殷"
    "詹申欧耿关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕单季裴霍涂成苗谷曲盛冉翁蓝路游辛靳管"
    "柴蒙鲍华喻祁蒲房滕屈饶解牟艾尤阳时穆农司卓古吉缪简车项连芦麦褚娄窦戚岑景党宫费卜冷晏"
    "席卫米柏宗瞿桂全佟应臧闵苟邬边卞姬师和仇栾隋商刁沙荣巫寇桑郎甄丛仲虞敖巩明佘池查麻苑迟邝"
)
_ROLE = re.compile(r"(?:本报|见习|特约)?(?:记者|通讯员|作者)\s*[：:]?")
# Words of a byline that say no more than that it is one; the model stores the names alone.
_CREDIT = re.compile(
    r"(?:联合)?(?:供稿|撰稿|供文|来稿)\s*(?:单位|人)?\s*[：:]?|(?:图文|文图|文/图|图/文|文)\s*[/／：:]|"
    r"(?:作者|来源)\s*[：:]|(?:报送|投稿|选送|推荐|撰写|作者|来源)\s*(?:单位|部门|人|者)\s*[：:]"
)
_LABELLED = re.compile(
    r"(?:供稿|撰稿|供文|来稿|报送|投稿|选送|推荐|撰写|作者|来源)\s*(?:单位|部门|人|者)?\s*[：:]"
)
_NOT_NAMES = frozenset(("完", "略", "待续", "未完待续", "全文完", "转载", "节选", "摘要", "下同"))
_BRACKETED = re.compile(r"[（(]\s*([^（()）\d，,：:。]{2,30})\s*[）)]")
_COLUMN_END = re.compile(
    r"(?:动态|交流|时讯|简讯|快讯|信息|要闻|风采|论坛|之窗|聚焦|扫描|集锦|园地|专栏|速递|"
    r"传真|看台|广角|视点|在线|榜样|快报|播报|传递|天地|选登)$"
)


def column_name(text: str) -> str | None:
    """Return the name in a line that marks a column (栏目) by brackets or ornaments."""
    match = _COLUMN.fullmatch(text) if len(text) <= 30 else None
    if match is None or _NOTE.fullmatch(text):
        return None
    groups: tuple[str | None, ...] = match.group(1, 2, 3, 5)
    return "".join(group for group in groups if group)


def is_plain_column(text: str) -> bool:
    """Tell whether a bare short line is worded as a column's name: 工作动态."""
    return 2 <= width(squash(text)) <= 6 and bool(_COLUMN_END.search(squash(text)))


def heading_kind(text: str) -> ParagraphKind | None:
    """Return the level of a numbered heading, whatever follows the number."""
    head = text[:12]
    return next((kind for pattern, kind in _HEADINGS if pattern.match(head)), None)


def paragraph_kind(text: str) -> ParagraphKind:
    """Return what a paragraph of the body is for; a numbered paragraph of text stays body."""
    if is_note(text):
        return ParagraphKind.NOTE
    kind = heading_kind(text)
    if kind is None or width(text[:80]) > 36:
        return ParagraphKind.BODY
    sentence = text.rstrip("。；;")
    return ParagraphKind.BODY if re.search("[。；;！？]", sentence) else kind


def is_note(text: str) -> bool:
    """Tell whether a paragraph opens as an editor's note (按语)."""
    match = _NOTE.match(text[:20])
    return bool(match) and (match[0][-1:] in "：:】〗])）" or match[0] == text)


def is_caption(text: str) -> bool:
    """Tell whether a paragraph explains a photograph: …摄, 图为…."""
    if len(text) > 260:
        return False
    if _CAPTION.search(text[-12:]) and not text.endswith("拍摄。"):
        return True
    return bool(_CAPTION_START.match(text) or _PICTURED.search(text))


def is_numbered_caption(text: str) -> bool:
    """Tell whether a line is worded as the caption of a picture or table above it: 图1 会场."""
    return bool(_NUMBERED_CAPTION.match(text)) and len(text) <= 60


def dateline_byline(text: str) -> str | None:
    """Return the names in a dateline 本报讯(…), '' where it has none, None where there is none."""
    match = _DATELINE.match(text[:90])
    if match is None:
        return None
    return _without_credit(" ".join(_ROLE.sub(" ", match[1] or "").split()))


def opens_as_news(text: str) -> int:
    """Return how strongly a paragraph opens like an article: 3 date, 1 purpose, 0 not."""
    head = text[:16]
    if dateline_byline(text) is not None or _DATE_LEAD.search(head):
        return 3
    return 1 if _PURPOSE_LEAD.match(head) else 0


def starts_item(text: str) -> bool:
    """Tell whether a paragraph certainly begins here: numbering, dateline, editor's note."""
    return heading_kind(text) is not None or is_note(text) or dateline_byline(text) is not None


def starts_listed(text: str) -> bool:
    """Tell whether a text begins as a member of a list, after one that ended in a semicolon."""
    return starts_item(text) or bool(_ITEM.match(text))


def is_label(text: str) -> bool:
    """Tell whether a line stands for itself: a title, subhead or label, not part of a sentence.

    Short, without an end mark; with one comma only where it parts two balanced halves.
    """
    if len(text) > 72 or width(text) > 36 or not text:
        return False
    if is_finished(text) and not (text[-1] in "！？!?" and width(text) <= 26):
        return False
    if _DATE_LEAD.match(text) and CLAUSE_MARKS.search(text):
        return False
    halves = CLAUSE_MARKS.split(text)
    if len(halves) == 1:
        return True
    first, second = width(halves[0]), width(halves[-1])
    return len(halves) == 2 and min(first, second) >= 4 and abs(first - second) <= 6


def is_name(text: str) -> bool:
    """Tell whether a text is one person's name, blanks inside aside."""
    bare = squash(text)
    if "·" in bare:
        return 4 <= len(bare) <= 16 and bool(_HAN.fullmatch(bare.replace("·", "")))
    return 2 <= len(bare) <= 4 and bare[0] in _SURNAMES and bool(_HAN.fullmatch(bare))


def is_credit(text: str) -> bool:
    """Tell whether a line says by its label who sent or wrote the text: 供稿单位：…."""
    return bool(_LABELLED.match(text)) and width(text) <= 60 and "。" not in text


def is_byline(text: str) -> bool:
    """Tell whether a line under a title names its writers or the unit that sent it."""
    if is_credit(text):
        return True
    if width(text) > 30 or is_finished(text) or CLAUSE_MARKS.search(text):
        return False
    bare = _bare_brackets(text)
    if _CREDIT.match(bare) or _ROLE.match(bare) or re.search(r"(?:供稿|撰稿)$", bare):
        return True
    return is_name(bare) or is_office(bare) or _all_names(bare) or _office_and_name(bare)


def _all_names(text: str) -> bool:
    parts = [part for part in re.split(r"[\s、/]+", text) if part]
    if all(len(part) == 1 for part in parts):
        return False
    return len(parts) <= 6 and all(is_name(part) for part in parts)


def _office_and_name(text: str) -> bool:
    """Tell whether an office is followed, after a blank, by a name: 市委宣传部部长 王某某."""
    office, _, name = text.rpartition(" ")
    return width(office) >= 4 and 2 <= len(name) <= 4 and is_name(name)


def is_office_and_name(text: str) -> bool:
    """Tell whether a line is an office and, after a blank, one of its people."""
    office = text.rpartition(" ")[0]
    return width(text) <= 30 and is_office(office) and _office_and_name(text)


def clean_byline(text: str) -> str:
    """Return the names: without brackets and without 供稿, 作者： and the like."""
    names = _without_credit(_bare_brackets(text))
    # A name of spaced letters is one name: 李 晓 明.
    return squash(names) if all(len(part) == 1 for part in names.split()) else names


def closing_byline(text: str) -> tuple[str, str] | None:
    """Split a text that ends in a byline in brackets into the text before it and the names."""
    match = re.search(r"\s*[（(]([^（()）]{2,40})[）)]\s*$", text[-50:])
    if match is None or match[1].strip() in _NOT_NAMES:
        return None
    inside = match[1].strip()
    before = text[: len(text) - len(match[0])]
    if before and not is_finished(before):
        return None
    credited = bool(_CREDIT.search(inside) or _ROLE.match(inside))
    if not (credited or is_byline(inside)):
        return None
    return before, _without_credit(inside)


def is_bracketed_name(text: str) -> bool:
    """Tell whether a line is a short name in brackets, whosever it is: （团市委）."""
    match = _BRACKETED.fullmatch(text)
    if match is None or whole_date(match[1]) or match[1].strip() in _NOT_NAMES:
        return False
    return not is_finished(match[1]) and not _CAPTION.search(text)


def _bare_brackets(text: str) -> str:
    match = re.fullmatch(r"[（(]\s*(.*?)\s*[）)]", text)
    return match[1] if match else text


def _without_credit(text: str) -> str:
    """Return a byline without 供稿 or 来源; as it was when nothing else would be left."""
    bare = " ".join(_CREDIT.sub(" ", text).split()).strip("：:/ ")
    return bare or text.strip()


def is_signature(text: str) -> bool:
    """Tell whether a closing line is a signature: a date or a unit."""
    return whole_date(text) is not None or is_office(text)
