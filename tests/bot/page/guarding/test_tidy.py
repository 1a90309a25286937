"""A server forgets closed tabs, finished calls and files that nobody used, and nothing else."""

import os
from datetime import datetime, timedelta
from types import SimpleNamespace

from bot.view.guarding.tidy import (
    CALL_SECONDS,
    CLOSED_SECONDS,
    IDLE_SECONDS,
    UPLOAD_SECONDS,
    forget_files,
    forget_sessions,
    lighten_sessions,
)

NOW = datetime(2026, 7, 4, 12)


def holder(**sessions):
    """A holder of sessions: for each, seconds since its use, whether closed, what it holds."""
    return SimpleNamespace(
        session_data={
            name: SimpleNamespace(state_data=held, is_closed=closed)
            for name, (_, closed, held) in sessions.items()
        },
        time_last_used={name: NOW - timedelta(seconds=age) for name, (age, *_) in sessions.items()},
    )


def test_each_session_is_forgotten_in_its_time():
    kept = holder(
        fresh_call=(CALL_SECONDS - 1, False, {}),
        old_call=(CALL_SECONDS + 1, False, {}),
        begun=(CALL_SECONDS + 1, False, {7: ""}),
        open_tab=(CLOSED_SECONDS + 1, False, {7: "a conversation"}),
        closed_lately=(CLOSED_SECONDS - 1, True, {7: "a conversation"}),
        closed_long=(CLOSED_SECONDS + 1, True, {7: "a conversation"}),
        forgotten_tab=(IDLE_SECONDS + 1, False, {7: "a conversation"}),
    )
    assert forget_sessions(kept, NOW) == 4
    assert set(kept.session_data) == {"fresh_call", "open_tab", "closed_lately"}
    assert set(kept.time_last_used) == set(kept.session_data)
    assert forget_sessions(kept, NOW) == 0


def test_files_that_were_sent_and_never_used_go_after_an_hour(tmp_path):
    for name, age in (("old/a.jpg", UPLOAD_SECONDS + 9), ("new/b.jpg", 9)):
        path = tmp_path / name
        path.parent.mkdir()
        path.write_bytes(b"x")
        for each in (path, path.parent):
            os.utime(each, (1e9 - age, 1e9 - age))
    assert forget_files(tmp_path, 1e9) == 1
    assert not (tmp_path / "old" / "a.jpg").exists()
    assert (tmp_path / "new" / "b.jpg").exists()


def test_a_resting_session_is_light_and_its_conversation_goes_on(engine):
    from bot.view import launch
    from tests.bot.page.raw import Raw, shown

    page = launch(engine, quiet=True)
    raw = Raw(page.local_url)
    for said in ("a sailing boat", "more like #1", "more"):
        last = raw.say("ada", said)
    session = page.state_holder.session_data["ada"]
    lighten_sessions(page.state_holder, datetime.now())
    assert session.config_values, "what was used just now is left alone"
    lighten_sessions(page.state_holder, datetime.now() + timedelta(minutes=1))
    assert set(session.blocks_config.blocks) <= set(page.blocks)
    assert session.config_values == {}
    again = raw.say("ada", "undo")
    assert shown(last)
    assert shown(again)
    page.close(verbose=False)
