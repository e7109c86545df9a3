"""Whether a PDF's text can be read at all: scans, outlined text and fonts without a map."""

from collections.abc import Sequence
from dataclasses import dataclass

from bulletin_desk.intake.result import IntakeError

# A page with fewer characters shows next to no text: a stamp, a page number, a file's name.
NEXT_TO_NONE = 16
_COVERED = 0.4  # of the page by pictures
_GARBAGE = 0.25

_SCANNED = (
    "这个 PDF 是扫描的图片，里面没有文字，没有读入。请用文字识别（OCR）软件转成 Word 文档再导入，"
    "或导入原来的文档。"
)
_NO_TEXT = "这个 PDF 里没有可以读取的文字（可能转成了曲线），没有读入。请用原来的 Word 文档导入。"
_UNMAPPED = (
    "这个 PDF 的文字没有编码信息，读出来是乱码，没有读入。请用原来的 Word 文档导入，"
    "或用文字识别（OCR）软件转换后再导入。"
)
_RECOGNISED = "这个 PDF 是扫描后识别的，文字可能有错，请逐字核对。"


@dataclass(frozen=True, slots=True)
class PageFacts:
    """What tells a scan: letters on the page, those without meaning or not shown, and pictures."""

    number: int
    letters: int
    unmapped: int
    hidden: int
    covered: float  # the part of the page that pictures cover

    @property
    def scanned(self) -> bool:
        """Whether the page is a picture with next to no text."""
        return self.letters + self.unmapped < NEXT_TO_NONE and self.covered >= _COVERED


def judge(pages: Sequence[PageFacts]) -> list[str]:
    """Return what the clerk should know; IntakeError where there is nothing to read."""
    letters = sum(page.letters for page in pages)
    unmapped = sum(page.unmapped for page in pages)
    scanned = [page for page in pages if page.scanned]
    if unmapped and unmapped >= _GARBAGE * (letters + unmapped):
        raise IntakeError(_UNMAPPED)
    if scanned and len(scanned) * 2 >= sum(1 for p in pages if p.letters or p.covered):
        raise IntakeError(_SCANNED)
    if not letters:
        raise IntakeError(_NO_TEXT)
    warnings: list[str] = []
    if scanned:
        numbers = "、".join(str(page.number) for page in scanned[:20])
        warnings.append(f"第 {numbers} 页是扫描的图片，上面的文字没有读入，请对照原件补上。")
    if unmapped:
        warnings.append(f"有 {unmapped} 个字没有编码信息，没有读出来，请对照原件补上。")
    if sum(page.hidden for page in pages) * 2 > letters:
        warnings.append(_RECOGNISED)
    return warnings
