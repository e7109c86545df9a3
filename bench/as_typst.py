"""The measured texts as a Typst document: masthead, contents, headings, body, page numbers."""

from collections.abc import Sequence

from texts import Article, Issue

_HEAD = """
#set document(title: "bulletins")
#let number = context {
  let n = counter(page).get().first()
  set text(font: "FandolSong", 14pt)
  align(if calc.odd(n) { right } else { left }, pad(x: 14pt)[— #n —])
}
#set page(paper: "a4", margin: (x: 31.7mm, y: 25.4mm), footer: number)
#set text(font: "FandolFang R", 16pt, lang: "zh", region: "cn")
#set text(top-edge: .88em, bottom-edge: -.12em)
#set par(justify: true, leading: 12pt, spacing: 12pt, first-line-indent: (amount: 2em, all: true))
#let hei = text.with(font: "FandolHei", weight: "regular")
#show heading: set block(above: 26pt, below: 26pt)
#let song = text.with(font: "FandolSong", weight: "bold")
#show heading.where(level: 1): it => block(text(size: 16pt, hei(it.body)))
#show heading.where(level: 2): it => block(
  align(center, par(first-line-indent: 0pt, song(22pt, it.body))))
#let masthead(name, issue, issuer, date) = {
  set par(first-line-indent: 0pt)
  align(center, song(48pt, fill: rgb("#FF0000"), name))
  align(center, issue)
  grid(columns: (1fr, 1fr), inset: (x: 16pt), issuer, align(right, date))
  line(length: 100%, stroke: 2pt + rgb("#FF0000"))
}
"""


def document(issues: Sequence[Issue]) -> str:
    return _HEAD + "\n#pagebreak()\n".join(_issue(issue) for issue in issues)


def _issue(issue: Issue) -> str:
    parts = [
        "#counter(page).update(1)",
        f"#masthead[{issue.name}][第{issue.number}期][{issue.issuer}][{issue.date}]",
    ]
    for section in issue.sections:
        parts.append(f"#par(first-line-indent: 0pt, hei[【{section.name}】])")
        parts += [_text(article.title) for article in section.articles]
    parts.append("#pagebreak()")
    for section in issue.sections:
        parts.append(f"= 【{section.name}】")
        parts += [_article(article) for article in section.articles]
    return "\n\n".join(parts)


def _article(article: Article) -> str:
    if article.run_in:
        first, *others = article.paragraphs
        parts = [f"#hei[{_text(article.title)}。]{_text(first)}", *map(_text, others)]
    else:
        parts = [f"== {_text(article.title)}", *map(_text, article.paragraphs)]
    return "\n\n".join(parts)


def _text(text: str) -> str:
    for mark in "\\#*_`$@<>[]~":
        text = text.replace(mark, "\\" + mark)
    return text
