"""Versions that are kept automatically are thinned; named ones stay."""

import datetime
from collections.abc import Callable

import pytest

from bulletin_desk.library import Library, LibraryError, versions
from library.samples import article, issue

START = datetime.datetime(2026, 3, 2, 1, 0)


@pytest.fixture
def save(library: Library, monkeypatch: pytest.MonkeyPatch) -> Callable[..., int]:
    """Saves a changed issue and a version of it, so many minutes after the start."""
    issue_id = library.add_issue(issue(1))

    def save(minutes: float, *, automatic: bool = True) -> int:
        time = START + datetime.timedelta(minutes=minutes)
        monkeypatch.setattr(versions, "now", lambda: time)
        library.save_issue(issue_id, issue(1, article(f"第{minutes}分钟")))
        return library.save_version(issue_id, "自动" if automatic else "送审", automatic=automatic)

    return save


def test_of_ten_minutes_the_last_stays(library: Library, save: Callable[..., int]) -> None:
    kept = [save(1), save(9), save(11), save(25)]
    assert [v.id for v in library.versions(1)] == [kept[3], kept[2], kept[1]]
    assert all(v.automatic for v in library.versions(1))


def test_a_named_version_is_never_thinned(library: Library, save: Callable[..., int]) -> None:
    named = [save(0, automatic=False), save(1, automatic=False)]
    last = save(2)
    save(60 * 24 * 100)
    assert {*named, last} <= {v.id for v in library.versions(1)}
    assert [v.automatic for v in library.versions(1)] == [True, True, False, False]


def test_of_days_before_one_stays_and_sixty_in_all(
    library: Library, save: Callable[..., int]
) -> None:
    for day in range(70):
        save(day * 1440)
        save(day * 1440 + 100)
    newest = save(69 * 1440 + 300)
    found = library.versions(1)
    assert len(found) == 60
    assert found[0].id == newest
    days = [v.created.astimezone().date() for v in found[3:]]
    assert len(days) == len(set(days))


def test_what_did_not_change_is_not_kept_again(library: Library) -> None:
    issue_id = library.add_issue(issue(1))
    named = library.save_version(issue_id, "送审")
    assert library.save_version(issue_id, "自动", automatic=True) == named
    assert library.save_version(issue_id, "再送审") != named
    assert [v.label for v in library.versions(issue_id)] == ["再送审", "送审"]


def test_a_version_is_renamed_and_from_then_on_a_named_one(library: Library) -> None:
    issue_id = library.add_issue(issue(1))
    version = library.save_version(issue_id, "自动保存", automatic=True)
    library.rename_version(version, "局长审定")
    (record,) = library.versions(issue_id)
    assert (record.id, record.label, record.automatic) == (version, "局长审定", False)


def test_a_version_is_deleted_alone(library: Library) -> None:
    issue_id = library.add_issue(issue(1))
    gone = library.save_version(issue_id, "初稿")
    library.save_version(issue_id, "二稿")
    library.delete_version(gone)
    library.delete_version(gone)
    assert [record.label for record in library.versions(issue_id)] == ["二稿"]
    with pytest.raises(LibraryError, match="已不在稿库中"):
        library.load_version(gone)
    with pytest.raises(LibraryError, match="已不在稿库中"):
        library.rename_version(gone, "别的")
