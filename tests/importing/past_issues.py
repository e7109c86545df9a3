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


def other(path: Path, number: int) -> Path:
    """Write another issue of this number, that has nothing in common with the sample's."""
    titles = ("白杨县整治河道", "江口市评选好家风")
    head = f"云泽市精神文明建设简报\n第{number}期\n\n云泽市文明办　　2026年3月18日\n\n"
    contents = "【部门之声】\n" + "".join(f"{title}\n" for title in titles)
    body = f"\n【部门之声】\n\n{titles[0]}\n\n　　白杨县对县内河道进行了清淤，拆除违建三处。\n\n"
    body += f"{titles[1]}\n\n　　江口市评选出好家风家庭一百户，予以表彰。\n\n报：市委\n"
    path.write_text(head + contents + body, encoding="utf-8")
    return path
