"""Libraries behind a page: opened, indexed, stopped, gone on with, looked through again."""

import shutil
import threading
from time import sleep

import pytest

from bot.replies.labels import labels
from bot.view.libraries.offered import Source, State
from bot.view.libraries.progress import describe_end, describe_problem, describe_work
from bot.view.libraries.served import Served, check_some
from engine.conversation import Situation
from engine.errors import CatalogueError, LibraryError
from engine.service import Engine
from tests.bot.conftest import jpeg
from tests.bot.page.waiting import LONGEST, Gate
from tests.engine.making import fill, scribble


def serve(*sources, model, told=None, tended=True):
    served = Served.over(sources, model, tended=tended, **({"told": lambda: told} if told else {}))
    served.start()
    return served


def settle(served):
    for worker in served._workers:
        worker.join(LONGEST)
        assert not worker.is_alive()


def made_of(folder):
    return Source(library=folder / ".morelike", images=folder)


def test_libraries_of_one_name_are_numbered_and_one_named_twice_is_served_once(album, tmp_path):
    shutil.copytree(album, tmp_path / "copy")
    sources = [Source(library=one) for one in (album, tmp_path / "copy", album.parent / "library")]
    assert list(Served.over(sources)) == ["album", "album (2)"]


def test_a_broken_library_is_named_with_its_reason_and_holds_up_no_other(album, tmp_path, tiny):
    served = serve(Source(library=tmp_path / "none"), Source(library=album), model=tiny)
    settle(served)
    assert served.first.name == "album"
    assert served.engine().pictures == 60
    assert "is not a library" in served["none"].state.problem
    told = describe_problem(served["none"], labels("de"), tended=True)
    assert told.startswith("none lässt sich nicht durchsuchen: Die Dateien dieser Sammlung")
    with pytest.raises(LibraryError, match="none cannot be searched"):
        served.engine("none")


def test_what_nobody_foresaw_ends_one_library_alone(album, tmp_path, tiny, monkeypatch):
    def fall(library, *_, **__):
        raise ZeroDivisionError if library == tmp_path else LibraryError("as foreseen")

    (tmp_path / "manifest.json").write_text("{}")
    monkeypatch.setattr(threading, "excepthook", lambda _: None)  # the log has it
    served = Served.over([Source(library=tmp_path), Source(library=album)], tiny)
    monkeypatch.setattr("bot.view.libraries.offered.Engine.open", fall)
    served.start()
    settle(served)
    first, second = served.values()
    assert "unexpectedly" in first.state.problem
    assert second.state.problem == "as foreseen"
    assert first.claim()  # and it may be tried again


def test_a_name_that_is_not_served_is_refused_with_those_that_are(small_engine):
    with pytest.raises(CatalogueError, match="there are: album"):
        Served.holding(small_engine).engine("winter")


def test_a_server_with_nothing_to_serve_says_why_at_once(tmp_path):
    with pytest.raises(LibraryError, match="is not a library"):
        check_some([Source(library=tmp_path)])
    with pytest.raises(CatalogueError, match="is not a folder"):
        check_some([Source(library=tmp_path, images=tmp_path / "none")])


def test_a_model_is_opened_once_for_all_libraries(album, tmp_path, tiny):
    shutil.copytree(album, tmp_path / "copy")
    served = serve(Source(library=album), Source(library=tmp_path / "copy"), model=tiny)
    settle(served)
    first, second = (one.engine._model.open() for one in served.values())
    assert first is second


def test_before_it_is_indexed_a_folder_answers_with_a_sentence(folder, tiny):
    gate = Gate()
    served = serve(made_of(folder), model=tiny, told=gate)
    assert gate.arrived.wait(LONGEST)
    assert served["summer"].state.work == "encoding"
    with pytest.raises(LibraryError, match="still being read"):
        served.engine()
    gate.go.set()
    settle(served)
    assert served.engine().pictures == 40
    assert served.first.state == State(ready=True, work="", pictures=40, version=1)


def test_what_takes_long_waits_until_the_page_is_there(folder, album, tiny):
    served = Served.over([Source(library=album), made_of(folder)], tiny)
    served.start(at_once=False)
    while not served["album"].state.ready:
        sleep(0.01)
    assert served.engine("album")._model._encoder is None
    assert not (folder / ".morelike").exists()
    served.show()
    settle(served)
    assert served.engine("summer").pictures == 40


def test_a_stop_stops_and_the_next_run_encodes_only_the_rest(folder, tiny):
    gate = Gate()
    served = serve(made_of(folder), model=tiny, told=gate)
    assert gate.arrived.wait(LONGEST)
    served.stop("summer")
    gate.go.set()
    settle(served)
    assert served["summer"].state.stopped
    assert not served["summer"].state.ready
    seen = []
    again = serve(made_of(folder), model=tiny, told=lambda *told: seen.append(told))
    settle(again)
    assert ("encoding", 0, 8) in seen  # a batch of 32 was kept
    assert again.engine().pictures == 40


