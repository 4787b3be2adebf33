"""Who fights a battle, and whom: "fought several battles with the army" is a fight with the army, and no battle is an opponent."""

import re
from collections.abc import Sequence

from reportedly.encoder.output import Output
from reportedly.extract.doers import is_noun
from reportedly.extract.frames import Filled, argument_words
from reportedly.extract.triggers import Trigger

_FIGHTS = re.compile(r"fight(?:s|ing)?|fought", re.IGNORECASE)
# Who fights an offensive is not on its side.
_BATTLE = re.compile(r"(?:.*[\s-])?(?:battles?|wars?|gunfights?|firefights?)", re.IGNORECASE)
_UP_TO_IT = re.compile(r"\s+(?:(?!against\b|with\b|in\b|on\b|for\b|and\b|over\b|during\b)[\w’'-]+\s+){0,5}")


def through_battles(text: str, triggers: Sequence[Trigger], output: Output) -> None:
    """Give a battle the subject of the verb that fights it, and the verb the battle's recipients in place of the battle."""
    for battle in triggers:
        if battle.type != "ASSAULT" or not is_noun(battle, text) or _BATTLE.fullmatch(text, battle.start, battle.end) is None:
            continue
        verb = next(
            (
                one for one in output.predicates
                if one.sentence == battle.sentence and _FIGHTS.fullmatch(text, one.start, one.end)
                and one.end < battle.start and _UP_TO_IT.fullmatch(text, one.end, battle.start)
            ), None,
        )  # fmt: skip
        if verb is None:
            continue
        subjects = [span for span in verb.propbank if span.label == "ARG0" and span.end <= verb.start]
        if subjects and not any(one.role == "actor" for one in battle.arguments):
            who = max(subjects, key=lambda span: span.score)
            battle.arguments.append(Filled("actor", *argument_words(text, who.start, who.end), round(who.score, 4)))
        for fight in triggers:
            if fight.start == verb.start and fight is not battle:
                fight.arguments = [one for one in fight.arguments if one.role != "recipient" or not one.start <= battle.start < one.end]
                if not any(one.role == "recipient" for one in fight.arguments):
                    fight.arguments += [one for one in battle.arguments if one.role == "recipient"]
