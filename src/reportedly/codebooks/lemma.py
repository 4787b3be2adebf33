"""Lemmas of English verbs and nouns, as candidates: irregular forms from a table, the rest by suffix rules.

The rules return every lemma that a form could come from ("hoping" gives hope and hop); whoever asks keeps those that
its lexicon knows. Own tables and rules; spelling follows the regular patterns of English inflection.
"""

from collections.abc import Container
from functools import lru_cache

from reportedly.schema.codebook import LexicalPos

# One line per verb: lemma, then its irregular forms. Forms that equal the lemma need no mention.
_VERBS = """
arise arose arisen|awake awoke awoken|bear bore borne born|beat beaten|become became|begin began begun|bend bent
bid bade bidden|bind bound|bite bit bitten|bleed bled|blow blew blown|break broke broken|breed bred
bring brought|broadcast|build built|burn burnt|buy bought|catch caught|choose chose chosen|cling clung|come came
creep crept|deal dealt|die dying|dig dug|do did done does|draw drew drawn|dream dreamt|drink drank drunk
drive drove driven|eat ate eaten|fall fell fallen|feed fed|feel felt|fight fought|find found|flee fled
fling flung|fly flew flown flies|forbid forbade forbidden|foresee foresaw foreseen|forget forgot forgotten
forgive forgave forgiven|forgo forwent forgone|freeze froze frozen|get got gotten|give gave given
go went gone goes|grind ground|grow grew grown|hang hung|have had has|hear heard|hide hid hidden|hold held
keep kept|kneel knelt|know knew known|lay laid|lead led|leap leapt|learn learnt|leave left|lend lent
lie lay lain lying|light lit|lose lost|make made|mean meant|meet met|mislead misled|mistake mistook mistaken
overcome overcame|override overrode overridden|overrun overran|oversee oversaw overseen
overtake overtook overtaken|overthrow overthrew overthrown|panic panicked panicking|pay paid|prove proven
rebuild rebuilt|retake retook retaken|rebut rebutted|repay repaid|rethink rethought|ride rode ridden
ring rang rung|rise rose risen|run ran|say said|see saw seen|seek sought|sell sold|send sent|shake shook shaken
shed|shoot shot|show shown|shrink shrank shrunk|sing sang sung|sink sank sunk|sit sat|slay slew slain
sleep slept|slide slid|sneak snuck|speak spoke spoken|speed sped|spend spent|spill spilt|spin spun
spring sprang sprung|stand stood|steal stole stolen|stick stuck|sting stung|strike struck stricken|string strung
strive strove striven|swear swore sworn|sweep swept|swim swam swum|swing swung|take took taken|teach taught
tear tore torn|tell told|think thought|throw threw thrown|tie tying|undergo underwent undergone|undermine
understand understood|undertake undertook undertaken|undo undid undone|uphold upheld|vie vying|wake woke woken
wear wore worn|weep wept|win won|wind wound|withdraw withdrew withdrawn|withhold withheld|withstand withstood
write wrote written|wring wrung|foil foiled
"""

_NOUNS = """
man men|woman women|child children|person people|foot feet|life lives|wife wives|knife knives|thief thieves
half halves|leaf leaves|crisis crises|analysis analyses|basis bases|aircraft aircraft|gunman gunmen
policeman policemen|talks talks|ceasefire cease-fire ceasefires cease-fires|coup coups d'etat|media media
"""

_ALWAYS: tuple[LexicalPos, ...] = ("verb", "noun", "adjective")
_BRITISH = (
    ("isation", "ization"),
    ("ise", "ize"),
    ("yse", "yze"),
    ("our", "or"),
    ("fence", "fense"),
    ("programme", "program"),
)
_VOWELS = "aeiou"


def _table(rows: str) -> dict[str, tuple[str, ...]]:
    """Irregular form -> lemmas, in the order of the table."""
    forms: dict[str, tuple[str, ...]] = {}
    for row in rows.replace("\n", "|").split("|"):
        lemma, *irregular = row.split() or [""]
        for form in irregular:
            if lemma not in forms.get(form, ()):
                forms[form] = (*forms.get(form, ()), lemma)
    return forms


_IRREGULAR_VERBS = _table(_VERBS)
_IRREGULAR_NOUNS = _table(_NOUNS)


def _inverted(*tables: dict[str, tuple[str, ...]]) -> dict[str, frozenset[str]]:
    """Lemma -> its irregular forms."""
    forms: dict[str, set[str]] = {}
    for table in tables:
        for form, lemmas in table.items():
            for lemma in lemmas:
                forms.setdefault(lemma, set()).add(form)
    return {lemma: frozenset(found) for lemma, found in forms.items()}


_IRREGULAR_FORMS = _inverted(_IRREGULAR_VERBS, _IRREGULAR_NOUNS)


