"""The shorter list of merges: any text is words to it, and its own words are one token each."""

import gzip

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.encode.torchready import import_open_clip
from engine.training.vocabulary import shorter_merges, tokenizer, write_merges

WORDS = ("lighthouse", "sailing", "boat", "strawberry", "night")


@pytest.fixture(scope="module")
def merges_file(tmp_path_factory):
    path = tmp_path_factory.mktemp("words") / "merges.txt.gz"
    write_merges(shorter_merges(WORDS, 300), path)
    return path


@given(st.text(max_size=60))
@settings(max_examples=80, deadline=None)
def test_any_text_becomes_tokens_of_the_list(merges_file, text):
    words = tokenizer(merges_file, 32)
    tokens = words([text])
    assert tokens.shape == (1, 32)
    assert int(tokens.max()) < words.vocab_size


def test_words_of_the_list_become_as_few_tokens_as_in_the_full_list(merges_file):
    import_open_clip()
    from open_clip.tokenizer import SimpleTokenizer

    full, short = SimpleTokenizer(), tokenizer(merges_file, 32)
    for word in WORDS:
        pieces = [full.decoder[token] for token in full.encode(word)]
        assert [short.decoder[token] for token in short.encode(word)] == pieces


def test_the_end_of_a_text_is_the_greatest_token(merges_file):
    # open_clip's text tower reads its answer where the greatest token stands.
    words = tokenizer(merges_file, 32)
    assert words.eot_token_id == words.vocab_size - 1
    assert "" not in words.encoder


def test_the_same_list_gives_the_same_bytes(tmp_path):
    merges = shorter_merges(WORDS, 50)
    for name in ("one", "two"):
        write_merges(merges, tmp_path / name)
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()
    assert len(gzip.decompress((tmp_path / "one").read_bytes()).split(b"\n")) == len(merges) + 1
