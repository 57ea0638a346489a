"""Sealed records come back as they were, or not at all."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.sealed import seal, unseal

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(st.characters(exclude_categories=["Cs"])),
    lambda inner: st.lists(inner) | st.dictionaries(st.text("ab"), inner),
    max_leaves=8,
)
RECORDS = st.dictionaries(st.text("abc", min_size=1), VALUES)


@given(RECORDS, st.sampled_from([None, 1]))
def test_a_record_comes_back(record, indent):
    assert unseal(seal(record, indent=indent).encode(), indent=indent) == record


@given(RECORDS, st.data())
def test_a_changed_missing_or_added_byte_is_found(record, data):
    whole = seal(record).encode()
    at = data.draw(st.integers(0, len(whole) - 1))
    flipped = whole[at] ^ data.draw(st.integers(1, 255))
    for spoilt in (
        whole[:at] + bytes([flipped]) + whole[at + 1 :],
        whole[:at] + whole[at + 1 :],
        whole[:at] + b" " + whole[at:],
        whole[:at],
    ):
        with pytest.raises(ValueError):  # noqa: PT011 - json's own messages are among them
            unseal(spoilt)


@pytest.mark.parametrize("text", [b"", b"[]", b"{}", b"null", b'{"sealed": "0"}', b"[" * 9999])
def test_what_was_never_sealed_is_refused(text):
    with pytest.raises(ValueError):  # noqa: PT011 - json's own messages are among them
        unseal(text)
