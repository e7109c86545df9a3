"""Articles move between the pool and the issues, and none is lost on the way."""

from dataclasses import replace
from pathlib import Path

import pytest

from bulletin_desk.library import Library, LibraryError
from library.samples import article, issue

A, B, C = article("甲", "甲的正文"), article("乙"), article("丙")


def test_the_pool_keeps_articles_in_order_of_arrival(path: Path) -> None:
    with Library.open(path) as library:
        library.add_to_pool([B, A])
        library.add_to_pool([C])
        library.remove_from_pool(A.id)
        library.remove_from_pool("没有的")
    with Library.open(path) as library:
        assert library.pool() == [B, C]


def test_an_article_that_arrives_again_is_brought_up_to_date(library: Library) -> None:
    library.add_to_pool([A, B])
    newer = replace(A, title="甲改")
    library.add_to_pool([newer])
    assert library.pool() == [newer, B]
    assert [hit.title for hit in library.search("甲改")] == ["甲改"]


def test_an_article_in_the_pool_can_be_edited(library: Library) -> None:
    library.add_to_pool([A])
    library.save_pool_article(replace(A, title="改过"))
    assert [a.title for a in library.pool()] == ["改过"]
    library.remove_from_pool(A.id)
    with pytest.raises(LibraryError, match="“甲”已不在待用稿中"):
        library.save_pool_article(A)
    assert library.pool() == []


def test_placing_an_article_takes_it_out_of_the_pool(library: Library) -> None:
    library.add_to_pool([A, B])
    issue_id = library.add_issue(issue(1, C))
    placed = replace(A, title="甲（修改）")
    library.save_issue(issue_id, issue(1, C, placed))
    assert library.pool() == [B]
    assert library.load_issue(issue_id) == issue(1, C, placed)
    assert [hit.issue_id for hit in library.search("甲")] == [issue_id]
    with pytest.raises(LibraryError, match="不在待用稿"):
        library.save_pool_article(A)


def test_undoing_a_placement_returns_the_article_to_its_place(library: Library) -> None:
    library.add_to_pool([A, B, C])
    issue_id = library.add_issue(issue(1))
    edited = replace(B, title="乙在刊中修改")
    library.save_issue(issue_id, issue(1, B))
    library.save_issue(issue_id, issue(1, edited))
    library.save_issue(issue_id, issue(1))
    assert library.pool() == [A, edited, C]
    assert [hit.issue_id for hit in library.search("乙")] == [None]
    library.save_issue(issue_id, issue(1, edited))
    assert library.pool() == [A, C]


def test_an_article_written_in_the_issue_is_deleted_with_it(library: Library) -> None:
    issue_id = library.add_issue(issue(1, A))
    library.save_issue(issue_id, issue(1))
    assert library.pool() == []
    assert library.search("甲") == []


def test_deleting_an_issue_returns_what_came_from_the_pool(library: Library) -> None:
    library.add_to_pool([A])
    issue_id = library.add_issue(issue(1, A, B))
    assert library.pool() == []
    library.delete_issue(issue_id)
    assert library.pool() == [A]


def test_an_article_moves_from_one_issue_to_another(library: Library) -> None:
    library.add_to_pool([A])
    first, second = library.add_issue(issue(1, A)), library.add_issue(issue(2))
    library.save_issue(first, issue(1))
    library.save_issue(second, issue(2, A))
    assert library.pool() == []
    library.save_issue(second, issue(2))
    assert library.pool() == [A]


def test_what_the_pool_has_meanwhile_wins_over_what_returns(library: Library) -> None:
    library.add_to_pool([A])
    issue_id = library.add_issue(issue(1, A))
    again = replace(A, title="重新收到")
    library.add_to_pool([again])
    library.save_issue(issue_id, issue(1))
    assert library.pool() == [again]
    assert library.load_issue(issue_id) == issue(1)
    assert library.check() == []
