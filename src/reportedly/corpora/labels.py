"""The label sets of every head, in the order the manifest records them."""

MENTION_KINDS = (
    "person", "organisation", "place", "facility", "nationality", "weapon", "vehicle", "time", "quantity", "money",
    "other",
)  # fmt: skip
CHUNK_KINDS = ("person", "organisation", "place", "time", "object", "event", "abstract")
MUC_ROLES = ("perpetrator", "perpetrator-organisation", "target", "victim", "weapon")

FRAME_LABELS = {
    "attribution": ("source", "content"),
    "event": ("actor", "recipient", "place", "time", "origin", "destination", "instrument", "toll"),
    "propbank": (
        "ARG0", "ARG1", "ARG2", "ARG3", "ARG4", "TMP", "LOC", "DIR", "MOD", "NEG", "MNR", "ADV", "CAU", "PRD", "LVB",
        "EXT", "OTHER",
    ),
}  # fmt: skip

EVENT_TYPES = (
    "OTHER", "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST", "ACCUSE", "REJECT",
    "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT", "DEFECT", "APPOINT",
)  # fmt: skip

# What a head word points at: the first and last word of the maximal noun phrase that it heads.
PHRASE_ENDS = ("first", "last")

PROPBANK_LABEL = {
    "ARG0": "ARG0", "ARG1": "ARG1", "ARG1-DSP": "ARG1", "ARG2": "ARG2", "ARG3": "ARG3", "ARG4": "ARG4", "ARG5": "ARG4",
    "ARGA": "ARG0", "ARGM-TMP": "TMP", "ARGM-LOC": "LOC", "ARGM-DIR": "DIR", "ARGM-GOL": "DIR", "ARGM-MOD": "MOD",
    "ARGM-NEG": "NEG", "ARGM-MNR": "MNR", "ARGM-ADV": "ADV", "ARGM-DIS": "ADV", "ARGM-CAU": "CAU", "ARGM-PRP": "CAU",
    "ARGM-PRD": "PRD", "ARGM-LVB": "LVB", "ARGM-EXT": "EXT", "ARGM-COM": "OTHER", "ARGM-ADJ": "OTHER",
    "ARGM-REC": "OTHER", "ARGM-PRR": "OTHER", "ARGM-CXN": "OTHER",
}  # fmt: skip


def bio(kinds: tuple[str, ...]) -> list[str]:
    """The tags O, B-x and I-x of some kinds: O first, then B and I of each kind in turn."""
    return ["O"] + [f"{side}-{kind}" for kind in kinds for side in "BI"]


# Heads that give one label per word: name -> (labels, how it is trained).
WORD_HEADS = {
    "names": bio(MENTION_KINDS),
    "mentions": bio(MENTION_KINDS),
    "chunks": bio(CHUNK_KINDS),
    "muc": bio(MUC_ROLES),
    "mention_head": ["no", "yes"],
    "cue": bio(("cue",)),
    "propbank": ["no", "yes"],
    "trigger": ["no", "yes"],
    "event_type": list(EVENT_TYPES),
}
