"""Lists of units are read as they were typed, and changed in one place at a time."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bulletin_desk.model.recipients import (
    Recipient,
    count_copies,
    is_collective,
    join,
    mark_of,
    parse,
    uncounted,
    units,
    with_unit,
    without_unit,
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        ("省文明办", ["省文明办"]),
        ("省文明办，市委办。", ["省文明办", "市委办"]),
        ("各县（市、区）文明办", ["各县（市、区）文明办"]),
        (
            "各县（市、区）宣传部、文明办，市直各科室",
            ["各县（市、区）宣传部", "文明办", "市直各科室"],
        ),
        ("市委办、市政府办、市人大办", ["市委办", "市政府办", "市人大办"]),
        (
            "市委常委，市长、副市长，市政协主席、副主席",
            ["市委常委", "市长、副市长", "市政协主席、副主席"],
        ),
        ("市长、副市长", ["市长、副市长"]),
        ("市委书记、副书记、市委办", ["市委书记、副书记", "市委办"]),
        ("市委办、市政府办，各县区", ["市委办", "市政府办", "各县区"]),
        ("市委办公室、市政府办公室，市直各部门", ["市委办公室", "市政府办公室", "市直各部门"]),
        (
            "市教育局、市文旅局；各县区、市直各单位",
            ["市教育局", "市文旅局", "各县区", "市直各单位"],
        ),
        ("省文明办\n市委办\n", ["省文明办", "市委办"]),
        ("省文明办　市委办", ["省文明办", "市委办"]),
        ("市委办公室，　市直各单位", ["市委办公室", "市直各单位"]),
        ("（市、区", ["（市", "区"]),
        ("、，。", []),
        ("（，）", ["（，）"]),
    ],
)
def test_a_list_is_read_as_an_office_means_it(text: str, expected: list[str]) -> None:
    assert units(text) == expected
    assert join(parse(text)) == text


def test_a_known_name_is_never_parted() -> None:
    text = "市委、市政府、市人大"
    assert units(text) == ["市委", "市政府", "市人大"]
    assert units(text, {"市委、市政府"}) == ["市委、市政府", "市人大"]
    assert units("老市委、市政府", {"市委、市政府"}) == ["老市委", "市政府"]
    assert units("市委办、政府办，各县区", {"市委办", "政府办"}) == ["市委办", "政府办", "各县区"]


@pytest.mark.parametrize(
    ("text", "longer"),
    [
        ("", "市委办"),
        ("省文明办", "省文明办，市委办"),
        ("省文明办、市教育局", "省文明办、市教育局、市委办"),
        ("省文明办，市教育局。", "省文明办，市教育局，市委办。"),
        ("省文明办；市教育局；", "省文明办；市教育局；市委办"),
        ("省文明办\n市教育局", "省文明办\n市教育局\n市委办"),
        ("各县（市、区）", "各县（市、区），市委办"),
        ("市委，市长、副市长", "市委，市长、副市长，市委办"),
    ],
)
def test_a_unit_is_put_at_the_end_after_the_mark_in_use(text: str, longer: str) -> None:
    assert with_unit(text, "市委办") == longer


def test_a_list_without_a_mark_takes_the_usual_one() -> None:
    assert mark_of("省文明办") is None
    assert with_unit("省文明办", "市委办", usual="、") == "省文明办、市委办"


@pytest.mark.parametrize(
    ("text", "shorter"),
    [
        ("甲局，乙局，丙局。", "甲局，丙局。"),
        ("乙局，丙局", "丙局"),
        ("甲局、乙局", "甲局"),
        ("甲局，乙局。", "甲局。"),
        ("乙局", ""),
        ("　乙局，丙局", "　丙局"),
        ("甲局，乙局分局", "甲局，乙局分局"),
        ("乙局，甲局，乙局", "甲局"),
    ],
)
def test_taking_a_unit_out_leaves_the_others_as_typed(text: str, shorter: str) -> None:
    assert without_unit(text, "乙局") == shorter


def test_copies_are_counted_from_the_recipients() -> None:
    saved = [Recipient("省文明办", 2), Recipient("市直各单位", 40), Recipient("没有用到", 9)]
    lists = ["省文明办，市委办", "市直各单位", "各县（市、区）文明办、市委办"]
    assert count_copies(lists, saved) == 2 + 1 + 40
    assert count_copies(["", ""], saved) == 0


def test_copies_that_the_list_says_count_before_those_saved() -> None:
    lists = ["省文明办（2份），市委办（ 3 份 ）", "市直各单位（40份）", "各乡镇（各2份）"]
    saved = [Recipient("省文明办", 5), Recipient("市直各单位", 1)]
    assert count_copies(lists, saved) == 2 + 3 + 40
    assert uncounted(lists, saved) == ["各乡镇（各2份）"]


def test_a_list_of_thousands_of_lines_is_cut_at_every_unit() -> None:
    text = "\n".join(f"第{n}区文明办、教育局" for n in range(2000))
    assert len(units(text)) == 4000


def test_names_for_many_are_not_counted_unless_their_copies_are_saved() -> None:
    lists = ["省文明办，市委领导", "市文明委成员单位，市直各单位", "各县（市、区），各县（市、区）"]
    saved = [Recipient("市直各单位", 40), Recipient("各县（市、区）", 0)]
    many = ["市委领导", "市文明委成员单位", "各县（市、区）"]
    assert uncounted(lists, saved) == many
    assert count_copies(lists, saved) == 1 + 40
    assert uncounted(lists, [*saved[:1], *[Recipient(name, 9) for name in many]]) == []


@pytest.mark.parametrize(
    ("name", "many"),
    [
        ("各乡镇", True), ("市文明委各成员单位", True), ("市委、市政府领导", True),
        ("省直各部门", True), ("市直机关", True), ("市长、副市长", True), ("市委常委", True),
        ("市领导小组办公室", False), ("市直机关工委", False), ("市人大常委会", False),
        ("市教育局", False), ("市委书记", False),
    ],
)  # fmt: skip
def test_a_name_for_many_is_known(name: str, many: bool) -> None:
    assert is_collective(name) is many


typed = st.text(st.sampled_from("市县局办副，、；,; \n　。（）(《》甲乙"), max_size=30)
names = st.text(st.sampled_from("市县局办甲乙丙丁"), min_size=1, max_size=5)


@given(typed | st.text(max_size=30), st.lists(typed, max_size=3))
def test_what_was_parsed_adds_up_to_the_text(text: str, known: list[str]) -> None:
    pieces = parse(text, known)
    assert join(pieces) == text
    assert all(not piece.before for piece in pieces[1:])
    assert all(piece.name == piece.name.strip(" \n　，、。") for piece in pieces)
    assert all(piece.name for piece in pieces[1:])


@given(typed, names)
def test_a_unit_that_was_put_in_can_be_taken_out(text: str, name: str) -> None:
    before = units(text)
    longer = with_unit(text, name, [name])
    assert longer.startswith(text.rstrip(" \t\r\n　。，,、；;"))
    shorter = without_unit(longer, name, [name])
    assert name not in units(shorter, [name])
    if name not in before and units(longer) == [*before, name]:
        assert units(shorter) == before


@given(st.lists(names, max_size=6, unique=True), st.sampled_from("，、；\n"))
def test_units_parted_by_one_mark_are_those_units(parts: list[str], mark: str) -> None:
    assert units(mark.join(parts)) == parts


@given(st.lists(names, min_size=1, max_size=6, unique=True), names, st.sampled_from("，、；\n"))
def test_picking_goes_on_with_the_mark(parts: list[str], name: str, mark: str) -> None:
    text = mark.join(parts)
    assert units(with_unit(text, name, usual=mark)) == [*parts, name]
