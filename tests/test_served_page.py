"""bot/README.md runs: settings, commands, examples; and a container would hold what is needed."""

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet

from bot.cli.parser import build_parser
from bot.settings import _VARIABLES, Settings, read_settings, settings_table

ROOT = Path(__file__).resolve().parents[1]
README = (ROOT / "bot" / "README.md").read_text(encoding="utf-8")
DOCKERFILE = (ROOT / "Dockerfile").read_text(encoding="utf-8")
COMMANDS = re.findall(r"`(morelike [^`]+)`", README)


def block(kind):
    return re.search(rf"```{kind}\n(.*?)```", README, re.DOTALL)[1]


def test_the_table_of_settings_is_the_programs():
    assert settings_table() in README


def test_every_setting_has_a_variable_a_meaning_and_is_read():
    fields = set(Settings.model_fields) - {"page_size"}  # a flag of the terminal alone
    assert set(_VARIABLES.values()) == fields
    assert all(Settings.model_fields[name].description for name in fields)
    given = {
        "library": "a:b", "images": "c", "dataset": "d", "model": "e", "mcp": "1", "searching": "2",
        "waiting": "3", "upload_mb": "4", "saved": "f", "host": "g", "port": "5",
    }  # fmt: skip
    read = read_settings({name: given[field] for name, field in _VARIABLES.items()})
    assert read.limits.model_dump() == {
        "searching": 2, "waiting": 3, "upload_bytes": 4 * 1024**2, "mcp": True,
    }  # fmt: skip
    assert [str(each) for each in read.library] == ["a", "b"]
    assert (read.dataset, read.host, read.port) == ("d", "g", 5)


def test_a_flag_wins_over_a_variable():
    assert read_settings({"MORELIKE_DATASET": "a"}, dataset="b").dataset == "b"


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_of_the_page_is_one(command):
    if "..." not in command:
        build_parser().parse_args(shlex.split(command)[1:])


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    """A server on the demo, as `python app.py` runs it, from the files of a container alone."""
    folder = tmp_path_factory.mktemp("container")
    for line in re.findall(r"^COPY (.+)$", DOCKERFILE, re.MULTILINE):
        *sources, target = line.split()
        for source in sources:
            to = folder / target / source if target.endswith("/") else folder / target
            if (ROOT / source).is_dir():
                shutil.copytree(ROOT / source, to, dirs_exist_ok=True)
            else:
                shutil.copy(ROOT / source, to)
    port = _free_port()
    told = dict(re.findall(r"(GRADIO_\w+|PYTHON\w+)=(\S+)", DOCKERFILE))
    environment = {
        **{name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}, **told,
        "GRADIO_SERVER_PORT": str(port), "GRADIO_SERVER_NAME": "127.0.0.1",
    }  # fmt: skip
    server = subprocess.Popen([sys.executable, "app.py"], cwd=folder, env=environment)
    place = f"http://127.0.0.1:{port}"
    for _ in range(600):
        try:
            urllib.request.urlopen(f"{place}/gradio_api/startup-events", timeout=5).read()
            break
        except OSError:
            assert server.poll() is None, "the server did not start"
            time.sleep(0.2)
    yield place
    server.terminate()
    server.wait(30)


def _free_port():
    import socket

    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.mark.slow
def test_the_example_of_gradios_client_runs(address, tmp_path, monkeypatch):
    from tests.bot.conftest import jpeg

    (tmp_path / "mine.jpg").write_bytes(jpeg(1))
    monkeypatch.chdir(tmp_path)
    found = {}
    exec(block("python").replace("http://127.0.0.1:7860", address), found)
    assert found["matches"] > 0
    assert len(found["alike"]) == 12
    assert found["table"].startswith("number,id,name")
    assert dict(found["conversation"]["now"]["labels"])


@pytest.mark.slow
def test_the_example_of_curl_runs(address):
    if shutil.which("curl") is None:
        pytest.skip("there is no curl: its example was not tested")
    script = block("bash").replace("http://127.0.0.1:7860", address)
    done = subprocess.run(["bash", "-c", script], capture_output=True, text=True, check=True)
    event, told = done.stdout.strip().splitlines()[:2]
    assert event == "event: complete"
    assert [each["number"] for each in json.loads(told[6:])[0]] == [1, 2, 3]
    named = json.dumps({"text": "a sailing boat", "limit": 3}).encode()
    request = urllib.request.Request(f"{address}/gradio_api/call/v2/search", data=named)
    request.add_header("Content-Type", "application/json")
    assert "event_id" in json.loads(urllib.request.urlopen(request).read())


def test_the_clients_settings_for_mcp_name_the_address_of_mcp():
    assert json.loads(block("json"))["mcpServers"]["morelike"]["url"].endswith("/gradio_api/mcp/")


def test_a_container_installs_versions_that_the_project_takes():
    front = (ROOT / "README.md").read_text().split("---")[1]
    assert re.search(r"^sdk_version: *[\d.]+$", front, re.MULTILINE)  # what its `sed` finds
    python = re.search(r"FROM python:(\d+\.\d+)-slim", DOCKERFILE)[1]
    wanted = [
        Requirement(line)
        for line in (ROOT / "requirements.txt").read_text().splitlines()
        if line and not line.startswith("#")
    ]
    for name in ("torch", "torchvision"):
        asked = SpecifierSet(re.search(rf'"{name}([<>=,.\d]+)"', DOCKERFILE)[1])
        ours = next(
            one.specifier for one in wanted
            if one.name == name and one.marker.evaluate({"python_version": python})
        )  # fmt: skip
        assert asked == ours, name


def test_a_container_runs_as_nobody_special_and_says_how_it_is():
    lines = DOCKERFILE.splitlines()
    assert lines.index("USER morelike") < next(
        at for at, line in enumerate(lines) if line.startswith("CMD")
    )
    assert "HEALTHCHECK" in DOCKERFILE
    assert "VOLUME /library" in DOCKERFILE
    for line in re.findall(r"^COPY (.+) \S+$", DOCKERFILE, re.MULTILINE):
        assert all((ROOT / source).exists() for source in line.split())
