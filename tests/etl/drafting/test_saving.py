"""The TOML of a draft reads as the profile it was made from."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from etl.drafting.points import SENTENCES, Point, fact
from etl.drafting.saving import toml_of
from etl.sources import Column, FileFormat, Profile, Source, load
from tests.builders import profile as loaded

SOURCE = Source("our-line", "Our", "窓口", "Our", "JP", "Our line", "report", 4, "decade",
                False, 1, 1000)  # fmt: skip

texts = st.text(st.characters(codec="utf-8"), min_size=1, max_size=20).filter(str.strip)
columns = st.lists(texts, min_size=1, max_size=3, unique=True).map(tuple)


@st.composite
def profiles(draw):
    file = FileFormat(
        ("csv",),
        encoding=draw(st.sampled_from(["utf-8", "cp932"])),
        delimiter=draw(st.sampled_from([",", "\t"])),
        header_rows=(draw(st.integers(1, 50)),),
        drop=draw(columns),
        total_rows=draw(st.sampled_from(["refuse", "skip"])),
    )
    return Profile(
        "draft",
        replace(SOURCE, organisation=draw(texts)),
        file,
        (
            Column("reported_date", draw(columns), dates=("iso", "day_first")),
            Column("gender", draw(columns)),
        ),
        {"gender": draw(st.dictionaries(texts, st.sampled_from(["male", "female"]), min_size=1))},
        {"currency": "JPY"},
        None,
        "",
    )


@given(profiles(), texts)
def test_it_reads_as_it_was_meant(tmp_path_factory, profile, heading):
    points = [Point("encoding", "utf-8", (fact("encoding-reads", encoding="x", sample=heading),))]
    found = loaded(tmp_path_factory.mktemp("toml") / "draft.toml", toml_of(profile, points))
    assert replace(found, sha256="") == profile


def test_a_seeded_source_is_named_only(tmp_path):
    profile = load("nz-police")
    found = loaded(tmp_path / "nz-police.toml", toml_of(profile))
    assert replace(found, sha256="") == replace(profile, sha256="")


def test_every_sentence_is_in_the_catalogue():
    from dashboard.text import catalogue  # noqa: PLC0415 - the layer above, for this check only

    told = {code: catalogue("en")[f"evidence.{code.replace('-', '_')}"] for code in SENTENCES}
    assert told == dict(SENTENCES)
