from hypothesis import given
from hypothesis import strategies as st

from reportedly.extract.leading import leading_claim
from reportedly.schema import Argument, Claim, Factuality, span_of

TEXT = (
    "After clashes in Tarn, the Amber Front rejected an appeal to disarm. Police arrested nine men in Velmora, and two soldiers died."
)


def claim(kind: str, trigger: str, score: float = 0.5, actor: str | None = None, *, sentence: int = 0) -> Claim:
    start, cut = TEXT.index(trigger), TEXT.index(". ") + 1
    named = [] if actor is None else [Argument(role="actor", start=TEXT.index(actor), end=TEXT.index(actor) + len(actor), text=actor)]
    return Claim(
        id=trigger, kind="event", type=kind, trigger=span_of(TEXT, start, start + len(trigger)), arguments=tuple(named),
        factuality=Factuality(certainty="certain", polarity="positive", modality="actual"),
        sentence=span_of(TEXT, *((0, cut), (cut + 1, len(TEXT)))[sentence]), score=score,
    )  # fmt: skip


CLASHES = claim("ASSAULT", "clashes", 0.9)
REJECTED = claim("REJECT", "rejected", 0.6, "the Amber Front")
APPEAL = claim("REQUEST", "appeal", 0.8)
DISARM = claim("RETREAT", "disarm", 0.7, "the Amber Front")
DISARM_ALONE = claim("RETREAT", "disarm", 0.7)
ARRESTED = claim("COERCE", "arrested", 0.99, "Police", sentence=1)


def test_a_report_leads_with_the_first_that_says_who_acted_whatever_is_scored_higher() -> None:
    assert leading_claim([CLASHES, REJECTED, APPEAL, DISARM, ARRESTED]) is REJECTED


def test_what_is_told_in_front_of_the_main_clause_leads_only_where_nothing_else_does() -> None:
    acted = claim("ASSAULT", "clashes", 0.9, "the Amber Front")
    assert leading_claim([acted, REJECTED]) is REJECTED
    assert leading_claim([acted, APPEAL]) is acted


def test_where_nobody_acts_the_first_leads_and_later_sentences_never_do() -> None:
    assert leading_claim([DISARM_ALONE, APPEAL, ARRESTED]) is APPEAL


def test_relations_lead_nothing_and_no_claim_is_no_lead() -> None:
    relation = Claim(
        id="r", kind="relation", type="leads", trigger=None, arguments=(), factuality=REJECTED.factuality,
        sentence=REJECTED.sentence, score=1.0,
    )  # fmt: skip
    assert leading_claim([relation]) is None
    assert leading_claim([]) is None
    assert leading_claim([relation, ARRESTED]) is ARRESTED


@given(st.permutations([CLASHES, REJECTED, APPEAL, DISARM, ARRESTED]))
def test_the_order_in_which_claims_come_makes_no_difference(claims: list[Claim]) -> None:
    assert leading_claim(claims) is REJECTED
