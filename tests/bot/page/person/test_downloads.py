"""Files are kept for a while, by tokens alone, and never too many or too much of them."""

from bot.handlers import File
from bot.view.drawn.markup import files
from bot.view.person import downloads
from bot.view.person.downloads import Downloads
from bot.view.person.session import Download


def test_a_token_fetches_its_file_and_nothing_else_does():
    kept = Downloads()
    one, two = (kept.offer(File(name="boats.csv", content=each)) for each in (b"1", b"2"))
    assert one != two
    assert kept.fetch(one).content == b"1"
    assert kept.fetch(two).content == b"2"
    assert kept.fetch("boats.csv") is None


def test_the_oldest_go_when_there_are_too_many_or_too_much(monkeypatch):
    monkeypatch.setattr(downloads, "FILES", 2)
    monkeypatch.setattr(downloads, "BYTES", 10)
    kept = Downloads()
    tokens = [kept.offer(File(name="x", content=bytes(4))) for _ in range(3)]
    assert [kept.fetch(token) is not None for token in tokens] == [False, True, True]
    kept.offer(File(name="x", content=bytes(8)))
    assert kept.fetch(tokens[2]) is None


def test_a_link_escapes_the_name_of_its_file():
    drawn = files([Download(name='"><script>', token="abc")])
    assert "<script>" not in drawn
    assert 'href="gradio_api/download/abc"' in drawn
