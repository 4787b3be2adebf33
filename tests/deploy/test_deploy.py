"""The image, the manifests and the job: linted, and every command in them is one that the program takes."""

import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import typer.main
import yaml
from dask import config
from dockerfile_parse import DockerfileParser

import distributed  # noqa: F401  (it brings Dask's settings)
from reportedly.cli.main import app

ROOT = Path(__file__).parents[2]
MANIFESTS = sorted((ROOT / "deploy" / "kubernetes").glob("*.yaml"))
JOBS = sorted((ROOT / "deploy" / "slurm").glob("*.sbatch"))


def tool(name: str) -> str:
    found = shutil.which(name, path=f"{Path(sys.executable).parent}:{Path('/usr/bin')}:{Path('/bin')}")
    assert found, f"{name} is not installed"
    return found


def instructions() -> list[tuple[str, str]]:
    parser = DockerfileParser(path=str(ROOT / "Dockerfile"))
    return [(one["instruction"], one["value"]) for one in parser.structure if one["instruction"] != "COMMENT"]


def test_the_dockerfile_is_linted() -> None:
    done = subprocess.run([tool("hadolint"), str(ROOT / "Dockerfile")], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, "")


def test_the_image_has_a_pinned_base_two_stages_and_no_root() -> None:
    found = instructions()
    bases = [value for name, value in found if name == "FROM"]
    assert len(bases) == 2
    assert all(re.fullmatch(r"python:\d+\.\d+\.\d+-slim-\w+( AS \w+)?", base) for base in bases)
    last = found[max(place for place, one in enumerate(found) if one[0] == "FROM") :]
    values = dict(last)
    assert values["USER"] == "10001:10001"
    assert "/healthz" in values["HEALTHCHECK"]
    assert [value for name, value in last if name == "COPY"] == ["--from=build /opt/reportedly /opt/reportedly"]


def test_what_the_image_is_built_from_is_let_in_and_little_else() -> None:
    copied = {word for name, value in instructions() if name == "COPY" and "--from" not in value for word in value.split()[:-1]}
    allowed = {line[1:] for line in (ROOT / ".dockerignore").read_text().splitlines() if line.startswith("!")}
    assert copied == allowed
    assert all((ROOT / one).exists() for one in copied)


def documents() -> list[Any]:
    return [one for path in MANIFESTS for one in yaml.safe_load_all(path.read_text(encoding="utf-8"))]


def pods(value: Any) -> Iterator[dict[str, Any]]:
    """Every pod's specification, wherever it stands."""
    if isinstance(value, dict):
        if "containers" in value:
            yield value
        for below in value.values():
            yield from pods(below)


def test_manifests_are_of_known_kinds_and_named() -> None:
    kinds = {(one["apiVersion"], one["kind"]) for one in documents()}
    assert kinds == {("apps/v1", "Deployment"), ("v1", "Service"), ("v1", "PersistentVolumeClaim"), ("batch/v1", "CronJob")}
    assert all(re.fullmatch(r"[a-z0-9-]+", one["metadata"]["name"]) for one in documents())


@pytest.mark.parametrize("pod", [pod for one in documents() for pod in pods(one)], ids=lambda pod: pod["containers"][0]["name"])
def test_pods_have_no_rights_and_are_asked_how_they_are(pod: dict[str, Any]) -> None:
    assert pod["securityContext"]["runAsNonRoot"] is True
    assert pod["automountServiceAccountToken"] is False
    [container] = pod["containers"]
    assert not container["image"].endswith(":latest") and ":" in container["image"]
    rights = {"allowPrivilegeEscalation": False, "readOnlyRootFilesystem": True, "capabilities": {"drop": ["ALL"]}}
    assert container["securityContext"] == rights
    assert container["livenessProbe"]["httpGet"]["path"] == "/healthz"
    assert {one["name"] for one in container["volumeMounts"]} == {one["name"] for one in pod["volumes"]}
    ports = {one["name"] for one in container["ports"]}
    assert container["livenessProbe"]["httpGet"]["port"] in ports
    assert "limits" in container["resources"]


def test_services_lead_to_pods() -> None:
    made = {one["kind"]: one for one in documents()}
    assert made["Service"]["spec"]["selector"] == made["Deployment"]["spec"]["template"]["metadata"]["labels"]
    assert made["Deployment"]["spec"]["selector"]["matchLabels"] == made["Service"]["spec"]["selector"]


@pytest.mark.parametrize("job", JOBS, ids=lambda job: job.name)
def test_jobs_are_sound_scripts(job: Path) -> None:
    subprocess.run([tool("bash"), "-n", str(job)], check=True)
    done = subprocess.run([tool("shellcheck"), "--shell=bash", str(job)], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, "")
    assert re.findall(r"^#SBATCH --[a-z-]+", job.read_text(), re.MULTILINE)


def commands() -> list[list[str]]:
    given = [container["args"] for one in documents() for pod in pods(one) for container in pod["containers"]]
    lines = [line for path in (*JOBS, ROOT / "Dockerfile") for line in path.read_text().splitlines()]
    found = [line.partition("reportedly ")[2] for line in lines if re.search(r"(^|\s)reportedly (run|serve|read|add) ", line)]
    return given + [shlex.split(line) for line in found]


@pytest.mark.parametrize("words", commands(), ids=lambda words: words[0])
def test_every_command_is_one_that_the_program_takes(words: list[str]) -> None:
    group = typer.main.get_command(app)
    command = group.commands[words[0]]  # type: ignore[attr-defined]
    context = command.make_context(words[0], list(words[1:]), resilient_parsing=False)
    assert context.args == []


def test_there_are_commands_to_check() -> None:
    assert len(commands()) >= 5


def settings(tree: dict[str, Any], above: str = "") -> Iterator[tuple[str, Any]]:
    for key, value in tree.items():
        if isinstance(value, dict):
            yield from settings(value, f"{above}{key}.")
        else:
            yield above + key, value


def test_dask_knows_every_setting_that_is_turned_down() -> None:
    own = config.merge(*config.defaults)
    found = dict(settings(config.collect(paths=[str(ROOT / "deploy" / "dask")], env={})))
    assert found
    assert all(config.get(name, config=own) != value for name, value in found.items())
