"""Bulletins of other offices, each with the parts and the habits that another one lacks."""

import datetime

from bulletin_desk.intake.reader import read_text
from bulletin_desk.intake.result import Intake
from bulletin_desk.model.bulletin import Article, Bulletin
from bulletin_desk.model.richtext import Paragraph, ParagraphKind

NEWS = (
    "近日，北岭区在中心广场举办活动，来自各街道的志愿者参加，现场气氛热烈，群众纷纷点赞。"
    "活动结束后，大家一起清扫了广场周边的卫生。"
)
WORK = (
    "北岭区把志愿服务作为重要抓手，建立队伍、完善制度、强化保障，推动服务常态化。"
    "全区注册志愿者达到三万余人，全年开展活动六百场次。"
)


def bulletin(text: str) -> tuple[Bulletin, Intake]:
    intake = read_text(text)
    assert intake.bulletin
    return intake.bulletin, intake


def titles(issue: Bulletin) -> list[tuple[str, list[str]]]:
    return [(s.name, [article.title for article in s.articles]) for s in issue.sections]


def kinds(article: Article) -> list[ParagraphKind]:
    return [block.kind for block in article.body if isinstance(block, Paragraph)]


def test_a_supplement_with_note_headings_and_all_lists() -> None:
    issue, intake = bulletin(
        f"""内部资料 注意保存                    编号：0012
湖东信息快报
增刊（第二期）
湖东区委办公室          二〇二四年三月五日

编者按：现将有关材料刊发，请结合实际学习借鉴。

北岭区志愿服务品牌建设纪实
——来自三个街道的调查
区委宣传部
{WORK}
一、建强队伍
{WORK}
（一）选好带头人
{WORK}
1.抓培训。{WORK}
二、健全机制
{WORK}（区委宣传部供稿）

主送：区委常委
抄送：区人大、区政府、区政协办公室
分送：各街道党工委
（共印一百二十份）
"""
    )
    masthead, distribution = issue.masthead, issue.distribution
    assert issue.template == "zengkan"
    assert (masthead.name, masthead.number, masthead.supplement) == ("湖东信息快报", 2, True)
    assert (masthead.issuer, masthead.date) == ("湖东区委办公室", datetime.date(2024, 3, 5))
    assert (masthead.copy_number, masthead.notice) == ("0012", "内部资料 注意保存")
    assert (distribution.report_to, distribution.issue_to) == ("区委常委", "各街道党工委")
    assert (distribution.send_to, distribution.copies) == ("区人大、区政府、区政协办公室", 120)
    (article,) = issue.articles()
    assert (article.title, article.byline) == ("北岭区志愿服务品牌建设纪实", "区委宣传部")
    assert (article.subtitle, article.units) == ("——来自三个街道的调查", ("区委宣传部",))
    note, body = ParagraphKind.NOTE, ParagraphKind.BODY
    first, second = ParagraphKind.HEADING1, ParagraphKind.HEADING2
    assert kinds(article) == [note, body, first, body, second, body, body, first, body]
    assert [warning[:4] for warning in intake.warnings] == ["“主送”", "“抄送”", "“分送”"]


def test_a_spaced_name_a_running_number_and_titles_broken_in_contents_and_body() -> None:
    issue, intake = bulletin(
        f"""秘密★1年
工 作 简 报
2025年第3期（总第118期）
南溪县乡村振兴局    2025-02-03
本期导读
◆北岭区举办志愿服务广场活动
◆北岭区以志愿服务为抓手推动文明
实践常态化

北岭区举办志愿服务
广场活动
    {NEWS}
    {WORK}
北岭区以志愿服务为抓手
推动文明实践常态化
（北岭区融媒体中心 李晓明）
    {WORK}
    {NEWS}
报送：县委、县政府
发：各乡镇、县直各单位    共印80份
责任编辑：王小二  电话：0000-1234567
"""
    )
    masthead = issue.masthead
    assert (masthead.name, masthead.classification) == ("工作简报", "秘密★1年")
    assert (masthead.number, masthead.serial_number, masthead.year) == (3, 118, None)
    assert masthead.date == datetime.date(2025, 2, 3)
    assert titles(issue) == [
        ("", ["北岭区举办志愿服务\n广场活动", "北岭区以志愿服务为抓手\n推动文明实践常态化"])
    ]
    assert [article.byline for article in issue.articles()] == ["", "北岭区融媒体中心 李晓明"]
    assert (issue.distribution.report_to, issue.distribution.copies) == ("县委、县政府", 80)
    assert issue.template == "chuangcheng"
    assert any("责任编辑：王小二" in warning for warning in intake.warnings)


