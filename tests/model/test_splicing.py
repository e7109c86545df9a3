from hypothesis import given
from hypothesis import strategies as st

from bulletin_desk.model.richtext import Block, Paragraph, ParagraphKind, Picture, Run, plain
from bulletin_desk.model.splicing import Spot, cut_out, spliced

PICTURE = Picture("0" * 64, "image/png", 4, 3)
_BLOCKS = st.one_of(
    st.builds(plain, st.text("甲乙𠮷丙1a", max_size=5), st.sampled_from(ParagraphKind)),
    st.just(PICTURE),
)
_BODIES = st.lists(_BLOCKS, max_size=5).map(tuple)


def texts(blocks: tuple[Block, ...]) -> str:
    return "".join(b.text if isinstance(b, Paragraph) else "#" for b in blocks)


def size(block: Block) -> int:
    return len(block.text) if isinstance(block, Paragraph) else 1


def spots(body: tuple[Block, ...]) -> list[Spot]:
    return [
        Spot(n, p) for n, block in enumerate(body or (plain(""),)) for p in range(size(block) + 1)
    ]


def before(body: tuple[Block, ...], spot: Spot) -> str:
    return texts(body[: spot.block]) + texts(body[spot.block : spot.block + 1])[: spot.position]


@given(_BODIES, _BODIES, st.data())
def test_what_is_put_in_stands_where_the_selection_was(
    body: tuple[Block, ...], blocks: tuple[Block, ...], data: st.DataObject
) -> None:
    start, end = sorted(data.draw(st.tuples(*[st.sampled_from(spots(body))] * 2)))
    result = spliced(body, start, end, blocks)
    whole = texts(body)
    assert texts(result.body) == (
        before(body, start) + texts(blocks) + whole[len(before(body, end)) :]
    )
    assert before(result.body, result.start) == before(body, start)
    assert before(result.body, result.end) == before(body, start) + texts(blocks)
    assert result.body[: start.block] == body[: start.block]


@given(_BODIES, st.data())
def test_what_is_cut_out_is_what_stood_there(body: tuple[Block, ...], data: st.DataObject) -> None:
    start, end = sorted(data.draw(st.tuples(*[st.sampled_from(spots(body))] * 2)))
    whole = texts(body)
    assert (
        texts(cut_out(body, start, end)) == whole[len(before(body, start)) : len(before(body, end))]
    )


def test_an_empty_paragraph_takes_the_kind_and_a_full_one_keeps_its_own() -> None:
    heading = plain("一、甲", ParagraphKind.HEADING1)
    body = (plain(""), plain("乙丙"))
    assert spliced(body, Spot(0, 0), Spot(0, 0), [heading]).body == (heading, plain("乙丙"))
    assert spliced(body, Spot(1, 0), Spot(1, 0), [heading]).body[1] == plain("一、甲乙丙")
    assert spliced(body, Spot(1, 1), Spot(1, 1), [heading]).body[1] == plain("乙一、甲丙")


def test_emphasis_stays_on_both_sides() -> None:
    body = (Paragraph((Run("甲乙", bold=True),)),)
    result = spliced(body, Spot(0, 1), Spot(0, 1), [plain("丙")])
    assert result.body == (Paragraph((Run("甲", bold=True), Run("丙"), Run("乙", bold=True))),)