def _stems(stem: str) -> list[str]:
    """What stood before -ed or -ing: the bare stem, the stem with its e back, the stem with a doubled letter undone."""
    if len(stem) < 2 or not any(letter in "aeiouy" for letter in stem):
        return []
    last = stem[-1]
    doubled = last == stem[-2] and last not in "aeiouy"
    found = [stem]
    if doubled and last != "s":
        found.append(stem[:-1])
    if last not in "aeiouy" or last == "u" or stem.endswith(("ee", "e", "ague")):
        found.append(stem + "e")
    if last == "i":
        found = [stem[:-1] + "y", stem + "e", stem]
    return found


def _plural_stems(word: str) -> list[str]:
    """What stood before -s: "parties" gives party, "clashes" clash and clashe."""
    if not word.endswith("s") or word.endswith(("ss", "us", "is")) or len(word) < 4:
        return []
    if word.endswith("ies") and len(word) > 4:
        return [word[:-3] + "y", word[:-1]]
    if word.endswith(("ses", "xes", "zes", "ches", "shes", "oes")):
        return [word[:-2], word[:-1]]
    return [word[:-1]]


def _respelled(lemma: str) -> str | None:
    """The American spelling of a British lemma ("mobilise" gives mobilize), or None."""
    for british, american in _BRITISH:
        if lemma.endswith(british) and len(lemma) > len(british) + 2:
            return lemma[: -len(british)] + american
    return None


def _readings(form: str) -> list[tuple[str, LexicalPos]]:
    found: list[tuple[str, LexicalPos]] = [(lemma, "verb") for lemma in _IRREGULAR_VERBS.get(form, ())]
    found += [(lemma, "noun") for lemma in _IRREGULAR_NOUNS.get(form, ())]
    found += [(form, pos) for pos in _ALWAYS]
    for stem in _plural_stems(form):
        found += [(stem, "verb"), (stem, "noun")]
    if form.endswith("ed") and len(form) > 3:
        found += [(stem, "verb") for stem in _stems(form[:-2])]
    elif form.endswith(("ing", "ings")) and len(form) > 4:
        found += [(stem, "verb") for stem in _stems(form.removesuffix("s")[:-3])]
    if form.endswith("men") and len(form) > 4:
        found.append((form[:-3] + "man", "noun"))
    return found


def candidate_lemmas(word: str, known: Container[str] | None = None) -> tuple[tuple[str, LexicalPos], ...]:
    """The lemmas that a word may be a form of, each with its part of speech, likeliest first.

    ``known`` keeps only lemmas that it contains. Case and a possessive ending are ignored; "-ise" is also read as
    "-ize"; a hyphenated word is also read as two words and as one ("air-strikes": "air strike" and "airstrike"). A word
    that starts with no letter gives ().
    """
    found = _all_readings(word)
    return found if known is None else tuple(reading for reading in found if reading[0] in known)


# The same words come again and again: the memo is worth a factor of ten, and the function is pure.
@lru_cache(maxsize=1 << 16)
def _all_readings(word: str) -> tuple[tuple[str, LexicalPos], ...]:
    form = word.lower().replace("’", "'")
    form = form.removesuffix("'s").removesuffix("'")
    if not form[:1].isalpha():
        return ()
    found = _readings(form)
    if "-" in form:
        for plain in (form.replace("-", " "), form.replace("-", "")):
            head, space, last = plain.rpartition(" ")
            found += [(head + space + lemma, pos) for lemma, pos in _readings(last)]
    found += [(other, pos) for lemma, pos in found if (other := _respelled(lemma)) is not None]
    return tuple(dict.fromkeys(found))


def surface_forms(lemma: str) -> frozenset[str]:
    """The forms that a one-word lemma may take in text, lower case: itself, plural, -ed, -ing, and irregular ones.

    It makes too many forms rather than too few ("jet" gives "jetted"), which does no harm where they are only looked
    up.
    """
    forms = {lemma, lemma + "s", lemma + "es"}
    forms |= _IRREGULAR_FORMS.get(lemma, frozenset())
    if lemma.endswith(("ee", "oe", "ye")):
        forms |= {lemma + "d", lemma + "ing"}
    elif lemma.endswith("e"):
        forms |= {lemma + "d", lemma[:-1] + "ing"}
    elif lemma.endswith("y") and lemma[-2:-1] not in _VOWELS:
        forms |= {lemma[:-1] + "ies", lemma[:-1] + "ied", lemma + "ing"}
    else:
        forms |= {lemma + "ed", lemma + "ing"}
        if lemma[-1] not in "aeiouywx" and lemma[-2:-1] in tuple(_VOWELS):
            forms |= {lemma + lemma[-1] + "ed", lemma + lemma[-1] + "ing"}
    if lemma.endswith("man"):
        forms.add(lemma[:-3] + "men")
    return frozenset(forms)
