"""Finding the rows of a page quickly, however a question narrows.

Two ways lead to a page. Where one of the narrowings leaves few rows, these are gathered, tested and sorted. Where each leaves many, the
table is walked in the order asked for until the page is full. Which one it is, is found by counting, up to GATHERED, what each
narrowing leaves; a database's own planner guesses, and guesses wrong on skewed records. Where what a narrowing leaves costs more to gather
(the events of the claims that have a word), a stretch of STRETCH rows is walked before, which fills most pages.
"""

from collections.abc import Sequence
from typing import Any

from msgspec import Struct
from msgspec.structs import replace
from sqlalchemy import (
    CTE,
    Column,
    ColumnElement,
    Select,
    Table,
    and_,
    case,
    exists,
    func,
    literal,
    literal_column,
    or_,
    select,
    tuple_,
    union_all,
)

from reportedly.store.indexes import goes_on
from reportedly.store.prepared import Prepared
from reportedly.views.answer import COUNT_LIMIT, Count
from reportedly.views.gate import Ask

LOOKED_AT = 4_000
"""Rows that are looked at for a note's count where each costs a look into other tables."""
GATHERED = 4_000
"""Rows that are gathered and sorted; one more narrowing that leaves more is walked. benchmarks/record_queries.py shows both sides."""
GATHERED_BY_DAY = 1_000
"""The same of a narrowing that has an index in the order of days, where that is the order: above, its rows are walked in it."""
ASKED_ONE_BY_ONE = 200
"""Rows of which a dear test is asked one by one, though its list could be made."""
LISTED = 100_000
"""Rows of a narrowing up to which all are listed once, so that a walk may ask of each row whether it is among them."""
STRETCH = 6_000
"""Rows that are walked at most, in the hope of a full page, before what costs more to gather is gathered.

On a record of a million claims, events with a word of 4,000 claims: gathered in 15 ms (SQLite) and 80 ms (PostgreSQL) of processor time,
walked in 12 and 85; with a word of 40,000 gathered in 165 and some 500, walked in 20 and 25."""
FIRST_LOOK, TRIED = 1_000, 8
"""The same where a guess may be far too low; and the part of a stretch, an eighth, that has to fill its part of the page on PostgreSQL."""


class Counting(Struct, frozen=True, kw_only=True, eq=False):
    """A statement that counts rows where a column has a ``value``, up to a number that it takes as ``most``."""

    statement: Prepared
    value: str | int

    def up_to(self, ask: Ask, most: int) -> int:
        """The number of rows, at most ``most``."""
        row = self.statement.first(ask.connection, value=self.value, most=most)
        return 0 if row is None else int(row[0])


class Narrowing(Struct, frozen=True, kw_only=True, eq=False):
    """One thing that a question narrows by: ``test`` is true of the rows that stay, ``ids`` selects their ids from an index.

    Both say the same. ``name`` is the filter's. ``probe`` selects about as many rows as ``ids`` does, where counting those would
    first list them all. A test is ``dear`` where it looks into other tables. ``most`` is the number of rows up to which they are gathered.
    ``dated`` says that the index of ``ids`` goes on with the rows' dates: so rows are passed over by date without being read.
    ``number`` counts the rows that ``ids`` selects, where a statement for that is made already.
    ``in_days`` says that an index gives the rows in the order of their days, ``together`` that those of such narrowings tell each
    other's tests.
    ``listed`` is the test made by listing all that pass, once: for a walk that looks at many rows, up to LISTED that pass.
    ``in_order`` are the ids, as ``id``, from an index that gives them by their number, up or down, as long as one asks.
    ``here`` is the test as an index of the table itself answers it, where the table's rows may be gathered by it.
    ``guessed`` is the number of words that PostgreSQL could count only by reading the rows: its planner's guess is taken, from samples.
    """

    name: str
    test: ColumnElement[bool]
    ids: Select[Any] | None = None
    probe: Select[Any] | None = None
    dear: bool = False
    most: int = GATHERED
    dated: bool = False
    in_days: bool = False
    together: bool = False
    number: "Counting | None" = None
    listed: ColumnElement[bool] | None = None
    in_order: Select[Any] | None = None
    here: ColumnElement[bool] | None = None
    guessed: int = 0


