"""The kinds of key that a record is looked up by, as numbers in ``index_key``."""

from hashlib import blake2b

from reportedly.errors import BadOption

KEY_KINDS: dict[str, int] = {
    "band": 1,  # of a report's MinHash: near copies share some
    "excerpt": 2,  # of a report's sentences: excerpts share some
    "name": 3,  # of an actor's names
    "block": 4,  # of a claim: what claims about one occurrence share
    "group": 5,  # free for the record's own bookkeeping
}


def kind_number(kind: str) -> int:
    """The number of a kind of key; raises BadOption where there is no such kind."""
    number = KEY_KINDS.get(kind)
    if number is None:
        raise BadOption(
            f"There is no kind of key '{kind}'.", f"Kinds are {', '.join(KEY_KINDS)}; store.keys lists them."
        )
    return number


def key_of(*words: str) -> int:
    """A signed 64-bit key of one or more strings, the same on every machine and in every run."""
    digest = blake2b("\x1f".join(words).encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest, "big", signed=True)
