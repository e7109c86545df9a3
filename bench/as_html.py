"""The measured texts as HTML with a style sheet for print, for WeasyPrint."""

from collections.abc import Sequence
from html import escape
from pathlib import Path

from texts import Article, Issue

_FACES = {
    "fang": "FandolFang-Regular.otf",
    "hei": "FandolHei-Regular.otf",
    "song": "FandolSong-Regular.otf",
    "title": "FandolSong-Bold.otf",
}
_STYLE = """
@page { size: A4; margin: 34.58mm 26mm 32.58mm 28mm }
@page :right { @bottom-right { content: "— " counter(page) " —"; font: 14pt song } }
@page :left { @bottom-left { content: "— " counter(page) " —"; font: 14pt song } }
body { font: 16pt/29.6pt fang; margin: 0; text-align: justify }
p { margin: 0; text-indent: 2em; orphans: 2; widows: 2 }
h1 { font: 16pt/29.6pt hei; margin: 14pt 0 0; break-after: avoid; bookmark-level: 1 }
h2 { font: 22pt/35pt title; margin: 14pt 0; text-align: center; break-after: avoid;
     bookmark-level: 2 }
b { font: 16pt hei }
.name { font: 48pt/72pt title; color: #f00; text-align: center; text-indent: 0;
        break-before: page }
.number { text-align: center; text-indent: 0 }
.issuer { display: flex; justify-content: space-between; border-bottom: 2pt solid #f00 }
.item { margin-left: 2em; text-indent: 0 }
.item a::after { content: leader('.') target-counter(attr(href), page) }
a { color: inherit; text-decoration: none }
.distribution { font: 14pt/26pt fang; border: solid; border-width: 1pt 0 }
.distribution p { text-indent: -2em; margin-left: 2em }
.copies { text-align: right; font-size: 14pt }
.column { text-indent: 0; font-family: hei }
"""


def document(issues: Sequence[Issue], fonts: Path) -> str:
    faces = "".join(
        f'@font-face {{ font-family: {name}; src: url("{(fonts / file).as_uri()}") }}\n'
        for name, file in _FACES.items()
    )
    head = f'<html lang="zh-CN"><meta charset="utf-8"><style>{faces}{_STYLE}</style><body>'
    return head + "\n".join(_issue(issue) for issue in issues)


def _issue(issue: Issue) -> str:
    parts = [
        f'<p class="name">{issue.name}</p><p class="number">第{issue.number}期</p>',
        f'<div class="issuer"><span>{issue.issuer}</span><span>{issue.date}</span></div>',
    ]
    places = {
        id(article): f"i{issue.number}-{count}"
        for count, article in enumerate(a for s in issue.sections for a in s.articles)
    }
    for section in issue.sections:
        parts.append(f'<p class="column">【{section.name}】</p>')
        parts += [
            f'<p class="item"><a href="#{places[id(a)]}">{escape(a.title)}</a></p>'
            for a in section.articles
        ]
    for section in issue.sections:
        parts.append(f"<h1>【{section.name}】</h1>")
        parts += [_article(article, places[id(article)]) for article in section.articles]
    entries = "".join(f"<p>{entry}</p>" for entry in issue.distribution)
    parts.append(f'<div class="distribution">{entries}</div><p class="copies">{issue.copies}</p>')
    return "\n".join(parts)


def _article(article: Article, place: str) -> str:
    title = escape(article.title)
    paragraphs = [escape(paragraph) for paragraph in article.paragraphs]
    if article.run_in:
        paragraphs[0] = f'<b id="{place}">{title}。</b>{paragraphs[0]}'
        title = ""
    else:
        title = f'<h2 id="{place}">{title}</h2>'
    return title + "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