class Order(Struct, frozen=True, kw_only=True):
    """The order of a list: by ``key`` (None: by id alone), then by id, both in one direction; rows without a key come last."""

    name: str
    key: "Column[Any] | None"
    descending: bool = True


class Listing(Struct, frozen=True, kw_only=True):
    """What is listed: the table's rows that pass every narrowing, and whose dates overlap ``since`` to ``until``."""

    table: Table
    narrowings: tuple[Narrowing, ...] = ()
    since: str | None = None
    until: str | None = None

    @property
    def dated(self) -> bool:
        """Whether dates narrow, so that rows without dates are not shown."""
        return self.since is not None or self.until is not None

    def without(self, name: str) -> "Listing":
        """The same with one filter less."""
        return Listing(
            table=self.table, narrowings=tuple(one for one in self.narrowings if one.name != name),
            since=None if name == "since" else self.since, until=None if name == "until" else self.until,
        )  # fmt: skip


class _Page(Struct, frozen=True, kw_only=True):
    """The first ``limit`` rows after ``after`` in order, each with ``columns``."""

    listing: Listing
    order: Order
    limit: int
    after: tuple[Any, int] | None
    columns: "tuple[Column[Any], ...]"


def page_of(
    ask: Ask, listing: Listing, order: Order, after: tuple[Any, int] | None, limit: int
) -> tuple[list[int], tuple[Any, int] | None]:
    """The ids of a page's rows in order, and the key and id after which the next page begins (None: there is none).

    ``after`` is that of the page before.
    """
    rows = rows_of(ask, listing, order, limit + 1, after=after)
    shown = rows[:limit]
    return [row.id for row in shown], (shown[-1].key, shown[-1].id) if len(rows) > limit and shown else None


def rows_of(
    ask: Ask, listing: Listing, order: Order, limit: int, *, after: tuple[Any, int] | None = None,
    columns: "Sequence[Column[Any]]" = (),
) -> list[Any]:  # fmt: skip
    """The first rows in order, each with ``id``, ``key`` and these columns."""
    listing = _by_day(listing, order)
    page = _Page(listing=listing, order=order, limit=limit, after=after, columns=tuple(columns))
    ordered = _ordered(listing) if order.key is None else None
    alone = ordered is not None and all(one.ids is None or one is ordered for one in listing.narrowings)
    few = None if alone else few_of(ask, listing)
    if ordered is not None and few in (None, ordered):
        found = _walk(ask, page, STRETCH) if ordered.guessed and _by_guesses(ask) else None
        return _fetched(ask, page, _along(page, ordered)) if found is None else found
    if few is None:
        return _walk(ask, page) or []
    stretch = _stretch(ask, few)
    found = _walk(ask, page, stretch) if stretch and _promising(ask, page, stretch) else None
    return _fetched(ask, page, _gathered(ask, page, few)) if found is None else found


def _by_day(listing: Listing, order: Order) -> Listing:
    """The same, where fewer rows are counted of what is found in the order asked for."""
    if order.key is None or order.key.name != "when_start":
        return listing
    narrowings = (replace(one, most=min(one.most, GATHERED_BY_DAY)) if one.in_days else one for one in listing.narrowings)
    return replace(listing, narrowings=tuple(narrowings))


def count_of(ask: Ask, listing: Listing) -> Count:
    """How many rows pass: counted up to COUNT_LIMIT + 1, and where each test is dear, among the first LOOKED_AT rows."""
    few = few_of(ask, listing)
    table = listing.table
    if few is None and any(one.dear for one in listing.narrowings):
        passed, looked = among_first(listing, select(literal(1)), LOOKED_AT)
        number = int(ask.connection.scalar(select(func.count()).select_from(select(passed).limit(COUNT_LIMIT + 1).subquery())) or 0)
        return Count(number, exact=number > COUNT_LIMIT or int(ask.connection.scalar(looked) or 0) < LOOKED_AT)
    return _counted(ask, table, _tests(listing) if few is None else _of_few(ask, listing, few))


