from reportedly.evaluation.muc_templates import INCIDENT, Template, gold_templates, paired, template_f1


def template(incident: str, **roles: list[str]) -> Template:
    return Template(frozenset(incident.split("/")), {role: [frozenset([one]) for one in ones] for role, ones in roles.items()})


def test_templates_are_paired_only_where_their_types_agree() -> None:
    assert paired([template("bombing", Target=["mill"])], [template("attack", Target=["mill"])]) == []
    (right,) = paired([template("bombing", Target=["mill"])], [template("attack/bombing", Target=["mill"])])
    assert (right[INCIDENT], right["Target"], right["Victim"]) == (1, 1, 0)


def test_the_pairing_that_gets_most_right_is_taken() -> None:
    ours = [template("attack", Target=["mill"]), template("attack", Target=["mill"], Victim=["miller"])]
    gold = [template("attack", Target=["mill"], Victim=["miller"]), template("attack", Target=["mill"])]
    assert sum(sum(one.values()) for one in paired(ours, gold)) == 5


def test_what_is_unpaired_counts_on_its_side() -> None:
    rows = template_f1([([template("attack", Weapon=["bomb"])], [template("arson", Target=["mill"]), template("arson")])])
    whole = rows["all slots"]
    assert (whole["gold"], whole["found"], whole["right"]) == (3, 2, 0)


def test_equal_templates_of_the_key_count_once() -> None:
    raw = {"incident_type": "attack / bombing", "PerpInd": [], "PerpOrg": [], "Target": [[["the mill", 4]]], "Victim": [], "Weapon": []}
    (made,) = gold_templates({"templates": [raw, raw]})
    assert made == Template(frozenset({"attack", "bombing"}), made.roles)
    assert made.roles["Target"] == [frozenset({"mill"})]
