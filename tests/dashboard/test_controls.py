"""Choices as HTML: exactly what the browser gets, and nothing that was not meant as markup."""

from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard import controls

WORDS = {"female": "Female", "male": "Male"}


def test_several_codes():
    assert controls.several("gender", "Gender", WORDS, ["male"]) == (
        '<fieldset class="choice pills"><legend class="seen">Gender</legend>'
        '<label><input type="checkbox" id="choice-gender-female" name="choice-gender" '
        'data-key="gender" value="female"><span>Female</span></label>'
        '<label><input type="checkbox" id="choice-gender-male" name="choice-gender" '
        'data-key="gender" value="male" checked><span>Male</span></label></fieldset>'
    )


def test_one_part_of_several_lists_of_a_key():
    assert controls.several("age", "Age", {"unknown": "Unknown"}, [], part="nz") == (
        '<fieldset class="choice pills"><legend class="seen">Age</legend>'
        '<label><input type="checkbox" id="choice-age-nz-unknown" name="choice-age" '
        'data-key="age" value="unknown"><span>Unknown</span></label></fieldset>'
    )


@pytest.mark.parametrize(("bare", "legend"), [(False, "seen"), (True, "unseen")])
def test_one_code_in_sight(bare, legend):
    assert controls.one("lang", "Language", {"en": "English", "ja": "日本語"}, "ja", bare=bare) == (
        f'<fieldset class="choice segments"><legend class="{legend}">Language</legend>'
        '<label><input type="radio" id="choice-lang-en" name="choice-lang" '
        'data-key="lang" value="en"><span>English</span></label>'
        '<label><input type="radio" id="choice-lang-ja" name="choice-lang" '
        'data-key="lang" value="ja" checked><span>日本語</span></label></fieldset>'
    )


def test_one_code_of_a_list():
    assert controls.listed("by", "Split by", WORDS, "male") == (
        '<label class="choice list"><span>Split by</span>'
        '<select id="choice-by" data-key="by"><option value="female">Female</option>'
        '<option value="male" selected>Male</option></select></label>'
    )


@pytest.mark.parametrize(
    ("chosen", "possible", "state"),
    [(True, True, " checked"), (False, True, ""), (False, False, " disabled")],
)
def test_a_tick(chosen, possible, state):
    assert controls.tick("age", "0-14", "Under 15", chosen=chosen, possible=possible) == (
        '<label class="tick"><input type="checkbox" id="choice-age-0-14" name="choice-age" '
        f'data-key="age" value="0-14"{state}>Under 15</label>'
    )


class Outline(HTMLParser):
    """The elements of HTML, and its text."""

    def __init__(self, html):
        super().__init__()
        self.tags, self.texts, self.values = [], [], []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.values += [value for name, value in attrs if name == "value"]

    def handle_data(self, data):
        self.texts.append(data)


@given(st.text(alphabet="ab<>&\"' /=\u3042", min_size=1))
def test_words_and_codes_are_never_markup(text):
    for html in (
        controls.several("key", text, {text: text}, []),
        controls.one("key", text, {text: text}, ""),
        controls.listed("key", text, {text: text}, ""),
    ):
        outline = Outline(html)
        assert set(outline.tags) <= {"fieldset", "legend", "label", "input", "span", "select",
                                     "option"}  # fmt: skip
        assert outline.values == [text]
        assert "".join(outline.texts) == text * 2
