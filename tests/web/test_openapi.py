"""The whole API is as its OpenAPI description says: no request gets a 500, and answers have the described shape.

Schemathesis makes the requests from the description; `DESK_EXAMPLES=200 pytest tests/web/test_openapi.py` is the long form.
"""

import os
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from tests.record.generated import GeneratedReader
from web_desk import HOST, TOKEN
from web_team import PEOPLE, SETUP, WORDS, quick

from reportedly.config import Settings
from reportedly.record.record import Record
from reportedly.web.accounts import Accounts
from reportedly.web.app import application, inner
from reportedly.web.describing import described
from reportedly.web.desk import Desk, Served
from reportedly.web.guard import cookie_name

schemathesis: Any = pytest.importorskip("schemathesis", reason="needs schemathesis: pip install schemathesis")
EXAMPLES = int(os.environ.get("DESK_EXAMPLES", "3"))


def _without_tuples(part: Any) -> Any:
    """The same with tuples as lists of so many: schemathesis 4.32 reads prefixItems as an older draft's items, and then refuses that."""
    if isinstance(part, dict):
        mended = {key: _without_tuples(value) for key, value in part.items()}
        if isinstance(first := mended.pop("prefixItems", None), list):
            mended |= {"items": {"anyOf": first}, "minItems": len(first), "maxItems": len(first)}
        return mended
    return [_without_tuples(one) for one in part] if isinstance(part, list | tuple) else part


@pytest.fixture(scope="module", params=[False, True], ids=["by-token", "with-accounts"])
def api(
    request: pytest.FixtureRequest, made: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Any, dict[str, str]]]:
    """The description with the desk behind it, on a copy of the record, and the headers of somebody who may do everything."""
    folder = tmp_path_factory.mktemp("openapi")
    (folder / "record.db").write_bytes(made.read_bytes())
    accounts = None
    if request.param:
        accounts = Accounts(folder / "record.db.users", create=True, passwords=quick())
        accounts.add(PEOPLE["admin"], "admin", f"{WORDS} {PEOPLE['admin']}", SETUP)
    with Record.open(folder / "record.db") as record:
        record._reader = GeneratedReader()  # type: ignore[assignment]
        desk = Desk(record, Settings(who="Ida Holm"), Served(hosts=frozenset({HOST}), token=TOKEN), accounts)
        schema = schemathesis.openapi.from_dict(_without_tuples(described(inner(desk))))
        schema.app = application(desk)
        headers = {
            "host": HOST,
            "authorization": f"Bearer {TOKEN}",
            "origin": f"http://{HOST}",
            "sec-fetch-site": "same-origin",
        }
        if accounts is not None:
            session = accounts.sign_in(PEOPLE["admin"], f"{WORDS} {PEOPLE['admin']}", "127.0.0.1")
            headers["cookie"] = f"{cookie_name(False, HOST)}={session}"
        yield schema, headers
    if accounts is not None:
        accounts.close()


def test_every_answer_is_as_described_and_none_is_a_fault(api: tuple[Any, dict[str, str]]) -> None:
    schema, headers = api
    checks = import_module("schemathesis.specs.openapi.checks")
    wanted = (
        schemathesis.checks.not_a_server_error, checks.status_code_conformance, checks.content_type_conformance,
        checks.response_schema_conformance,
    )  # fmt: skip
    operations, answered = 0, set()
    for found in schema.get_all_operations():
        operation = found.ok()
        operations += 1

        @given(case=operation.as_strategy())
        @settings(
            max_examples=EXAMPLES,
            deadline=None,
            suppress_health_check=list(HealthCheck),
            phases=[Phase.generate],
            derandomize=True,
            database=None,
        )
        def asked(case: Any) -> None:
            if case.path == "/api/v1/session" and case.method == "DELETE":
                return  # it signs out whoever asks the rest
            answer = case.call(base_url=f"http://{HOST}", headers=headers)
            answered.add((case.method, case.path, answer.status_code))
            case.validate_response(answer, checks=wanted)

        asked()
    assert operations > 30, answered
    assert len([one for one in answered if one[2] < 300]) >= 15, sorted(answered)