def test_columns_without_brackets_and_leaders_with_page_numbers() -> None:
    issue, intake = bulletin(
        f"""周山文明创建简报
第十二期
周山市精神文明建设指导委员会办公室 2022年12月1日
目  录
工作动态
1.北岭区举办志愿服务广场活动……………………1
2.东城区清理背街小巷垃圾……………………2
基层之声
3.北岭区以志愿服务为抓手推动文明实践常态化……3

工作动态
北岭区举办志愿服务广场活动
{NEWS}
东城区清理背街小巷垃圾
{NEWS}
基层之声
北岭区以志愿服务为抓手推动文明实践常态化
{WORK}
"""
    )
    assert titles(issue) == [
        ("工作动态", ["北岭区举办志愿服务广场活动", "东城区清理背街小巷垃圾"]),
        ("基层之声", ["北岭区以志愿服务为抓手推动文明实践常态化"]),
    ]
    assert issue.masthead.number == 12
    assert intake.warnings == ()


def test_neither_contents_nor_columns_nor_a_name() -> None:
    issue, _ = bulletin(
        f"""第 8 期
江口县创文办 2023年5月6日

江口县召开创建工作调度会
{NEWS}
{WORK}

县住建局集中整治老旧小区环境
{NEWS}

县教育局组织师生走进新时代文明实践站
{WORK}
"""
    )
    assert [name for _, names in titles(issue) for name in names] == [
        "江口县召开创建工作调度会",
        "县住建局集中整治老旧小区环境",
        "县教育局组织师生走进新时代文明实践站",
    ]
    assert (issue.masthead.name, issue.masthead.issuer) == ("", "江口县创文办")
    assert (issue.contents, issue.template) == (False, "gongzuo")


def test_run_in_titles_without_column_or_contents() -> None:
    issue, _ = bulletin(
        f"""江口快讯
第 8 期
江口县创文办 2023年5月6日

江口县召开创建工作调度会。{NEWS}
县住建局集中整治老旧小区环境。{NEWS}
县教育局组织师生走进新时代文明实践站。{WORK}
"""
    )
    articles = list(issue.articles())
    assert len(articles) == 3
    assert all(article.run_in for article in articles)
    assert articles[1].title == "县住建局集中整治老旧小区环境"
    assert articles[1].body[0].text == NEWS
    assert issue.template == "jingshen-wenming"


def test_contents_that_word_titles_a_little_differently() -> None:
    issue, intake = bulletin(
        f"""江口市文明办
2023 年 11 月 23 日
【工作动态】
江口市“送法律 送政策 送服务”走进社区
全市召开创城工作推进大会
【文明时讯】
东城区清理背街小巷

【工作动态】
江口市“送法律、送政策、送服务”走进社区
{NEWS}
全市召开创城工作推进会
{NEWS}
【文明时讯】
东城区清理背街小巷。{NEWS}
"""
    )
    assert titles(issue) == [
        ("工作动态", ["江口市“送法律、送政策、送服务”走进社区", "全市召开创城工作推进会"]),
        ("文明时讯", ["东城区清理背街小巷"]),
    ]
    assert issue.masthead.issuer == "江口市文明办"
    assert issue.series == ""
    assert ["目录写作" in warning for warning in intake.warnings] == [True, True]


def test_a_first_title_that_the_contents_word_differently() -> None:
    issue, _ = bulletin(
        f"""湖东简报
第4期
湖东区文明办  2024年2月2日
目录
北岭区广场志愿服务活动举行
东城区清理背街小巷垃圾
南关街道召开居民议事会

北岭区广场举行志愿服务活动
{NEWS}
东城区清理背街小巷垃圾
{NEWS}
南关街道召开居民议事会
{WORK}
"""
    )
    ((_, names),) = titles(issue)
    assert names == [
        "北岭区广场举行志愿服务活动",
        "东城区清理背街小巷垃圾",
        "南关街道召开居民议事会",
    ]


def test_issuer_above_the_name_and_a_number_in_brackets() -> None:
    issue, _ = bulletin(
        f"""江口县人民政府办公室编
政务信息专报
（第 16 期）
2024.8.9
县住建局集中整治老旧小区环境
{NEWS}
报：县委、县政府领导
"""
    )
    masthead = issue.masthead
    assert (masthead.name, masthead.number) == ("政务信息专报", 16)
    assert masthead.issuer == "江口县人民政府办公室编"
    assert masthead.date == datetime.date(2024, 8, 9)


def test_running_heads_and_page_numbers_are_told_and_left_out() -> None:
    pages = [f"湖东简报\n{n}\n{NEWS}\n{WORK}\n\f" for n in range(2, 6)]
    issue, intake = bulletin(
        f"湖东简报\n第4期\n湖东区文明办  2024年2月2日\n南关街道召开居民议事会\n{WORK}\n\f"
        + "".join(pages)
    )
    (article,) = issue.articles()
    assert len(article.body) == 9
    assert any("页眉" in warning and "湖东简报" in warning for warning in intake.warnings)


