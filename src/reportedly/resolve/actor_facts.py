"""What a report says of each of its entities that can be an actor: names, context, affiliations."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from reportedly.codebooks.actor_book import actor_book
from reportedly.resolve.name_keys import name_keys
from reportedly.resolve.name_words import is_generic, normal_name, words
from reportedly.resolve.states import is_country, state_words
from reportedly.schema.actor import EntityFacts, EntityName, ToldAffiliation
from reportedly.schema.claim import Argument
from reportedly.schema.mention import Entity, Mention
from reportedly.schema.reading import Reading

MOST_COUNTRIES = 6
_AHEAD = 60
_GOES_ON = re.compile(r"\s+(?:in|of|for)\s+(?:the\s+)?[A-Z][\w'’-]*(?:\s+(?:and\s+(?:the\s+)?)?[A-Z][\w'’-]*){0,3}")
_PARTIES = frozenset(("person", "organisation", "nationality"))
_ACTING = frozenset(("actor", "recipient"))
_ARTICLE = re.compile(r"(?:the|a|an)\s+", re.IGNORECASE)
_LED = re.compile(r"^[\w.]+-(?:led|backed|based|supported|allied|aligned|linked|controlled|held|run)\s+(?=[A-Z])")
_AFTER = re.compile(r"(?:['’]s?|\s+(?:and|or|of))$")
_JOINED_ARTICLES = ("al-", "el-", "ad-", "as-", "ash-", "an-", "ar-", "at-", "az-")
_TWO_PERSONS = re.compile(r"[^\W\d_]\s+(?:and|&)\s+\w|;|/")
_MORE_OF_PERSON = re.compile(r"\s+(?:of|from|for|at|in|who|told|said)\s+.*$|\s*[,(–—].*$")


def entity_facts(reading: Reading) -> Mapping[str, EntityFacts]:
    """By entity id what the report says of those of its entities that can be actors, in the order of the reading.

    These are persons, organisations and nationalities, and places that reading took for a government; of countries, whatever kind
    reading took them for, those that do something, undergo it or are a source. An entity with pronouns only is left out.
    """
    mentions: dict[str, list[Mention]] = {}
    for mention in reading.mentions:
        if mention.entity is not None:
            mentions.setdefault(mention.entity, []).append(mention)
    sources, parties = _acting(reading)
    countries = _countries(reading)
    told = _told(reading)
    found = {}
    for entity in reading.entities:
        if not _can_act(entity, entity.id in sources | parties):
            continue
        names = names_of(mentions.get(entity.id, ()), entity, reading.report.text)
        if names:
            found[entity.id] = EntityFacts(
                kind=entity.kind, names=names, published=reading.report.published, countries=countries,
                affiliations=tuple(told.get(entity.id, ())), actor=entity.actor, speaks=entity.id in sources,
            )  # fmt: skip
    return found


def names_of(mentions: Iterable[Mention], entity: Entity, text: str = "") -> tuple[EntityName, ...]:
    """The wordings of an entity, articles and possessives off, each with how often it stands, in order of appearance.

    ``text`` is the report's: where it goes on so that the packaged book knows the longer name ("al-Qaeda" in Iraq), that is taken.
    """
    counts: Counter[tuple[str, str]] = Counter()
    for mention in mentions:
        if mention.level == "pronoun":
            continue
        words = bare_name(mention.text)
        if mention.level == "name" and entity.kind == "person":
            words = person_name(words)
        elif mention.level == "name":
            words = _longer(_without_owner(words), text[mention.end : mention.end + _AHEAD])
        if words:
            counts[words, "name" if mention.level == "name" else "nominal"] += 1
    return tuple(EntityName(text=text, level=level, count=count) for (text, level), count in counts.items())  # type: ignore[arg-type]


def _without_owner(name: str) -> str:
    """The name without the country that it is said to be of ("Russia's Amber Group"), unless what is left is no name ("army")."""
    owner, mark, rest = name.replace("’s ", "'s ").partition("'s ")
    if mark and len(rest.split()) > 1 and rest[:1].isupper() and is_country(owner) and not is_generic(rest):
        return rest
    return name


def _longer(name: str, after: str) -> str:
    """The name with what follows it, if the book knows an actor of that very name; the mention ended too soon."""
    goes_on = _GOES_ON.match(after)
    if goes_on is None:
        return name
    for length in range(len(goes_on.group().split()), 1, -1):
        longer = f"{name} {' '.join(goes_on.group().split()[:length])}"
        key = normal_name(longer).key
        found = actor_book().by_keys(name_keys(longer, "organisation")[:1])
        if any(normal_name(own.name).key == key for actor in found for own in actor.names):
            return longer
    return name


def bare_name(text: str) -> str:
    """A mention's words without article, possessive and what was cut off behind ("the Coast Guard and")."""
    found = " ".join(text.split()).strip(' ,;:"“”()')
    article = _ARTICLE.match(found)
    if article and article.end() < len(found):
        found = found[article.end() :]
    if "(" in found and ")" not in found:
        found = found[: found.index("(")]
    found = _LED.sub("", found.rpartition(")")[2] if ")" in found and "(" not in found else found)
    return _AFTER.sub("", found).strip()