def _counted(ask: Ask, table: Table, conditions: Sequence[ColumnElement[bool]]) -> Count:
    found = select(literal_column("1")).select_from(table).where(*conditions).limit(COUNT_LIMIT + 1).subquery()
    return Count(int(ask.connection.scalar(select(func.count()).select_from(found)) or 0))


def among_first(listing: Listing, columns: Select[Any], most: int) -> tuple[CTE, Select[Any]]:
    """Of the first ``most`` rows that pass the tests that cost little: those that pass the dear ones too.

    Returned with a query of how many there were to look at.
    """
    table = listing.table
    cheap = replace(listing, narrowings=tuple(one for one in listing.narrowings if not one.dear))
    looked = select(table.c.id).where(*_tests(cheap)).limit(most)
    dear = (plainly(one.test) for one in listing.narrowings if one.dear)
    passed = columns.select_from(table).where(table.c.id.in_(looked), *dear).cte("passing")
    return passed, select(func.count()).select_from(looked.subquery())


def conditions_of(ask: Ask, listing: Listing) -> list[ColumnElement[bool]]:
    """All that a row must pass, for statements that count or sum up rows."""
    few = few_of(ask, listing)
    return _tests(listing) if few is None else _of_few(ask, listing, few)


def plainly(test: ColumnElement[bool]) -> ColumnElement[bool]:
    """The same test in a form that no index answers, so that a planner doesn't take its index for the shortest way."""
    return case((test, 1), else_=0) == 1


def looked_up(*conditions: ColumnElement[bool]) -> ColumnElement[bool]:
    """That other tables have a row of which all this is true, looked up for each row at hand.

    The offset of nothing is for PostgreSQL, which would else join the whole tables to fill one page: it guesses that nearly no row passes.
    """
    return exists(select(literal_column("1")).where(*conditions).offset(literal_column("0")))


def without_dates(listing: Listing) -> Listing:
    """The rows that would pass but for their having no date at all."""
    table = listing.table
    undated = Narrowing(name="undated", test=and_(table.c.when_start.is_(None), table.c.when_end.is_(None)))
    return Listing(table=table, narrowings=(*listing.narrowings, undated))


def undated_of(ask: Ask, listing: Listing) -> Count:
    """How many rows would pass but for their having no date at all, counted up to the limit of counting."""
    table = listing.table
    undated = and_(table.c.when_start.is_(None), table.c.when_end.is_(None))
    plain = Listing(table=table, narrowings=listing.narrowings)
    indexed = {
        replace(one, ids=one.ids.where(undated), most=COUNT_LIMIT, number=None): one
        for one in listing.narrowings if one.dated and one.ids is not None
    }  # fmt: skip
    if not indexed or _otherwise(ask, plain):
        return count_of(ask, without_dates(listing))
    if all(one.together for one in listing.narrowings):
        return _counted(ask, table, [undated, *(one.test for one in listing.narrowings)])
    # Rows without dates stand together in each index: those of the narrowing that has the fewest are read, and no others.
    _count(ask, tuple(indexed))
    least = indexed[min(indexed, key=lambda one: ask.counted[one])]
    others = (plainly(one.test) for one in listing.narrowings if one is not least)
    return _counted(ask, table, [least.test, undated, *others])


def _otherwise(ask: Ask, listing: Listing) -> bool:
    """Whether its rows are better found by something else than what has an index that goes on with dates."""
    if not any(one.dear or (one.ids is not None and not one.dated) for one in listing.narrowings):
        return False
    few = few_of(ask, listing)
    return not few.dated if few is not None else any(one.dear for one in listing.narrowings)


