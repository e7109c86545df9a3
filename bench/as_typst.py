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
#let margins = (top: 34.58mm, bottom: 32.58mm, left: 28mm, right: 26mm)
#set page(paper: "a4", margin: margins, footer: number)
#set text(font: "FandolFang R", 16pt, lang: "zh", region: "cn")
#set text(top-edge: .88em, bottom-edge: -.12em)
#set par(justify: true, leading: 13.6pt, spacing: 13.6pt)
#set par(first-line-indent: (amount: 2em, all: true))
#let hei = text.with(font: "FandolHei", weight: "regular")
#show heading: set block(above: 26pt, below: 26pt)
#let song = text.with(font: "FandolSong", weight: "bold")
#show heading.where(level: 1): it => block(text(size: 16pt, hei(it.body)))
#show heading.where(level: 2): it => block(
  align(center, par(first-line-indent: 0pt, song(22pt, it.body))))
#show heading.where(level: 3): it => hei(it.body)
#show outline.entry: it => if it.level == 1 { hei(it) } else { it }
#let contents(n) = outline(
  title: none, target: heading.where(outlined: true)
    .after(label("start" + str(n))).before(label("end" + str(n))))
#let masthead(name, issue, issuer, date) = {
  set par(first-line-indent: 0pt)
  align(center, song(48pt, fill: rgb("#FF0000"), name))
  align(center, issue)
  grid(columns: (1fr, 1fr), inset: (x: 16pt), issuer, align(right, date))
  line(length: 100%, stroke: 2pt + rgb("#FF0000"))
}
#let distribution(copies, ..lists) = {
  v(1fr)
  set text(14pt)
  set par(first-line-indent: 0pt, leading: 12pt, spacing: 12pt)
  line(length: 100%, stroke: 1pt)
  for entry in lists.pos() { par(hanging-indent: 2em, entry) }
  line(length: 100%, stroke: 1pt)
  align(right, copies)
}
"""


def document(issues: Sequence[Issue]) -> str:
    return _HEAD + "\n#pagebreak()\n".join(_issue(issue) for issue in issues)


def _issue(issue: Issue) -> str:
    parts = [
        "#counter(page).update(1)",
        f"#masthead[{issue.name}][第{issue.number}期][{issue.issuer}][{issue.date}]",
    ]
    parts.append(f"#contents({issue.number})#metadata(none)<start{issue.number}>")
    for section in issue.sections:
        parts.append(f"= 【{section.name}】")
        parts += [_article(article) for article in section.articles]
    lists = "".join(f"[{entry}]" for entry in issue.distribution)
    parts.append(f"#distribution([{issue.copies}]){lists}#metadata(none)<end{issue.number}>")
    return "\n\n".join(parts)


def _article(article: Article) -> str:
    if article.run_in:
        first, *others = article.paragraphs
        parts = [f"#heading(level: 3)[{_text(article.title)}。]{_text(first)}", *map(_text, others)]
    else:
        parts = [f"== {_text(article.title)}", *map(_text, article.paragraphs)]
    return "\n\n".join(parts)


def _text(text: str) -> str:
    for mark in "\\#*_`$@<>[]~":
        text = text.replace(mark, "\\" + mark)
    return text
