"""The whole library out to open formats and back: nothing is lost, nothing is doubled."""

import datetime
import hashlib
import json
import sqlite3
import threading
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bulletin_desk.errors import DeskError
from bulletin_desk.exchange.library_export import export_library
from bulletin_desk.exchange.library_import import import_library
from bulletin_desk.library import Library
from bulletin_desk.library.records import ImportItem, Phrase
from bulletin_desk.library.schema import metadata
from bulletin_desk.model.bulletin import Article, Bulletin, Distribution, Masthead, Section
from bulletin_desk.model.credit import Unit
from bulletin_desk.model.recipients import Recipient
from bulletin_desk.model.richtext import Paragraph, ParagraphKind, Run, Table
from bulletin_desk.model.templates import load_template, own_folder, own_path
from bulletin_desk.process import StoppedError
from exchange.readings import PREFERENCES, Reader, public_readings
from exchange.samples import drawing, drawn_issue, emptied, kept_issue, picture_of
from library.samples import article, issue


def furnish(library: Library) -> list[str]:
    """Put something of everything into a library; return the digests of its pictures."""
    drawn = kept_issue(library, drawing(), drawing("blue", "JPEG"))
    library.save_version(drawn, "初稿")
    library.save_issue(drawn, replace(library.load_issue(drawn), contents=True))
    library.save_version(drawn, "自动", automatic=True)
    library.ignore_problem(drawn, "rule|a9")
    pooled = article("青石县来稿", "青石县召开会议，部署工作。" * 4, units=("青石县文明办",))
    library.add_to_pool([pooled, article("又一篇", "云泽市开展活动。")], ["没有认出的一行"])
    # One goes into an issue and remembers that it came from the pool.
    taken = library.add_issue(issue(1, pooled, article("要闻", "云泽市召开会议。" * 5)))
    library.add_to_pool([replace(pooled, title="后来的一篇")])
    library.finalise(taken, template='id = "x"', pdf=b"%PDF-1", docx=b"PK\x03\x04")
    library.reopen(taken, "日期写错")
    library.finalise(taken, template='id = "x"', pdf=b"%PDF-2", docx=b"PK\x03\x04")
    # Two drafts that say the same, and a gap among the ids.
    gone = library.add_issue(Bulletin())
    for _ in range(2):
        library.add_issue(Bulletin(masthead=Masthead(name="无号的刊物")), warnings=["页脚一行"])
    library.delete_issue(gone)
    library.save_recipients([Recipient("省文明办", 2, "report"), Recipient("青石县")])
    library.save_units([Unit("青石县文明办", ("青石文明办",), ("青石县精神文明办",))])
    library.remember_credit("县办", ("青石县文明办",))
    library.save_phrases([Phrase("结尾", "以上。", "正文")])
    for number, key in enumerate(PREFERENCES):
        library.set_preference(key, {"值": [number, None, "文"]})
    picture = drawing("green")
    library.import_batch(
        [
            ImportItem("7.txt", "2026", "7" * 64, issue(7, article("七", "第七期。" * 9)), ()),
            ImportItem("8.txt", "", "8" * 64, None, (article("来稿一", "白杨县来稿。" * 9),)),
            ImportItem(
                "9.docx", "疑", "9" * 64, issue(9, article("九", "九。")), (), ("没有期号",),
                {picture_of(picture).digest: picture}, ("没有认出刊名",), '{"lines": []}',
            ),
        ]
    )  # fmt: skip
    return [picture_of(data).digest for data in (drawing(), drawing("blue", "JPEG"), picture)]


@pytest.mark.parametrize("name", ["稿库.zip", "稿库"])
def test_everything_comes_back(library: Library, other: Library, tmp_path: Path, name: str) -> None:
    digests = furnish(other)
    export_library(other.path, tmp_path / name)
    result = import_library(library, tmp_path / name)
    assert result.remarks == []
    here, there = Reader(library), Reader(other)
    assert here.everything(digests) == there.everything(digests)
    assert here.called == public_readings()
    export_library(library.path, tmp_path / "again.zip")
    export_library(other.path, tmp_path / "first.zip")
    assert (tmp_path / "again.zip").read_bytes() == (tmp_path / "first.zip").read_bytes()