def overlaps(table: Any, since: str | None, until: str | None) -> ColumnElement[bool]:
    """Whether the row's dates and the days from ``since`` to ``until`` have one in common; a side without a date is open."""
    start, end = table.c.when_start, table.c.when_end
    conditions: list[ColumnElement[bool]] = [or_(start.is_not(None), end.is_not(None))]
    if until is not None:
        conditions.append(or_(start.is_(None), start <= until))
    if since is not None:
        conditions.append(or_(end.is_(None), end >= since))
    return and_(*conditions)


def few_of(ask: Ask, listing: Listing) -> Narrowing | None:
    """The narrowing that leaves the fewest rows, where these are few; None else."""
    best: tuple[int, Narrowing] | None = None
    candidates = list(listing.narrowings)
    if listing.since is not None and listing.until is not None:
        candidates.append(_between(listing.table, listing.since, listing.until))
    _count(ask, candidates)
    for one in candidates:
        number = ask.counted.get(one)
        if number is not None and number <= one.most and (best is None or number < best[0]):
            best = number, one
    return best[1] if best else None


def _count(ask: Ask, narrowings: Sequence[Narrowing]) -> None:
    """Note how many rows each narrowing leaves, and each once for an answer.

    They are counted one above its ``most``, or above LISTED where it may be listed.
    """
    if _by_guesses(ask):
        ask.counted.update((one, _guess(ask, one)) for one in narrowings if one.guessed and one not in ask.counted)
    for one in narrowings:
        if one.number is not None and one not in ask.counted:
            ask.counted[one] = one.number.up_to(ask, one.most + 1)
    new = [one for one in narrowings if one.ids is not None and one not in ask.counted]
    if not new:
        return
    probes = ((one.ids if one.probe is None else one.probe, one.most if one.listed is None else LISTED) for one in new)
    counts = (select(func.count()).select_from(probe.limit(most + 1).subquery()) for probe, most in probes if probe is not None)
    found = ask.connection.execute(select(*(one.scalar_subquery() for one in counts))).one()
    ask.counted.update(zip(new, map(int, found), strict=True))


def _by_guesses(ask: Ask) -> bool:
    return ask.connection.dialect.name == "postgresql"


def _stretch(ask: Ask, few: Narrowing) -> int:
    """How many rows to walk before these few are gathered."""
    if few.listed is None and not few.guessed:
        return 0
    if ask.counted[few] > GATHERED:
        return STRETCH
    # Words that stand together are more than a planner thinks, who takes them to be spread by chance.
    return FIRST_LOOK if few.guessed > 1 and _by_guesses(ask) else 0


