"""Two texts compared in pieces that a reader can follow."""

from hypothesis import given
from hypothesis import strategies as st

from bulletin_desk.model.textdiff import Mark, Piece, compare_texts

_TEXT = st.text(alphabet="的一是在云泽市青石县，。《》 12ab\n", max_size=40)


def shown(old: str, new: str) -> str:
    """The comparison as one line: [-gone-]{+come+}."""
    form = {Mark.SAME: "{}", Mark.REMOVED: "[-{}-]", Mark.ADDED: "{{+{}+}}"}
    return "".join(form[mark].format(text) for mark, text in compare_texts(old, new))


def test_equal_texts_are_one_piece() -> None:
    assert compare_texts("云泽市", "云泽市") == (Piece(Mark.SAME, "云泽市"),)
    assert compare_texts("", "") == ()


def test_a_changed_word_stands_alone() -> None:
    old = "近日，青石县召开背街小巷整治工作推进会。"
    new = "近日，白杨县召开背街小巷整治工作推进会。"
    assert shown(old, new) == "近日，[-青石-]{+白杨+}县召开背街小巷整治工作推进会。"


def test_numbers_and_latin_words_are_never_cut() -> None:
    assert shown("整治小巷1250条", "整治小巷1350条") == "整治小巷[-1250-]{+1350+}条"
    assert shown("提高3.5%。", "提高13.5%。") == "提高[-3.5%-]{+13.5%+}。"
    assert shown("使用Word编辑", "使用World编辑") == "使用[-Word-]{+World+}编辑"


def test_rewritten_text_keeps_no_single_characters() -> None:
    old = "会议要求各单位要认真落实各项工作任务。"
    new = "会议指出全市上下一定扛牢工程建设责任。"
    # Shared by chance in the middle: 工. It is no help to a reader.
    assert shown(old, new) == (
        "会议[-要求各单位要认真落实各项工作任务-]{+指出全市上下一定扛牢工程建设责任+}。"
    )


def test_an_insertion_marks_only_what_came() -> None:
    old = "白杨县开展志愿服务活动。"
    assert shown(old, "白杨县广泛开展志愿服务活动。") == "白杨县{+广泛+}开展志愿服务活动。"
    assert shown("白杨县广泛开展志愿服务活动。", old) == "白杨县[-广泛-]开展志愿服务活动。"


def test_two_changes_far_apart_stay_two() -> None:
    old = "青石县组织干部群众开展环境卫生整治三次。"
    new = "江口县组织干部群众开展环境卫生整治五次。"
    marks = [piece.mark for piece in compare_texts(old, new)]
    assert marks.count(Mark.REMOVED) == marks.count(Mark.ADDED) == 2


def test_enormous_texts_count_as_rewritten_in_the_middle() -> None:
    old = "开头" + "甲乙丙丁" * 1000 + "结尾"
    new = "开头" + "戊己庚辛" * 1000 + "结尾"
    pieces = compare_texts(old, new)
    assert [piece.mark for piece in pieces] == [Mark.SAME, Mark.REMOVED, Mark.ADDED, Mark.SAME]
    assert pieces[0].text == "开头"
    assert pieces[-1].text == "结尾"


@given(_TEXT, _TEXT)
def test_the_pieces_give_back_both_texts(old: str, new: str) -> None:
    pieces = compare_texts(old, new)
    assert "".join(p.text for p in pieces if p.mark is not Mark.ADDED) == old
    assert "".join(p.text for p in pieces if p.mark is not Mark.REMOVED) == new
    assert all(piece.text for piece in pieces)
