"""A release written as files and read again is the same release."""

import json
from pathlib import Path

import pandas as pd
import pytest
from pandas.testing import assert_frame_equal

from etl.release.csv_files import FRAMES, csv_files, release_of
from tests.release_example import example


def _placed(folder: Path) -> Path:
    for name, content in csv_files(example()).items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_bytes(content)
    return folder


def test_a_release_comes_back_as_it_was_written(tmp_path: Path) -> None:
    written = example()
    read = release_of(json.loads(json.dumps(written.facts())), _placed(tmp_path))
    assert read.facts() == written.facts()
    for name in FRAMES:
        assert_frame_equal(getattr(read, name), getattr(written, name), check_dtype=False)
    for mine, theirs in zip(read.tables, written.tables, strict=True):
        assert_frame_equal(mine.cells, theirs.cells, check_dtype=False)


def test_a_table_is_one_row_a_cell_with_a_mark_where_there_is_no_number(tmp_path: Path) -> None:
    lines = (_placed(tmp_path) / "tables/age_band.csv").read_text().splitlines()
    assert lines[:6] == [
        "source,period,age_band,reports,mark",
        "jp-helpline,2024-H1,0-14,150,",
        "jp-helpline,2024-H1,15-17,99,",
        "jp-helpline,2024-H1,18-24,75,",
        "jp-helpline,2024-H1,unknown,60,",
        "jp-helpline,2024-H1,total,300,",
    ]
    assert (
        "nz-police,2024-H1,total,total,,.."
        in (tmp_path / "tables/contact_platform_age_band.csv").read_text()
    )


def test_the_cells_of_one_source_and_period() -> None:
    cells = example().table("age_band_gender").of("jp-helpline", "2024-H1")
    assert list(cells.columns) == ["age_band", "gender", "reports", "mark"]
    assert cells.loc[0, "reports"] == 75
    assert cells["reports"].isna().equals(cells["mark"] == "S")


def test_other_columns_are_not_read(tmp_path: Path) -> None:
    folder = _placed(tmp_path)
    pd.DataFrame({"dimension": ["age_band"]}).to_csv(folder / "dimensions.csv", index=False)
    with pytest.raises(ValueError, match=r"dimensions\.csv"):
        release_of(example().facts(), folder)