def _promising(ask: Ask, page: _Page, stretch: int) -> bool:
    """Whether the beginning of a stretch lets hope for a full page: a walk in vain costs as much as gathering (not on SQLite)."""
    return not _by_guesses(ask) or _walk(ask, replace(page, limit=-(-page.limit // TRIED)), stretch // TRIED) is not None


def _guess(ask: Ask, one: Narrowing) -> int:
    """How many rows PostgreSQL's planner expects."""
    assert one.ids is not None
    compiled = one.ids.compile(ask.connection, compile_kwargs={"render_postcompile": True})
    plan: Any = ask.connection.exec_driver_sql(f"EXPLAIN (FORMAT JSON) {compiled}", compiled.params).scalar()
    return int(plan[0]["Plan"]["Plan Rows"])


def _of_few(ask: Ask, listing: Listing, few: Narrowing) -> list[ColumnElement[bool]]:
    """What the few rows must pass, themselves the first of it."""
    assert few.ids is not None
    many = ask.counted.get(few, 0) > ASKED_ONE_BY_ONE
    tests = [plainly(_for_many(ask, one) if many else one.test) for one in listing.narrowings if one is not few]
    ids = few.ids
    if listing.dated and few.name != "dates":
        overlapping = plainly(overlaps(listing.table, listing.since, listing.until))
        if few.dated and few.here is None:
            ids = ids.where(overlapping)
        else:
            tests.append(overlapping)
    return [listing.table.c.id.in_(ids) if few.here is None else few.here, *tests]


def _between(table: Table, since: str, until: str) -> Narrowing:
    start, end = table.c.when_start, table.c.when_end
    parts = [
        select(table.c.id).where(start >= since[:8] + "01", start <= until, end >= since),
        select(table.c.id).where(start < since[:8] + "01", goes_on(table), or_(end.is_(None), end >= since)),
        select(table.c.id).where(start >= since[:8] + "01", start <= until, end.is_(None)),
        select(table.c.id).where(start.is_(None), end >= since),
    ]
    return Narrowing(name="dates", test=overlaps(table, since, until), ids=select(union_all(*parts).subquery().c.id))


def _tests(listing: Listing) -> list[ColumnElement[bool]]:
    return [*(one.test for one in listing.narrowings), *_date_test(listing)]


def _for_many(ask: Ask, one: Narrowing) -> ColumnElement[bool]:
    """The test of a narrowing for many rows: by the list of all that pass, where there is one that is not too long."""
    return one.listed if one.listed is not None and ask.counted.get(one, LISTED + 1) <= LISTED else one.test


def _ordered(listing: Listing) -> Narrowing | None:
    return next((one for one in listing.narrowings if one.in_order is not None), None)


def _along(page: _Page, ordered: Narrowing) -> Select[Any]:
    """The first rows in the order of their numbers, of an index that gives them so."""
    assert ordered.in_order is not None
    table, listing, down = page.listing.table, page.listing, page.order.descending
    ids = ordered.in_order.subquery()
    tests = [one.test for one in listing.narrowings if one is not ordered]
    tests += [overlaps(table, listing.since, listing.until)] if listing.dated else []
    statement = select(ids.c.id, literal(0).label("key"))
    if tests:
        statement = statement.where(table.c.id == ids.c.id, *map(plainly, tests))
    if page.after is not None:
        statement = statement.where(ids.c.id < page.after[1] if down else ids.c.id > page.after[1])
    return statement.order_by(ids.c.id.desc() if down else ids.c.id.asc()).limit(page.limit)


def _gathered(ask: Ask, page: _Page, few: Narrowing) -> Select[Any]:
    listing, order, after = page.listing, page.order, page.after
    table = listing.table
    key = order.key if order.key is not None else literal(0)
    statement = select(table.c.id, key.label("key")).where(*_of_few(ask, listing, few))
    # A sum is no column, so no index on the column tempts the planner to walk it.
    missing = (key.is_(None)).label("missing")
    identity = table.c.id + 0
    if after is not None:
        statement = statement.where(_after(key, table.c.id, after, order.descending))
    columns = [missing, key.desc() if order.descending else key.asc(), identity.desc() if order.descending else identity.asc()]
    return statement.order_by(*columns).limit(page.limit)


def _after(key: Any, identity: "Column[Any]", after: tuple[Any, int], descending: bool) -> ColumnElement[bool]:
    value, number = after
    beyond = identity < number if descending else identity > number
    if value is None:
        return and_(key.is_(None), beyond)
    later = key < value if descending else key > value
    return or_(later, and_(key == value, beyond), key.is_(None))


def _segments(listing: Listing, order: Order) -> Sequence[tuple[bool, tuple[ColumnElement[bool], ...]]]:
    """The stretches of the table to walk, in order: whether the rows of each have a key, and what else narrows it.

    With dates and in their order, three stretches spare the walk all that can't overlap: what begins in or after the month
    of ``since``; of what begins before, only what crosses months (few rows, with an index of their own); what has no beginning.
    """
    table, since, until = listing.table, listing.since, listing.until
    if order.key is None:
        return [(True, tuple(_date_test(listing)))]
    if not listing.dated or order.key.name != "when_start":
        test = tuple(_date_test(listing))
        return [(True, (order.key.is_not(None), *test)), (False, (order.key.is_(None), *test))]
    start, end = table.c.when_start, table.c.when_end
    bounds = (start <= until,) if until is not None else ()
    nearly: tuple[ColumnElement[bool], ...] = (or_(end.is_(None), end >= since),) if since is not None else ()
    unbegun = (False, (start.is_(None), end.is_not(None), *((end >= since,) if since is not None else ())))
    if since is None:
        return [(True, (start.is_not(None), *bounds)), unbegun]
    month = since[:8] + "01"
    later = (True, (start >= month, *bounds, *nearly))
    earlier = (True, (start < month, *bounds, goes_on(table), *nearly))
    return [later, earlier, unbegun] if order.descending else [earlier, later, unbegun]


def _date_test(listing: Listing) -> list[ColumnElement[bool]]:
    return [overlaps(listing.table, listing.since, listing.until)] if listing.dated else []


def _walk(ask: Ask, page: _Page, stretch: int | None = None) -> list[Any] | None:
    """The first rows, by walking; None where the page is not full after ``stretch`` rows of a segment."""
    tests = [_for_many(ask, one) for one in page.listing.narrowings]
    rows: list[Any] = []
    for segment in _segments(page.listing, page.order):
        walked = _walked(page, segment)
        if walked is None:
            continue
        whole = True
        if stretch is not None:
            last = ask.connection.execute(walked.offset(stretch).limit(1)).first()
            if last is not None:
                whole, walked = False, _up_to(walked, page.order, segment[0], last)
        rows += _fetched(ask, page, walked.where(*tests).limit(page.limit - len(rows)), keyed=segment[0])
        if len(rows) >= page.limit:
            return rows
        if not whole:
            return None
    return rows


def _fetched(ask: Ask, page: _Page, found: Select[Any], *, keyed: bool | None = None) -> list[Any]:
    """The rows of a statement in its order, with the columns: these are read of the rows that are shown, and of no others.

    ``keyed`` says whether each has a key; None: some may lack it.
    """
    if not page.columns:
        return list(ask.connection.execute(found).all())
    first, table = found.subquery(), page.listing.table
    order: list[ColumnElement[Any]] = [first.c.id.desc() if page.order.descending else first.c.id.asc()]
    if keyed is not False and page.order.key is not None:
        order.insert(0, first.c.key.desc() if page.order.descending else first.c.key.asc())
    if keyed is None:
        order.insert(0, first.c.key.is_(None))
    statement = select(first.c.id, first.c.key, *page.columns).join_from(first, table, table.c.id == first.c.id)
    return list(ask.connection.execute(statement.order_by(*order)).all())


def _up_to(walked: Select[Any], order: Order, keyed: bool, last: Any) -> Select[Any]:
    """Only the rows before ``last``."""
    identity, key = walked.selected_columns["id"], order.key
    if keyed and key is not None:
        here, there = tuple_(key, identity), tuple_(literal(last.key), literal(last.id))
        return walked.where(here > there if order.descending else here < there)
    return walked.where(identity > last.id if order.descending else identity < last.id)


def _walked(page: _Page, segment: tuple[bool, tuple[ColumnElement[bool], ...]]) -> Select[Any] | None:
    """The next rows of one stretch, not yet tested; None where the page before was already past it."""
    table, order, after, (keyed, conditions) = page.listing.table, page.order, page.after, segment
    key: Any = order.key if order.key is not None else literal(0)
    by_key = keyed and order.key is not None
    statement = select(table.c.id, key.label("key")).where(*conditions)
    if after is not None:
        value, number = after
        if by_key and value is None:
            return None
        if by_key:
            here, there = tuple_(key, table.c.id), tuple_(literal(value), literal(number))
            statement = statement.where(here < there if order.descending else here > there)
        elif order.key is None or value is None:
            statement = statement.where(table.c.id < number if order.descending else table.c.id > number)
    columns = [key, table.c.id] if by_key else [table.c.id]
    return statement.order_by(*(one.desc() if order.descending else one.asc() for one in columns))
