"""What requests carry, checked before gradio reads it: each refusal is a sentence.

Gradio would fetch a file that is named by an address on the network, for anybody who asks; here a
file is one that was uploaded to this server, or it is refused. What a request to a named endpoint
leaves out is filled in, so that `{"data": ["a red boat"]}` is enough.
"""

import json
import re
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

DEPTH = 64
"""So many lists and objects within each other at most."""
SESSION = re.compile(r"[A-Za-z0-9_-]{1,64}")
CALL = "/gradio_api/call/"
MCP = "/gradio_api/mcp"


class RefusedError(Exception):
    """A request that goes no further, with the status and the sentence of its answer."""

    def __init__(self, status: int, sentence: str) -> None:
        super().__init__(sentence)
        self.status, self.sentence = status, sentence


@dataclass(frozen=True)
class Shape:
    """The names of an endpoint's values in their order, and what stands for those left out."""

    names: tuple[str, ...]
    defaults: Mapping[str, Any]

    def fill(self, endpoint: str, given: Sequence[Any]) -> list[Any]:
        """Complete values given in order.

        Raises
        ------
        RefusedError
            There are too many, or one that is needed is missing.
        """
        if len(given) > len(self.names):
            raise RefusedError(
                400,
                f"{endpoint} takes {len(self.names)} values ({', '.join(self.names)}), "
                f"not {len(given)}",
            )
        rest = self.names[len(given) :]
        self._check_given(endpoint, [name for name in rest if name not in self.defaults])
        return [*given, *(self.defaults[name] for name in rest)]

    def check_names(self, endpoint: str, given: Mapping[str, Any]) -> None:
        """Check values given by name.

        Raises
        ------
        RefusedError
            One is unknown, or one that is needed is missing.
        """
        unknown = [name for name in given if name not in self.names]
        if unknown:
            raise RefusedError(
                400,
                f"{endpoint} knows no {_short(unknown[0])}; it takes: {', '.join(self.names)}",
            )
        needed = (name for name in self.names if name not in self.defaults)
        self._check_given(endpoint, [name for name in needed if name not in given])

    @staticmethod
    def _check_given(endpoint: str, missing: Sequence[str]) -> None:
        if missing:
            raise RefusedError(400, f"{endpoint} needs {', '.join(missing)}")


@dataclass(frozen=True)
class Reader:
    """Checks the bodies of one server's requests.

    `uploads` is the folder of files that were uploaded; `shapes` are the endpoints by name;
    `events` are the numbers of the events that there are.
    """

    uploads: Path
    shapes: Mapping[str, Shape]
    events: Container[int]

    def read(self, path: str, body: bytes) -> bytes:
        """Check a body, and complete it.

        Raises
        ------
        RefusedError
            It is not what it should be; the sentence says in what.
        """
        value = _parse(body)
        self._check_files(value)
        if path.startswith(MCP):
            return body
        if not isinstance(value, dict):
            raise RefusedError(400, "the body should be one JSON object")
        if path.startswith(CALL):
            return self._called(path.removeprefix(CALL).strip("/"), value)
        self._check_event(path, value)
        return body

    def _called(self, endpoint: str, value: dict[str, Any]) -> bytes:
        by_name = endpoint.startswith("v2/")
        endpoint = endpoint.removeprefix("v2/")
        shape = self.shapes.get(endpoint)
        if shape is None:
            known = ", ".join(self.shapes)
            raise RefusedError(404, f"there is no endpoint {_short(endpoint)}; there are: {known}")
        if by_name:
            shape.check_names(endpoint, value)
            return _dump(value)
        given = value.get("data")
        if not isinstance(given, list):
            raise RefusedError(400, 'the body should be {"data": [...]}, a list of values')
        # Nothing else of a body is needed, and `fn_index` would choose another function.
        session = {k: value[k] for k in ("session_hash",) if k in value}
        self._check_session(session.get("session_hash"))
        return _dump({"data": shape.fill(endpoint, given), **session})

    def _check_event(self, path: str, value: dict[str, Any]) -> None:
        self._check_session(value.get("session_hash"))
        if not path.endswith(("/join", "/predict")):
            return
        number = value.get("fn_index")
        if not isinstance(number, int) or isinstance(number, bool) or number not in self.events:
            raise RefusedError(400, "fn_index names no event of this page; load the page again")
        if not isinstance(value.get("data"), list):
            raise RefusedError(400, "data should be a list of values")

    @staticmethod
    def _check_session(given: object) -> None:
        if given is not None and not (isinstance(given, str) and SESSION.fullmatch(given)):
            raise RefusedError(400, "session_hash should be 1 to 64 letters and digits")

    def _check_files(self, value: Any) -> None:  # noqa: ANN401, JSON is anything
        waiting: list[tuple[Any, int]] = [(value, 0)]
        while waiting:
            one, depth = waiting.pop()
            if depth > DEPTH:
                raise RefusedError(400, f"the body is nested deeper than {DEPTH} levels")
            if isinstance(one, dict):
                if "path" in one:
                    self._check_path(one["path"])
                waiting.extend((each, depth + 1) for each in one.values())
            elif isinstance(one, list):
                waiting.extend((each, depth + 1) for each in one)

    def _check_path(self, path: object) -> None:
        if path is None:
            return
        if not isinstance(path, str) or not uploaded(path, self.uploads):
            raise RefusedError(403, "a file is named that was not uploaded here; upload it first")


def uploaded(path: str, folder: Path) -> bool:
    """Tell whether a path names something inside the folder of uploads.

    Examples
    --------
    >>> uploaded("/tmp/up/1/a.jpg", Path("/tmp/up")), uploaded("/tmp/up/../x", Path("/tmp/up"))
    (True, False)
    """
    try:
        found, inside = Path(path).resolve(), folder.resolve()
    except (OSError, ValueError, RuntimeError):
        return False  # a null, a name too long, a ring of links
    return Path(path).is_absolute() and found != inside and found.is_relative_to(inside)


def _parse(body: bytes) -> Any:  # noqa: ANN401, JSON is anything
    try:
        return json.loads(body)
    except (ValueError, RecursionError) as error:
        raise RefusedError(400, "the body is no JSON that can be read") from error


def _dump(value: dict[str, Any]) -> bytes:
    return json.dumps(value).encode()


def _short(text: str) -> str:
    return repr(text[:40])