def test_wrapped_lists_of_the_distribution() -> None:
    issue, _ = bulletin(
        f"""第4期
湖东区文明办  2024年2月2日
南关街道召开居民议事会
{NEWS}
报：市委宣传部，市文明办，区委常委，区人大常委会主任，
    区政府区长，区政协主席
送：区直各部门，各人民团体，
    各街道
发：各社区                                （共印 65 份）
"""
    )
    distribution = issue.distribution
    assert distribution.report_to.endswith("区人大常委会主任，区政府区长，区政协主席")
    assert distribution.send_to == "区直各部门，各人民团体，各街道"
    assert (distribution.issue_to, distribution.copies) == ("各社区", 65)


def test_subheads_without_numbers_belong_to_their_article() -> None:
    issue, _ = bulletin(
        f"""湖东简报
第4期
湖东区文明办  2024年2月2日
湖东区扎实推进新时代文明实践
{WORK}
高位推动建机制
{WORK}
典型引路树新风
{WORK}
志愿服务聚人心
{WORK}
"""
    )
    (article,) = issue.articles()
    body, heading = ParagraphKind.BODY, ParagraphKind.HEADING1
    assert kinds(article) == [body, heading, body, heading, body, heading, body]


def test_a_submission_goes_to_the_pool_with_its_signature() -> None:
    intake = read_text(
        f"北岭区举办志愿服务广场活动\n\n{NEWS}\n\n{WORK}\n\n北岭区文明办\n2024年6月7日\n"
    )
    assert intake.bulletin is None
    (article,) = intake.articles
    assert article.title == "北岭区举办志愿服务广场活动"
    assert article.date == datetime.date(2024, 6, 7)
    assert article.units == ("北岭区文明办",)
    signature = ParagraphKind.SIGNATURE
    assert kinds(article) == [ParagraphKind.BODY, ParagraphKind.BODY, signature, signature]


def test_a_submission_with_writer_and_caption() -> None:
    intake = read_text(
        f"北岭区举办志愿服务广场活动\n（通讯员 张大山）\n{NEWS}\n{WORK}\n"
        "图为志愿者清扫广场。张大山摄\n"
    )
    (article,) = intake.articles
    assert article.byline == "通讯员 张大山"
    assert len(article.body) == 2
    assert "图为志愿者清扫广场。张大山摄" in intake.warnings[0]


def test_a_page_with_datelines_and_a_headline_below_its_text() -> None:
    intake = read_text(
        f"""北岭区举办志愿服务广场活动

本报讯(李晓明 王强){NEWS}



扫码关注



订阅热线

本报讯(赵敏)东城区多措并举治理背街小巷。{WORK}

东城区多措并举治理背街小巷
"""
    )
    assert [article.title for article in intake.articles] == [
        "北岭区举办志愿服务广场活动",
        "东城区多措并举治理背街小巷",
    ]
    assert [article.byline for article in intake.articles] == ["李晓明 王强", "赵敏"]
    assert intake.articles[0].body[0].text.startswith("本报讯(李晓明 王强)近日")
    assert len([w for w in intake.warnings if "扫码关注" in w or "订阅热线" in w]) == 2


def test_a_caption_in_the_middle_of_a_cut_paragraph() -> None:
    intake = read_text(
        f"""北岭区举办志愿服务广场活动

{NEWS[:40]}

图为活动现场。王强摄

{NEWS[40:]}
"""
    )
    (article,) = intake.articles
    assert [block.text for block in article.body] == [NEWS]


def test_talk_that_is_no_article_is_kept_as_it_is() -> None:
    intake = read_text("王主任您好\n稿子发您了\n[图片]\n明天上午开会")
    (article,) = intake.articles
    assert article.title == "王主任您好"
    assert [block.text for block in article.body] == ["稿子发您了", "[图片]", "明天上午开会"]


def test_nothing_is_an_intake_without_articles() -> None:
    intake = read_text(" \n\f\n")
    assert intake.bulletin is None
    assert intake.articles == ()
    assert intake.warnings


def test_a_speech_two_issuers_and_columns_between_ornaments() -> None:
    issue, intake = bulletin(
        f"""周山文明创建简报
2024年第3期（总第28期）
中共周山市委宣传部
周山市文明办            2024年3月1日
★领导讲话★
在全市文明创建大会上的讲话
（2024年2月28日）
李 晓 明
同志们：
{NEWS}
谢谢大家！
★经验交流★
北岭区以志愿服务为抓手推动文明实践常态化
{WORK}
送：市领导
"""
    )
    assert issue.masthead.issuer == "中共周山市委宣传部 周山市文明办"
    assert [name for name, _ in titles(issue)] == ["领导讲话", "经验交流"]
    speech = next(issue.articles())
    assert (speech.title, speech.byline) == ("在全市文明创建大会上的讲话", "李晓明")
    assert speech.subtitle == "（2024年2月28日）"
    assert [block.text for block in speech.body] == ["同志们：", NEWS, "谢谢大家！"]
    assert intake.warnings == ()
