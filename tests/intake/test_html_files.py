"""Web pages as files: saved ones, MHT, and what Word and WPS write as HTML."""

from pathlib import Path

import pytest

from bulletin_desk.intake.files import read_sources
from bulletin_desk.intake.result import IntakeError
from bulletin_desk.intake.source import Align, Source, SourceLine
from bulletin_desk.intake.taking import take
from bulletin_desk.model.richtext import Run, Table

PAGE = """<!DOCTYPE html>
<html><head><meta charset="{charset}"><title>网站名</title>
<style>p {{ color: red }}</style><script>document.write("<p>假的</p>")</script></head>
<body><nav><a href="/">首页</a> <a href="/n">新闻</a></nav>
<div class="text">
<h1 style="text-align:center;font-size:22pt;color:#c00000">青石县举办志愿服务活动</h1>
<p align="center">来源：青石县文明办</p>
<p>　　近日，<b>青石县</b>在中心广场举办
志愿服务活动，群众纷纷点赞。</p>
<p>　　下一步，青石县将继续开展活动。</p>
<p style="display:none">看不见</p>
<table><tr><th>单位</th><th>篇数</th></tr><tr><td>甲区</td><td>3</td></tr></table>
<p style="text-align:right">（青石县文明办）</p>
<img src="file:///etc/passwd"><img src="http://example.org/a.png">
</div>
<footer>版权所有 云泽市</footer></body></html>
"""


def page(tmp_path: Path, data: bytes | str, name: str = "网页.html") -> Source:
    path = tmp_path / name
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    (source,) = read_sources(path)
    return source


def texts(source: Source) -> list[str]:
    return [line.text for line in source.lines if line.block is None]


@pytest.mark.parametrize("charset", ["utf-8", "gbk", "gb2312", "GB18030", "utf-16"])
def test_a_saved_page(tmp_path: Path, charset: str) -> None:
    source = page(tmp_path, PAGE.format(charset=charset).encode(charset))
    assert texts(source) == [
        "青石县举办志愿服务活动", "来源：青石县文明办",
        "近日，青石县在中心广场举办志愿服务活动，群众纷纷点赞。",
        "下一步，青石县将继续开展活动。", "（青石县文明办）",
    ]  # fmt: skip
    title, unit, first = source.lines[:3]
    assert title.align is unit.align is Align.CENTRE
    assert (title.heading, title.size, title.red) == (1, 22.0, True)
    assert first.runs[1] == Run("青石县", bold=True)
    assert (first.whole, first.indent, first.red) == (True, 2.0, False)
    assert source.lines[-1].align is Align.RIGHT
    (table,) = [line.block for line in source.lines if isinstance(line.block, Table)]
    assert table.text == "单位\t篇数\n甲区\t3"
    assert source.warnings == (
        "网页里有 2 张图片没有读入，请另外插入。",
        "网页的栏目条、页脚等没有读入：“首页 新闻 版权所有 云泽市”。",
    )


def test_a_page_becomes_an_article(tmp_path: Path) -> None:
    ((_, recognised),) = take(page(tmp_path, PAGE.format(charset="utf-8")), tmp_path)
    (article,) = recognised.intake.articles
    assert article.title == "青石县举办志愿服务活动"


def test_the_main_part_of_a_page(tmp_path: Path) -> None:
    text = "近日，青石县在中心广场举办志愿服务活动。" * 3
    source = page(tmp_path, f"<html><div>相关链接</div><main><p>{text}</p></main><div>更多</div>")
    assert texts(source) == [text]
    assert source.warnings == ("网页的栏目条、页脚等没有读入：“相关链接 更多”。",)


def test_a_main_part_with_little_of_the_text_is_none(tmp_path: Path) -> None:
    text = "近日，青石县在中心广场举办志愿服务活动。" * 3
    assert texts(page(tmp_path, f"<html><p>{text}</p><main>甲</main>")) == [text, "甲"]


def test_lines_that_are_merely_ended_are_printed_ones(tmp_path: Path) -> None:
    source = page(tmp_path, "<html><p>第一行<br>第二行</p><p>　</p><p>一段</p>")
    assert source.lines == (
        SourceLine("第一行"), SourceLine("第二行"), SourceLine("一段", whole=True),
    )  # fmt: skip


def test_a_page_saved_as_one_file(tmp_path: Path) -> None:
    body = PAGE.format(charset="gb2312").encode("gbk")
    head = (
        "From: <Saved by Blink>\r\nSnapshot-Content-Location: https://example.org/\r\n"
        "Subject: x\r\nMIME-Version: 1.0\r\n"
        'Content-Type: multipart/related; boundary="----b"\r\n\r\n------b\r\n'
        "Content-Type: text/html\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"
    )
    tail = "\r\n------b\r\nContent-Type: image/png\r\nContent-Location: a.png\r\n\r\nx\r\n------b--"
    source = page(tmp_path, head.encode() + body + tail.encode(), "网页.mht")
    assert texts(source)[0] == "青石县举办志愿服务活动"


def test_what_stands_in_a_page_itself_does_not_count(tmp_path: Path) -> None:
    data = "A" * 6_000_000
    unread = f"<script>{data}</script><style>{data}</style>"
    picture = f"<img src='data:image/png;base64,{data}'>"
    source = page(tmp_path, f"<html>{unread}<p>一{picture}二</p>")
    assert texts(source) == ["一二"]
    assert texts(page(tmp_path, f"<html><p>三</p><script>{data}")) == ["三"]


def test_a_page_far_too_large_and_an_empty_one(tmp_path: Path) -> None:
    with pytest.raises(IntakeError, match="超过 4 MB"):
        page(tmp_path, "<html>" + "文" * 5_000_000)
    with pytest.raises(IntakeError, match="没有文字"):
        page(tmp_path, "<html><script>a</script><nav>首页</nav>")


def test_a_few_bad_bytes_do_not_matter(tmp_path: Path) -> None:
    data = PAGE.format(charset="utf-8").encode().replace("版权".encode(), b"\xff\xfe", 1)
    assert "青石县举办志愿服务活动" in texts(page(tmp_path, data))


def test_a_wrong_declaration_is_not_believed(tmp_path: Path) -> None:
    data = PAGE.format(charset="us-ascii").encode("gb18030")
    assert texts(page(tmp_path, data))[0] == "青石县举办志愿服务活动"
    data = PAGE.format(charset="nonsense").encode("utf-8")
    assert texts(page(tmp_path, data))[0] == "青石县举办志愿服务活动"
