"""A button for a file, which is made, and put on record, when a reader asks for it."""

import hashlib
from collections.abc import Callable

import streamlit as st

from dashboard import opening


def file_button(  # noqa: PLR0913 - each says another thing about the file
    label: str,
    make: Callable[[], bytes],
    *,
    name: str,
    rows: int,
    mime: str,
    key: str,
    on_record: bool = True,
) -> None:
    """The button.

    Args:
        label: what it says.
        make: makes the bytes.
        name: of the file.
        rows: how many it holds.
        mime: type of the file.
        key: of the button.
        on_record: whether it is confidential, and the audit log tells who was given what.
    """

    def handed_out() -> bytes:
        content = make()
        if on_record:
            digest = hashlib.sha256(content).hexdigest()
            opening.put_on_record("export", file=name, rows=rows, content_sha256=digest)
        return content

    st.download_button(
        label,
        handed_out,
        file_name=name,
        mime=mime,
        key=key,
        on_click="ignore",
        type="tertiary",
        icon=":material/download:",
    )
