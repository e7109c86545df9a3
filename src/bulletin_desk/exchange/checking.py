"""What an issue from outside must be so that it can be kept and set: names, ids, measures."""

import re
from collections.abc import Iterable

from bulletin_desk.exchange.errors import ExchangeError
from bulletin_desk.model.bulletin import Article, Bulletin
from bulletin_desk.model.richtext import Block, Picture, Table
from bulletin_desk.model.templates import is_file_name

DIGEST = re.compile(r"[0-9a-f]{64}\Z")
_ID = re.compile(r"[^\x00-\x1f\ud800-\udfff]{1,100}\Z")
_LARGEST_NUMBER = 2**31 - 1
_WIDEST_MM = 2_000.0
_MOST_PIXELS = 100_000


def check_bulletin(bulletin: Bulletin) -> None:
    """Raise an ExchangeError when the library could not keep the issue as it is."""
    if not is_file_name(bulletin.template):
        raise ExchangeError("里面的模板名称不能使用，没有读入。请让对方换一个模板后重新导出。")
    masthead, distribution = bulletin.masthead, bulletin.distribution
    for number in (
        masthead.number,
        masthead.serial_number,
        masthead.year,
        distribution.copies,
    ):
        if number is not None and abs(number) > _LARGEST_NUMBER:
            raise ExchangeError("里面的期号、年份或份数太大，没有读入。请让对方改正后重新导出。")
    _check_ids(section.id for section in bulletin.sections)
    check_articles(bulletin.articles())


def check_articles(articles: Iterable[Article]) -> None:
    """Raise an ExchangeError when the library could not keep these articles side by side."""
    known = list(articles)
    _check_ids(article.id for article in known)
    for article in known:
        for block in article.body:
            _check_block(block)


def pictures_in(bulletin: Bulletin) -> dict[str, Picture]:
    """Return the pictures of an issue by digest, in reading order."""
    blocks = (block for article in bulletin.articles() for block in article.body)
    found: dict[str, Picture] = {}
    for block in blocks:
        if isinstance(block, Picture):
            found.setdefault(block.digest, block)
    return found


def _check_ids(ids: Iterable[str]) -> None:
    known = list(ids)
    if len(set(known)) < len(known) or not all(map(_ID.match, known)):
        raise ExchangeError("里面稿件或栏目的标识重复或不合规定，没有读入。请让对方重新导出。")


def _check_block(block: Block) -> None:
    match block:
        case Picture():
            width = block.width_mm
            fits = width is None or 0 < width <= _WIDEST_MM
            sizes = (block.pixel_width, block.pixel_height)
            if (
                not DIGEST.match(block.digest)
                or block.rotation not in (0, 90, 180, 270)
                or not all(0 < size <= _MOST_PIXELS for size in sizes)
                or not fits
            ):
                raise ExchangeError("里面有一张图片的说明不合规定，没有读入。请让对方重新导出。")
        case Table():
            if not block.rows:
                raise ExchangeError("里面有一个表格不合规定，没有读入。请让对方重新导出。")
        case _:
            pass