def person_name(text: str) -> str:
    """A person's name without the description around it; empty where the words name two persons.

    "analyst Omar Salt of the Amber Institute" is "Omar Salt"; a title that belongs to a name stays ("President Omar Salt").
    """
    if _TWO_PERSONS.search(text):
        return ""
    tokens = _MORE_OF_PERSON.sub("", text).split()
    keep = words().particles
    described = [
        place for place, token in enumerate(tokens)
        if token[:1].islower() and token.isalpha() and token not in keep and sum(one[:1].isupper() for one in tokens[place + 1 :]) > 1
    ]  # fmt: skip
    tokens = tokens[described[-1] + 1 :] if described else tokens
    first = next(
        (
            place
            for place, token in enumerate(tokens)
            if token[:1].isupper() or not token[:1].isalpha() or _no_case(token)
        ),
        None,
    )
    if first is None:
        return " ".join(tokens)
    while (
        first > 0
        and tokens[first - 1].lower().strip("'’-") in keep
        and tokens[first - 1].lower() not in ("of", "y", "e", "i")
    ):
        first -= 1
    return " ".join(tokens[first:])


def _no_case(token: str) -> bool:
    """Whether a word is in a script without capitals, or begins with an article joined on ("al-Assad")."""
    return token[:1].lower() == token[:1].upper() or token.lower().startswith(_JOINED_ARTICLES)


def _can_act(entity: Entity, acts: bool) -> bool:
    if entity.actor is not None:
        return True
    country = is_country(entity.name) and not entity.name.islower()  # "car" is no CAR
    return acts if country else entity.kind in _PARTIES


def _acting(reading: Reading) -> tuple[set[str], set[str]]:
    """The entities that are a source, and those that do something or undergo it in a claim."""
    sources = {
        one.source.entity for one in reading.attributions if one.source is not None and one.source.entity is not None
    }
    parties = {
        argument.entity
        for claim in reading.claims
        for argument in claim.arguments
        if argument.role in _ACTING and argument.entity is not None
    }
    return sources, parties


def _countries(reading: Reading) -> tuple[str, ...]:
    """The countries of the places that the report names, the most named first; those named as often in order of appearance."""
    counts: Counter[str] = Counter()
    for mention in reading.mentions:
        if mention.place is not None and mention.place.country is not None:
            counts[mention.place.country] += 1
        elif mention.kind == "nationality":
            said = state_words(bare_name(mention.text))
            if said is not None and len(said.countries) == 1:
                counts[said.countries[0]] += 1
    return tuple(code for code, _ in counts.most_common(MOST_COUNTRIES))


def _told(reading: Reading) -> dict[str, list[ToldAffiliation]]:
    """By entity the relations that the report tells of it as their subject, each once."""
    names = {entity.id: entity.name for entity in reading.entities}
    found: dict[str, list[ToldAffiliation]] = {}
    for claim in reading.claims:
        if claim.kind != "relation" or claim.stance == "denies":
            continue
        subjects, objects = (_entities(claim.arguments, role) for role in ("subject", "object"))
        for subject in subjects:
            for other in objects:
                tie = ToldAffiliation(relation=claim.type, other=names.get(other, ""))
                if other != subject and tie.other and tie not in found.setdefault(subject, []):
                    found[subject].append(tie)
        if claim.type == "also_known_as":
            for one in claim.arguments:
                tie = ToldAffiliation(relation=claim.type, other=bare_name(one.text))
                if one.entity is not None and tie.other and tie not in found.setdefault(one.entity, []):
                    found[one.entity].append(tie)
    return found


def _entities(arguments: Sequence[Argument], role: str) -> list[str]:
    return [one.entity for one in arguments if one.role == role and one.entity is not None]
