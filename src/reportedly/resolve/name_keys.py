"""The keys under which names that may be one meet in an index: few for each name, the most selective first."""

import hashlib
from functools import lru_cache

from reportedly.resolve.name_words import NormalName, acronyms_of, is_acronym, is_generic, normal_name, words
from reportedly.resolve.transliteration import skeleton
from reportedly.schema.mention import MentionKind

MOST_KEYS = 10
_LONG_ENOUGH = 2  # sounds that a word must have to be a key together with another


def hash_key(key: str) -> int:
    """A signed 64-bit number for a key, the same on every machine and in every run."""
    return int.from_bytes(
        hashlib.blake2b(key.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "big", signed=True
    )


@lru_cache(maxsize=65_536)
def name_keys(name: str, kind: MentionKind) -> tuple[int, ...]:
    """The index keys of a name, most selective first; empty where it names nobody in particular.

    In order: the whole name in one spelling; the whole name by its sounds; an acronym; pairs of its rarest-looking words by sound;
    the last word of a person by sound, which alone is borne by many, and the two rarest-looking words of any other. Two names that
    share none are never compared. Persons and all others have separate keys, since a family may be named like a town.
    """
    return tuple(dict.fromkeys(hash_key(key) for key in key_strings(name, kind)))[:MOST_KEYS]


def key_strings(name: str, kind: MentionKind) -> tuple[str, ...]:
    """The keys of :func:`name_keys` before hashing, for explanations and tests."""
    normal = normal_name(name, kind)
    if not normal.words or is_generic(name, kind):
        return ()
    room = "p" if kind == "person" else "o"
    sounds = [skeleton(word) for word in normal.words]
    keys = [f"{room}=:{normal.sorted_key}", f"{room}~:{' '.join(sorted(sounds))}"]
    if room == "o":
        if is_acronym(name):
            keys.append("a:" + normal.plain[0])
        keys += ["a:" + one for one in sorted(acronyms_of(name)) if len(one) > 2]
    telling = sorted({one for one in sounds if len(one) >= _LONG_ENOUGH}, key=lambda one: (-len(one), one))[:3]
    keys += [f"{room}2:{' '.join(sorted((a, b)))}" for place, a in enumerate(telling) for b in telling[place + 1 :]]
    if room == "p":
        keys.append(f"p1:{sounds[-1]}")
    else:
        keys += [f"o1:{one}" for one in _rarest(normal)]
    return tuple(keys)


def _rarest(normal: NormalName) -> list[str]:
    """The sounds of the two longest words that are not common to many organisations."""
    known = words().generic | words().business
    kept = {
        skeleton(word)
        for word, plain in zip(normal.words, normal.plain, strict=True)
        if word not in known and plain not in known
    }
    return sorted((one for one in kept if len(one) > _LONG_ENOUGH), key=lambda one: (-len(one), one))[:2]
