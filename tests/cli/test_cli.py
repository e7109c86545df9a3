"""The command line, end to end on a real library: what scripts and checks stand on."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import docx
import pypdfium2
import pytest

from bulletin_desk.cli import main
from bulletin_desk.library import Library
from bulletin_desk.model.edits import replace_article
from bulletin_desk.model.richtext import plain
from bulletin_desk.paths import RESOURCES

SAMPLE = RESOURCES / "sample" / "jianbao.txt"


class Desk:
    """Runs commands on one library and keeps what they print."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.folder = folder
        self.library = folder / "library.db"
        self._capsys = capsys
        self.errors = ""

    def run(self, *words: object, status: int = 0) -> str:
        assert main(["--library", str(self.library), *map(str, words)]) == status
        printed = self._capsys.readouterr()
        self.errors = printed.err
        return printed.out

    def json(self, *words: object, status: int = 0) -> Any:
        return json.loads(self.run(*words, "--json", status=status))


@pytest.fixture
def desk(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Desk:
    return Desk(tmp_path, capsys)


@pytest.fixture
def sample(desk: Desk) -> int:
    return int(desk.json("import", SAMPLE)[0]["id"])


def test_the_sample_is_recognised_whole(desk: Desk):
    issue = desk.json("import", SAMPLE)[0]
    assert issue["series"] == "云泽市精神文明建设简报"
    assert (issue["number"], issue["date"], issue["toc"]) == (6, "2026-03-18", True)
    assert issue["issuer"] == "云泽市文明办"
    shape = [(s["name"], len(s["articles"])) for s in issue["sections"]]
    assert shape == [("工作动态", 2), ("经验交流", 2), ("文明时讯", 3)]
    assert [a["run_in"] for a in issue["sections"][2]["articles"]] == [True] * 3
    assert issue["distribution"]["copies"] == 160
    assert issue["warnings"] == []


def test_show_prints_the_form_of_import(desk: Desk):
    imported = desk.json("import", SAMPLE)[0]
    shown = desk.json("show", imported["id"])
    for key in ("series", "number", "issuer", "date", "toc", "sections", "distribution", "id"):
        assert shown[key] == imported[key]
    assert "【工作动态】" in desk.run("show", imported["id"])


def test_list_and_search(desk: Desk, sample: int):
    row = desk.json("list")[0]
    assert (row["id"], row["number"], row["titles"]) == (sample, 6, 7)
    assert desk.json("search", "阅读")[0]["issue"] == sample
    assert "市图书馆" in desk.run("search", "阅读")
    assert desk.run("search", "没有这个词", status=1) == ""
    assert "没有找到" in desk.errors


def test_a_supplement_is_listed_as_one(desk: Desk):
    desk.run("new", "--series", "某局工作简报", "--template", "zengkan")
    desk.run("new", "--series", "某局工作简报", "--template", "gongzuo")
    numbers = [line.split("\t")[2] for line in desk.run("list").splitlines()]
    assert sorted(numbers) == ["增刊第1期", "第1期"]


def test_an_empty_library_says_what_to_do(desk: Desk):
    assert "import" in desk.run("list")


def test_the_next_issue_takes_its_frame_from_the_last(desk: Desk, sample: int):
    series = "云泽市精神文明建设简报"
    issue = desk.json("new", "--series", series, "--date", "2026-03-25")
    assert (issue["number"], issue["issuer"]) == (7, "云泽市文明办")
    assert [s["articles"] for s in issue["sections"]] == [[], [], []]
    assert issue["distribution"]["copies"] == 160
    assert desk.json("new", "--series", series, "--date", "2027-01-05")["number"] == 1


def test_a_new_series_starts_from_a_template(desk: Desk):
    issue = desk.json("new", "--series", "某局工作简报", "--template", "gongzuo")
    assert (issue["series"], issue["number"]) == ("某局工作简报", 1)


def test_a_file_imported_twice_is_told_and_not_doubled(desk: Desk, sample: int):
    assert "第6期" in desk.run("import", SAMPLE)
    assert len(desk.json("list")) == 1


def test_what_is_no_bulletin_goes_to_the_pool(desk: Desk, tmp_path: Path):
    text = tmp_path / "来稿.txt"
    text.write_text(
        "县图书馆开展送书下乡活动\n\n近日，县图书馆组织志愿者走进乡村小学，送去图书三百余册。\n",
        encoding="gb18030",
    )
    assert "待用稿" in desk.run("import", text)
    assert desk.json("list") == []
    assert desk.json("search", "送书下乡")[0]["issue"] is None


def test_what_was_not_recognised_is_kept_with_the_issue(desk: Desk, tmp_path: Path):
    text = SAMPLE.read_text(encoding="utf-8").replace(
        "【工作动态】", "扫码关注我们\n\n【工作动态】", 1
    )
    path = tmp_path / "a.txt"
    path.write_text(text, encoding="utf-8")
    imported = desk.json("import", path)[0]
    shown = desk.json("show", imported["id"])
    assert shown["warnings"] == imported["warnings"]
    assert any("扫码关注我们" in warning for warning in shown["warnings"])


def test_to_pool_makes_no_issue(desk: Desk):
    desk.run("import", SAMPLE, "--to-pool")
    assert desk.json("list") == []


@pytest.mark.parametrize(
    ("name", "data"),
    [("missing.txt", None), ("empty.txt", b""), ("junk.txt", bytes(range(256)) * 8)],
)
def test_a_bad_file_gets_a_sentence_and_stops_no_other(
    desk: Desk, tmp_path: Path, name: str, data: bytes | None
):
    path = tmp_path / name
    if data is not None:
        path.write_bytes(data)
    printed = desk.run("import", path, SAMPLE, "--json", status=1)
    assert [issue["number"] for issue in json.loads(printed)] == [6]
    assert name in desk.errors
    assert "Traceback" not in desk.errors


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030", "utf-16", "utf-16-le"])
def test_every_encoding_reads_the_same(desk: Desk, tmp_path: Path, encoding: str):
    path = tmp_path / "简报.txt"
    path.write_bytes(SAMPLE.read_text(encoding="utf-8").encode(encoding))
    issue = desk.json("import", path)[0]
    assert issue["series"] == "云泽市精神文明建设简报"
    assert len(issue["sections"]) == 3


def test_export_of_an_issue_and_of_a_file_say_the_same(desk: Desk, sample: int, tmp_path: Path):
    one, other = tmp_path / "a.pdf", tmp_path / "b.pdf"
    desk.run("export", sample, "--pdf", one, "--docx", tmp_path / "a.docx")
    desk.run("export", SAMPLE, "--pdf", other)
    assert (tmp_path / "a.docx").stat().st_size > 5_000
    assert _text(one) == _text(other)
    assert "开展移风易俗集中宣传活动" in _text(one)


@pytest.mark.parametrize("copies", [1, 9])
def test_export_names_characters_that_no_font_has(desk: Desk, tmp_path: Path, copies: int):
    path = tmp_path / "a.txt"
    path.write_text(SAMPLE.read_text(encoding="utf-8").replace("云泽", "云\U000f1234"), "utf-8")
    desk.run("export", *[path] * copies, "--pdf", tmp_path / "a.pdf")
    assert desk.errors.count("\U000f1234") == 1
    desk.run("export", SAMPLE, "--pdf", tmp_path / "a.pdf")
    assert "方框" not in desk.errors


def test_a_docx_names_standard_fonts_so_none_is_replaced(desk: Desk, tmp_path: Path):
    for template in ("jingshen-wenming", "gongzuo"):
        desk.run("export", SAMPLE, "--docx", tmp_path / "a.docx", "--template", template)
        assert desk.errors == ""


def test_half_a_character_in_a_title_stops_no_export(desk: Desk, sample: int, tmp_path: Path):
    with Library.open(desk.library) as library:
        issue = library.load_issue(sample)
        first = next(issue.articles())
        broken = replace(first, title="标题\ud83d", body=(plain("正文\ud83d"),))
        library.save_issue(sample, replace_article(issue, broken))
    desk.run("export", sample, "--pdf", tmp_path / "a.pdf", "--docx", tmp_path / "a.docx")
    assert "正文" in _text(tmp_path / "a.pdf")


def test_a_folder_takes_a_file_an_issue_and_a_file_binds_all(desk: Desk, tmp_path: Path):
    desk.run("import", SAMPLE)
    desk.run("new", "--series", "云泽市精神文明建设简报", "--date", "2026-04-01")
    folder, bound = tmp_path / "pdf", tmp_path / "合订本.pdf"
    folder.mkdir()
    desk.run("export", 1, 2, "--pdf", folder)
    desk.run("export", 1, 2, "--pdf", bound)
    pages = {path.name: _pages(path) for path in folder.iterdir()}
    assert set(pages) == {
        "云泽市精神文明建设简报 2026年第6期（总第138期）.pdf",
        "云泽市精神文明建设简报 2026年第7期（总第139期）.pdf",
    }
    assert _pages(bound) == sum(pages.values())


def test_our_own_docx_comes_back_the_same(desk: Desk, sample: int, tmp_path: Path):
    target = tmp_path / "a.docx"
    desk.run("export", sample, "--docx", target)
    before = desk.json("show", sample)
    back = Desk(tmp_path / "other", desk._capsys)
    issue = back.json("import", target)[0]
    for key in ("series", "number", "issuer", "date", "toc", "sections", "distribution"):
        assert issue[key] == before[key]
    assert back.run("lines", issue["id"]) == desk.run("lines", sample)


@pytest.mark.parametrize("more", [(), ("--pdf", "a.pdf")])
def test_a_long_title_is_broken_by_meaning_in_word_too(
    desk: Desk, tmp_path: Path, more: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.chdir(tmp_path)
    long = "我市召开2025年度文明服务“示范岗”工作部署会"
    text = SAMPLE.read_text(encoding="utf-8")
    path = tmp_path / "a.txt"
    path.write_text(text.replace("全市文明城市创建工作推进会召开", long), encoding="utf-8")
    desk.run("export", path, "--docx", "a.docx", *more)
    shown = [p.text for p in docx.Document("a.docx").paragraphs]
    assert [t.count("\n") for t in shown if _squash(t) == long] == [0, 1]
    back = Desk(tmp_path / "other", desk._capsys)
    assert back.json("import", "a.docx")[0]["sections"][0]["articles"][0]["title"] == long


def test_a_bound_volume_comes_back_as_its_issues(desk: Desk, sample: int, tmp_path: Path):
    desk.run("new", "--series", "云泽市精神文明建设简报", "--date", "2026-04-01")
    target = tmp_path / "合订本.docx"
    desk.run("export", 1, 2, "--docx", target)
    back = Desk(tmp_path / "other", desk._capsys)
    assert [issue["number"] for issue in back.json("import", target)] == [6, 7]


def test_another_template_changes_the_page(desk: Desk, sample: int):
    first = desk.run("lines", sample)
    second = desk.run("lines", sample, "--template", "gongzuo")
    assert first != second
    assert "目　录" in second
    assert _squash(first)[:9] == "云泽市精神文明建设"


def test_a_template_may_be_a_file(desk: Desk, sample: int, tmp_path: Path):
    good, bad = tmp_path / "own.toml", tmp_path / "bad.toml"
    good.write_text('id = "own"\nname = "自用"\n[contents]\nheading = "要目"\n', encoding="utf-8")
    bad.write_text('id = "bad"\nname = "自用"\n[page]\ncolour = 1\n', encoding="utf-8")
    assert "要目" in desk.run("lines", sample, "--template", good)
    assert desk.run("lines", sample, "--template", bad, status=1) == ""
    assert "第4行" in desk.errors
    desk.run("lines", sample, "--template", tmp_path / "none.toml", status=1)
    assert "none.toml" in desk.errors


def test_lines_part_pages_by_a_blank_line(desk: Desk, sample: int, tmp_path: Path):
    target = tmp_path / "a.pdf"
    desk.run("export", sample, "--pdf", target)
    assert desk.run("lines", sample).rstrip("\n").count("\n\n") == _pages(target) - 1


def test_dump_is_stable(desk: Desk, sample: int):
    assert desk.run("dump", sample) == desk.run("dump", sample)
    assert "page 1" in desk.run("dump", sample)


def test_check_names_problems(desk: Desk, sample: int):
    assert "没有发现问题" in desk.run("check", sample)
    new = desk.json("new", "--series", "云泽市精神文明建设简报", "--date", "2026-04-01")
    problems = desk.json("check", new["id"], status=1)
    assert {p["rule"] for p in problems} == {"empty-section"}


def test_sample_writes_both_files(desk: Desk, tmp_path: Path):
    desk.run("sample", "--out", tmp_path / "out")
    suffixes = sorted(path.suffix for path in (tmp_path / "out").iterdir())
    assert suffixes == [".docx", ".pdf"]
    assert not desk.library.exists()


def test_backup_and_restore(desk: Desk, sample: int, tmp_path: Path):
    backup = tmp_path / "backup.db"
    desk.run("backup", backup)
    desk.run("new", "--series", "云泽市精神文明建设简报", "--date", "2026-04-01")
    assert len(desk.json("list")) == 2
    desk.run("restore", backup)
    assert [row["id"] for row in desk.json("list")] == [sample]
    assert "完好" in desk.run("doctor")


def test_templates_are_listed(desk: Desk):
    ids = [template["id"] for template in desk.json("templates")]
    assert ids == ["jingshen-wenming", "chuangcheng", "gongzuo", "kuaibao", "huiyi", "zengkan"]


@pytest.mark.parametrize(
    "words",
    [
        ("show", "99"),
        ("export", "99", "--pdf", "x.pdf"),
        ("lines", "missing.txt"),
        ("new", "--series", "某", "--date", "昨天"),
        ("new", "--series", "某", "--template", "none"),
        ("backup", "x.db"),
        ("restore", "missing.db"),
    ],
)
def test_bad_input_gets_a_chinese_sentence(desk: Desk, words: tuple[str, ...]):
    desk.run(*words, status=1)
    assert any("一" <= char <= "鿿" for char in desk.errors)
    assert "Traceback" not in desk.errors


@pytest.mark.parametrize("words", [("nonsense",), ("import",), ("list", "--colour")])
def test_wrong_usage_is_status_2(desk: Desk, words: tuple[str, ...]):
    with pytest.raises(SystemExit) as stop:
        desk.run(*words)
    assert stop.value.code == 2


def test_export_without_a_target_is_wrong_usage(desk: Desk):
    assert "--pdf" in (desk.run("export", SAMPLE, status=2) or desk.errors)


def test_without_a_display_the_window_says_so(desk: Desk, monkeypatch: pytest.MonkeyPatch):
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    desk.run(status=1)
    assert "图形桌面" in desk.errors


def _text(path: Path) -> str:
    with pypdfium2.PdfDocument(path) as document:
        return _squash("".join(page.get_textpage().get_text_range() for page in document))


def _pages(path: Path) -> int:
    with pypdfium2.PdfDocument(path) as document:
        return len(document)


def _squash(text: str) -> str:
    return "".join(text.split())