texts = st.text(
    st.sampled_from(" \n\t\"\\/'<>&aB7云泽青石县会议，。（）\u00a0\u3000\u2028𠮷䶮é\ufeff"),
    max_size=12,
)
dates = st.none() | st.dates(datetime.date(1, 1, 1), datetime.date(9999, 12, 31))
runs = st.lists(st.builds(Run, texts, st.booleans(), st.booleans()), max_size=3).map(tuple)
cells = st.lists(st.lists(runs, min_size=1, max_size=2).map(tuple), min_size=1, max_size=3)
blocks = st.one_of(
    st.builds(Paragraph, runs, st.sampled_from(ParagraphKind)),
    st.builds(Table, cells.map(tuple), st.integers(0, 2)),
    st.builds(
        lambda caption, width, turned: replace(
            picture_of(drawing()), caption=caption, width_mm=width, rotation=turned
        ),
        runs,
        st.none() | st.floats(0.5, 500),
        st.sampled_from([0, 90, 180, 270]),
    ),
)
articles = st.builds(
    Article,
    title=texts, subtitle=texts, byline=texts, units=st.lists(texts, max_size=2).map(tuple),
    date=dates, run_in=st.booleans(), body=st.lists(blocks, max_size=3).map(tuple), origin=texts,
)  # fmt: skip
mastheads = st.builds(
    Masthead,
    name=texts, number=st.none() | st.integers(0, 40), supplement=st.booleans(),
    year=st.none() | st.integers(0, 3000), issuer=texts, date=dates, classification=texts,
    copy_number=texts, notice=texts,
)  # fmt: skip
bulletins = st.builds(
    Bulletin,
    template=st.sampled_from(["gongzuo", "失踪的模板"]),
    masthead=mastheads,
    contents=st.booleans(),
    sections=st.lists(
        st.builds(Section, name=texts, articles=st.lists(articles, max_size=2).map(tuple)),
        max_size=3,
    ).map(tuple),
    distribution=st.builds(Distribution, texts, texts, texts, st.none() | st.integers(0, 999)),
    contents_pages=st.none() | st.booleans(),
)


