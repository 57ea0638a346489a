"""Takes a file from the reader's computer; every word that shows is ours."""

from html import escape
from typing import Final

import streamlit as st
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.scriptrunner import get_script_run_ctx

from dashboard.importing import state
from dashboard.importing.words import Words

SUFFIXES: Final = ["csv", "tsv", "txt", "xlsx", "json", "jsonl", "ndjson", "zip"]
MEGABYTES: Final = 20
_COUNT: Final = "import_uploads"


def upload(words: Words) -> None:
    """Draw the uploader; a file that arrives is moved to the disk at once."""
    t = words.t
    count = st.session_state.setdefault(_COUNT, 0)
    _own_words(words)
    file = st.file_uploader(
        t("import.upload"),
        type=SUFFIXES,
        key=f"import_file_{count}",
        max_upload_size=MEGABYTES,
    )
    st.html(f'<p class="limits">{escape(t("import.upload.limits", size=str(MEGABYTES)))}</p>')
    if file is None:
        return
    state.take(file.name, file.getvalue())
    _forget(file.file_id)
    st.session_state[_COUNT] = count + 1  # a new uploader, without the file
    st.rerun()


def _forget(file_id: str) -> None:
    """Take the file out of Streamlit's memory, where it would stay as long as the session."""
    context = get_script_run_ctx()
    manager = context and context.uploaded_file_mgr
    if context and isinstance(manager, MemoryUploadedFileManager):
        manager.remove_file(context.session_id, file_id)


def _own_words(words: Words) -> None:
    """Streamlit's uploader tells its errors in English only: the style tells ours."""
    error = words.t("import.upload.error").replace("\\", "").replace('"', "")
    st.html(f'<style>:root {{ --upload-error: "{error}"; }}</style>')
