"""What several packages' tests share: where the labelled photos are, if they are there at all."""

import signal
from pathlib import Path

import pytest

SHARED = Path(__file__).resolve().parents[2] / "shared" / "data"


@pytest.fixture(scope="session")
def shared_photos() -> Path:
    """The folder of labelled photos that lies beside a developer's checkout."""
    if not SHARED.is_dir():
        pytest.skip(f"the labelled photos of {SHARED} are not here")
    return SHARED


@pytest.fixture
def hearing():
    """Interrupts are heard, also where the tests run in the background and would hear none."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)
