from pathlib import Path

import pytest

from reportedly.config import KEYS, PREFIX, Settings, load_settings
from reportedly.errors import BadOption


def test_without_file_or_environment_everything_is_the_packaged_default(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert load_settings(environ={}) == Settings()


def test_the_file_in_the_working_directory_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "reportedly.toml").write_text('model = "models/big"\nthreads = 2\n')
    monkeypatch.chdir(tmp_path)
    assert load_settings(environ={}) == Settings(model=Path("models/big"), threads=2)


def test_a_path_in_a_file_is_relative_to_that_file(tmp_path: Path) -> None:
    file = tmp_path / "deep" / "settings.toml"
    file.parent.mkdir()
    file.write_text('codebook = "mine.yaml"\n')
    assert load_settings(environ={"REPORTEDLY_CONFIG": str(file)}).codebook == tmp_path / "deep" / "mine.yaml"


def test_the_environment_goes_before_the_file(tmp_path: Path) -> None:
    file = tmp_path / "settings.toml"
    file.write_text('model = "from-file"\nthreads = 2\n')
    settings = load_settings(file, environ={"REPORTEDLY_MODEL": "from-env", "REPORTEDLY_THREADS": "4"})
    assert settings == Settings(model=Path("from-env"), threads=4)


def test_other_variables_and_empty_ones_are_left_alone() -> None:
    assert load_settings(environ={"PATH": "/bin", "REPORTEDLY_MODEL": ""}) == Settings()


@pytest.mark.parametrize(
    ("environ", "words"),
    [
        ({"REPORTEDLY_MODLE": "x"}, "Did you mean REPORTEDLY_MODEL?"),
        ({"REPORTEDLY_QQ": "x"}, "REPORTEDLY_THREADS"),
        ({"REPORTEDLY_THREADS": "many"}, "whole number"),
        ({"REPORTEDLY_THREADS": "0"}, "whole number"),
        ({"REPORTEDLY_THREADS": "-1"}, "whole number"),
        ({"REPORTEDLY_MIN_SCORE": "high"}, "no score"),
        ({"REPORTEDLY_MIN_SCORE": "1.5"}, "no score"),
        ({"REPORTEDLY_MIN_SCORE": "nan"}, "no score"),
    ],
)
def test_an_unknown_variable_or_value_is_an_error_with_a_cure(environ: dict[str, str], words: str) -> None:
    with pytest.raises(BadOption, match=words.replace("?", r"\?")) as caught:
        load_settings(environ=environ)
    assert caught.value.cure


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ('modle = "x"', "Did you mean model"),
        ("model = 3", "no path"),
        ("threads = true", "threads"),
        ("model = ", "TOML"),
        ("[model]\nx = 1", "no path"),
        ("contact = 3", "no address"),
        ('allow_private_addresses = "perhaps"', "neither true nor false"),
    ],
)
def test_a_wrong_file_is_an_error_with_a_cure(tmp_path: Path, content: str, words: str) -> None:
    file = tmp_path / "settings.toml"
    file.write_text(content)
    with pytest.raises(BadOption, match=words) as caught:
        load_settings(file, environ={})
    assert caught.value.cure


def test_a_file_that_is_named_but_missing_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(BadOption, match="can't be read"):
        load_settings(environ={"REPORTEDLY_CONFIG": str(tmp_path / "none.toml")})


def test_settings_cannot_be_changed() -> None:
    with pytest.raises(AttributeError):
        Settings().threads = 3  # type: ignore[misc]
    assert KEYS == (
        "model", "gazetteer", "codebook", "threads", "min_score", "record", "who", "contact", "allow_private_addresses", "read_from",
        "connections", "read_timeout", "write_wait", "log_format", "metrics_port", "metrics_host",
    )  # fmt: skip


def test_a_score_is_a_number_in_the_environment_and_in_the_file(tmp_path: Path) -> None:
    file = tmp_path / "settings.toml"
    file.write_text("min_score = 0.4\n")
    assert load_settings(file, environ={}).min_score == 0.4
    assert load_settings(file, environ={"REPORTEDLY_MIN_SCORE": "0"}).min_score == 0.0
    file.write_text('min_score = "0.4"\n')
    with pytest.raises(BadOption, match="no score"):
        load_settings(file, environ={})


def test_switches_and_names_are_no_paths(tmp_path: Path) -> None:
    file = tmp_path / "settings.toml"
    file.write_text('contact = "desk@example.org"\nallow_private_addresses = true\n')
    settings = load_settings(file, environ={})
    assert settings.contact == "desk@example.org" and settings.allow_private_addresses is True
    for word, value in (("1", True), ("Yes", True), ("false", False), ("0", False)):
        assert load_settings(file, environ={"REPORTEDLY_ALLOW_PRIVATE_ADDRESSES": word}).allow_private_addresses is value
    with pytest.raises(BadOption, match="neither"):
        load_settings(file, environ={"REPORTEDLY_ALLOW_PRIVATE_ADDRESSES": "2"})


def test_a_record_is_a_path_or_a_url(tmp_path: Path) -> None:
    file = tmp_path / "settings.toml"
    file.write_text('record = "mine.db"\n')
    assert load_settings(file, environ={}).record == str(tmp_path / "mine.db")
    file.write_text('record = "postgresql://desk@localhost/record"\n')
    assert load_settings(file, environ={}).record == "postgresql://desk@localhost/record"
    assert load_settings(file, environ={"REPORTEDLY_RECORD": "other.db"}).record == "other.db"
    file.write_text("record = 3\n")
    with pytest.raises(BadOption, match="no path and no URL"):
        load_settings(file, environ={})


@pytest.mark.parametrize(
    ("key", "wrong"),
    [
        ("connections", "2"), ("connections", "many"), ("read_timeout", "0"), ("write_wait", "-1"), ("log_format", "xml"),
        ("metrics_port", "70000"), ("read_from", " "),
    ],
)  # fmt: skip
def test_settings_of_operation_that_can_t_be_are_told(key: str, wrong: str) -> None:
    with pytest.raises(BadOption, match=key):
        load_settings(environ={f"{PREFIX}{key.upper()}": wrong})


def test_settings_of_operation_are_read() -> None:
    found = load_settings(environ={
        "REPORTEDLY_CONNECTIONS": "5", "REPORTEDLY_READ_TIMEOUT": "2.5", "REPORTEDLY_LOG_FORMAT": "json", "REPORTEDLY_METRICS_PORT": "0",
    })  # fmt: skip
    assert (found.connections, found.read_timeout, found.log_format, found.metrics_port) == (5, 2.5, "json", 0)