@settings(max_examples=12, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(st.lists(bulletins, max_size=4), st.lists(articles, max_size=3), st.lists(texts, max_size=3))
def test_whatever_an_office_wrote_comes_back(
    tmp_path_factory: pytest.TempPathFactory,
    template: Path,
    issues: list[Bulletin],
    pool: list[Article],
    labels: list[str],
) -> None:
    folder = tmp_path_factory.mktemp("两台机器")
    for name in ("there.db", "here.db"):
        (folder / name).write_bytes(template.read_bytes())
    with Library.open(folder / "there.db") as there, Library.open(folder / "here.db") as here:
        digest = there.add_picture(drawing())
        for bulletin in issues:
            try:
                kept = there.add_issue(bulletin, warnings=labels)
            except DeskError:
                continue  # its number is used
            for label in labels:
                there.save_version(kept, label)
        there.add_to_pool(pool, labels)
        export_library(there.path, folder / "一.zip")
        assert import_library(here, folder / "一.zip").remarks == []
        assert Reader(here).everything([digest]) == Reader(there).everything([digest])
        export_library(here.path, folder / "二.zip")
    assert (folder / "一.zip").read_bytes() == (folder / "二.zip").read_bytes()


def test_a_second_time_nothing_is_doubled(library: Library, other: Library, tmp_path: Path) -> None:
    furnish(other)
    export_library(other.path, tmp_path / "一.zip")
    mine = library.add_issue(issue(3, article("本机的", "原有的一期。"), name="本机的刊物"))
    first = import_library(library, tmp_path / "一.zip")
    assert first.issues == len(other.issues())
    before = Reader(library).everything()
    again = import_library(library, tmp_path / "一.zip")
    assert (again.issues, again.articles, again.pictures) == (0, 0, 0)
    assert again.known == len(other.issues())
    assert f"已有的 {again.known} 期没有重复导入" in again.summary
    assert Reader(library).everything() == before
    assert library.load_issue(mine).series == "本机的刊物"


def test_another_issue_of_the_same_number_becomes_a_copy_without_number(
    library: Library, other: Library, tmp_path: Path
) -> None:
    theirs = issue(4, article("那边的", "那边的第四期。"))
    kept = other.add_issue(theirs)
    other.finalise(kept, template='id = "x"', pdf=b"%PDF-1", docx=b"PK\x03\x04")
    mine = library.add_issue(emptied(theirs))
    export_library(other.path, tmp_path / "一.zip")
    result = import_library(library, tmp_path / "一.zip")
    assert "期号已被占用" in result.remarks[0]
    assert library.load_issue(mine) == emptied(theirs)
    copy = next(record for record in library.issues() if record.id != mine)
    assert copy.number is None
    assert copy.status == "draft"
    assert next(library.load_issue(copy.id).articles()).title == "那边的"
    assert library.final_file(copy.id, "pdf") == b"%PDF-1"
    assert import_library(library, tmp_path / "一.zip").issues == 0


def test_an_article_of_the_pool_here_is_left_where_it_is(
    library: Library, other: Library, tmp_path: Path
) -> None:
    """The same id on two machines: the issue that arrives must not take the article away."""
    other.add_issue(issue(4, article("那边的", "旧的文字。", id="same")))
    library.add_to_pool([article("这边的", "新的文字。", id="same")])
    export_library(other.path, tmp_path / "一.zip")
    import_library(library, tmp_path / "一.zip")
    assert [a.title for a in library.pool()] == ["这边的"]
    (arrived,) = library.load_issue(1).articles()
    # Another id: taken out and put back by undo, it would take the pool's article along.
    assert (arrived.title, arrived.id == "same") == ("那边的", False)


def test_an_own_template_is_taken_along_and_never_replaced(
    library: Library, other: Library, tmp_path: Path
) -> None:
    base = Path(str(own_path("x"))).parent
    base.mkdir(parents=True)
    text = '# 我们的\nid = "bangongshi"\nname = "办公室简报"\n'
    own_path("bangongshi").write_text(text, encoding="utf-8")
    other.add_issue(replace(issue(1), template="bangongshi"))
    export_library(other.path, tmp_path / "一.zip")
    own_path("bangongshi").unlink()
    import_library(library, tmp_path / "一.zip")
    assert own_path("bangongshi").read_text(encoding="utf-8") == text
    changed = text + 'description = "另一台机器上的"\n[masthead]\nissuer = "云泽市"\n'
    own_path("bangongshi").write_text(changed, encoding="utf-8")
    library.add_issue(replace(issue(2), template="bangongshi"))
    other.add_issue(replace(issue(3), template="bangongshi"))
    own_path("bangongshi").write_text(text, encoding="utf-8")
    export_library(other.path, tmp_path / "二.zip")
    own_path("bangongshi").write_text(changed, encoding="utf-8")
    for _ in range(2):
        result = import_library(library, tmp_path / "二.zip")
        assert "另存为“办公室简报（副本）”" in result.remarks[0]
    assert own_path("bangongshi").read_text(encoding="utf-8") == changed
    assert len(list(own_folder().glob("*.toml"))) == 2
    newest = next(r.id for r in library.issues() if r.number == 3)
    assert load_template(library.load_issue(newest).template).issuer == ""


def test_cancelling_leaves_no_export_and_what_was_imported(
    library: Library, other: Library, tmp_path: Path
) -> None:
    for number in range(40):
        other.add_issue(issue(number, article(f"第{number}篇", "正文。")))
    stopped = threading.Event()

    def stop(done: int, total: int) -> None:
        assert total == 40
        if done == 20:
            stopped.set()

    for name in ("一.zip", "一"):
        stopped.clear()
        with pytest.raises(StoppedError):
            export_library(other.path, tmp_path / name, stop, stopped)
    assert (
        sorted(p.name for p in tmp_path.iterdir() if not p.name.startswith(("here", "there"))) == []
    )
    export_library(other.path, tmp_path / "一.zip")
    stopped.clear()
    with pytest.raises(StoppedError):
        import_library(library, tmp_path / "一.zip", stop, stopped)
    some = len(library.issues())
    assert 0 < some < 40
    result = import_library(library, tmp_path / "一.zip")
    assert (result.issues, result.known) == (40 - some, some)
    assert len(library.issues()) == 40


def test_what_is_damaged_is_left_out_and_told(other: Library, tmp_path: Path) -> None:
    kept_issue(other, drawing())
    bad = other.add_issue(issue(2, article("坏的", "正文。")))
    other.close()
    with closing(sqlite3.connect(other.path)) as raw:
        raw.execute(
            "UPDATE articles SET body = replace(body, '正', '歪') WHERE issue_id = ?", [bad]
        )
        raw.execute("UPDATE pictures SET data = x'00'")
        raw.commit()
    result = export_library(other.path, tmp_path / "一.zip")
    assert result.issues == 1
    assert [remark[:8] for remark in result.remarks] == [f"编号 {bad} 的一期", "有一张图片与保存"]


def test_a_folder_with_content_is_not_written_to(other: Library, tmp_path: Path) -> None:
    (tmp_path / "文稿").mkdir()
    (tmp_path / "文稿" / "一.txt").write_text("我的", encoding="utf-8")
    with pytest.raises(DeskError, match="已经有内容了"):
        export_library(other.path, tmp_path / "文稿")
    assert [path.name for path in (tmp_path / "文稿").iterdir()] == ["一.txt"]


def test_the_export_is_what_the_documentation_says(other: Library, tmp_path: Path) -> None:
    furnish(other)
    export_library(other.path, tmp_path / "出")
    documented = (Path(__file__).parents[2] / "docs" / "exchange.md").read_text(encoding="utf-8")
    found: set[str] = set()
    for path in (tmp_path / "出").rglob("*.json*"):
        text = path.read_text(encoding="utf-8")
        for line in text.splitlines() if path.suffix == ".jsonl" else [text]:
            found |= set(json.loads(line))
    assert {key for key in found if f"`{key}`" not in documented} == set()


def test_every_table_is_copied_or_follows_from_others() -> None:
    """A table that is new must be taken along, and then be named here."""
    copied = {
        "series", "issues", "sections", "articles", "pictures", "versions", "warnings", "finals",
        "ignored_problems", "preferences", "recipients", "units", "remembered_credits", "phrases",
        "imports", "import_articles", "queued_imports", "queued_pictures",
    }  # fmt: skip
    assert set(metadata.tables) - copied == {"article_units", "search_places"}


def test_no_other_file_is_taken_for_an_export(library: Library, tmp_path: Path) -> None:
    (tmp_path / "空").mkdir()
    (tmp_path / "文.zip").write_bytes(b"PK\x03\x04 no zip")
    for name, said in (("空", "不是导出的稿库"), ("文.zip", "已损坏"), ("没有", "找不到")):
        with pytest.raises(DeskError, match=said):
            import_library(library, tmp_path / name)


def test_a_newer_export_is_read_by_its_major_version(
    library: Library, other: Library, tmp_path: Path
) -> None:
    other.add_issue(drawn_issue())
    export_library(other.path, tmp_path / "出")
    index = tmp_path / "出" / "library.json"
    text = index.read_text(encoding="utf-8")
    index.write_text(text.replace('"1.0"', '"2.0"'), encoding="utf-8")
    with pytest.raises(DeskError, match="更新版本"):
        import_library(library, tmp_path / "出")
    document = json.loads(text)
    part = next(name for name in document["parts"] if name.startswith("issues/"))
    changed = json.loads((tmp_path / "出" / part).read_text(encoding="utf-8"))
    changed["later"] = True
    data = json.dumps(changed).encode()
    (tmp_path / "出" / part).write_bytes(data)
    document |= {"version": "1.9", "later": 1}
    document["parts"][part] = hashlib.sha256(data).hexdigest()
    index.write_text(json.dumps(document), encoding="utf-8")
    assert import_library(library, tmp_path / "出").issues == 1
    document["version"] = "1.0"
    index.write_text(json.dumps(document), encoding="utf-8")
    library.delete_issue(1)
    assert "later" in import_library(library, tmp_path / "出").remarks[0]
