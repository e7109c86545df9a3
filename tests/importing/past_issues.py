"""Past issues and submissions as files, for the tests of importing."""

from pathlib import Path

from bulletin_desk.paths import RESOURCES

SAMPLE = (RESOURCES / "sample" / "jianbao.txt").read_text(encoding="utf-8")
_NUMBER, _YEAR = "第 6 期（总第 138 期）", "2026 年 3 月 18 日"
assert _NUMBER in SAMPLE
assert _YEAR in SAMPLE


def issue(path: Path, number: int, year: int = 2026) -> Path:
    """Write the issue of this number."""
    path.parent.mkdir(parents=True, exist_ok=True)
    text = SAMPLE.replace(_NUMBER, f"第 {number} 期").replace(_YEAR, f"{year} 年 3 月 18 日")
    path.write_text(text, encoding="utf-8")
    return path


def nameless(path: Path) -> Path:
    """Write an issue without number and date."""
    path.write_text(SAMPLE.replace(_NUMBER, "").replace(_YEAR, ""), encoding="utf-8")
    return path


def note(path: Path, title: str = "县图书馆开展送书下乡活动") -> Path:
    """Write a submission."""
    path.parent.mkdir(parents=True, exist_ok=True)
    text = f"{title}\n\n近日，{path.stem}的同志走进乡村小学，送去图书三百余册。\n"
    path.write_text(text, encoding="utf-8")
    return path