def test_a_library_that_is_there_answers_while_its_folder_is_looked_through(folder, tiny):
    settle(serve(made_of(folder), model=tiny))
    fill(folder, range(100, 140))
    gate = Gate()
    served = serve(made_of(folder), model=tiny, told=gate)
    assert gate.arrived.wait(LONGEST)
    before = served.engine()
    assert before.pictures == 40
    liked = Situation(labels=((before.sample(1)[0], "liked"),), texts=("a boat",))
    brought = before.take_upload(jpeg(900))
    gate.go.set()
    settle(served)
    after = served.engine()
    assert after.pictures == 80
    assert served.first.state.added == 40
    assert after.thumbnail(brought) == before.thumbnail(brought)
    assert before.find(liked, 0, 4).hits  # a turn under way ends with the engine it began with
    assert after.find(liked, 0, 4).hits


def test_new_pictures_are_found_by_a_look_and_nobody_else_may_ask_for_it(folder, tiny):
    served = serve(made_of(folder), model=tiny)
    settle(served)
    scribble(500).save(folder / "new.jpg", quality=90)
    assert served.look("summer")
    settle(served)
    assert served.first.state.added == 1
    assert served.first.state.version == 2
    served.tended = False
    assert not served.look("summer")


def test_two_looks_at_once_are_one(folder, tiny):
    gate = Gate()
    served = serve(made_of(folder), model=tiny, told=gate)
    assert gate.arrived.wait(LONGEST)
    assert not served.look("summer")
    gate.go.set()
    settle(served)


def test_a_title_that_was_given_outlives_a_look(folder, tiny):
    from bot.cli import main

    library = folder / ".morelike"
    told = ["index", str(folder), "--model", tiny, "--title", "Summer of 69"]
    assert main(told) == 0
    scribble(500).save(folder / "new.jpg", quality=90)
    served = serve(Source(library=library, images=folder), model=tiny)
    settle(served)
    assert served.engine("Summer of 69").name == "Summer of 69"


def test_indexing_that_fails_says_so_and_can_be_gone_on_with(folder, tmp_path, tiny):
    (tmp_path / "empty").mkdir()
    served = serve(made_of(tmp_path / "empty"), model=tiny)
    settle(served)
    assert "holds no picture" in served["empty"].state.problem
    scribble(1).save(tmp_path / "empty" / "one.jpg")
    assert served.look("empty")
    settle(served)
    assert served.engine("empty").pictures == 1


def test_a_picture_is_found_in_whichever_library_has_it(folder, album, tiny):
    served = serve(Source(library=album), made_of(folder), model=tiny)
    settle(served)
    for one in served.values():
        picture = one.engine.sample(3)[-1]
        assert served.thumbnail(picture) == one.engine.thumbnail(picture)
        assert served.full(picture) == one.engine.full(picture)
    for forged in ("../../etc/passwd", "0" * 16, "upload-00"):
        with pytest.raises(CatalogueError):
            served.thumbnail(forged)


def test_who_runs_the_page_reads_the_reason_and_others_no_path(tmp_path, tiny, album):
    served = serve(Source(library=tmp_path / "none"), Source(library=album), model=tiny)
    settle(served)
    words = labels("en")
    assert str(tmp_path) in describe_problem(served["none"], words, tended=True)
    assert "/" not in describe_problem(served["none"], words, tended=False)


def test_progress_is_said_in_each_language_without_a_field_left_over():
    work = State(work="encoding", done=1200, total=7403, per_second=3.25, seconds_left=5000)
    for language in ("en", "de", "fr", "es", "it"):
        words = labels(language)
        said = [describe_work(work, words), describe_end(State(added=3), words)]
        said += [describe_work(State(work="scanning", done=1), words)]
        said += [describe_work(State(work=kind), words)
                 for kind in ("waiting", "opening", "loading", "finishing")]  # fmt: skip
        assert all(said)
        assert not any("{" in one for one in said)
    assert "1,200 of 7,403 pictures read · 3.2 a second" in describe_work(work, labels("en"))


def test_an_engine_that_takes_a_place_lets_the_one_before_go(folder, tiny):
    import gc
    import weakref

    served = serve(made_of(folder), model=tiny)
    settle(served)
    before = weakref.ref(served.engine())
    assert isinstance(before(), Engine)
    scribble(500).save(folder / "new.jpg", quality=90)
    served.look("summer")
    settle(served)
    gc.collect()
    assert before() is None
