"""Issues of several pages, for tests of what scrolls."""

from dataclasses import replace

from bulletin_desk.model.bulletin import Article, Bulletin, Section
from bulletin_desk.model.richtext import plain
from ui.driver import sample


def long_issue(articles: int = 12) -> Bulletin:
    """An issue whose paragraphs all differ; about a page an article."""
    made = tuple(
        Article(
            f"l{number}",
            f"第{number}篇讲青石县的做法",
            body=tuple(
                plain(f"第{number}篇第{part}段，" + "各社区逐条巷子登记，" * 9 + "。")
                for part in range(6)
            ),
        )
        for number in range(articles)
    )
    return replace(sample(), sections=(Section("s", "工作动态", made),))
