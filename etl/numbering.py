"""The reader's CSV as numbers: each distinct text of a column gets one, a row holds numbers only.

A million rows hold a few thousand distinct texts. Arrow finds these while it splits the rows, at
less than the cost of a table of texts.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import pyarrow as pa
from pyarrow import csv

from etl.errors import IntegrityError
from etl.readers import Reading

_BLOCK = 4 << 20  # bytes; far above the longest row that the reader lets through


class Numbering:
    """Reads one CSV of the reader.

    Args:
        reading: what the reader says of it.
        columns: positions of the columns to number.
        whole: position of a column whose texts are kept as they are, if there is one.
    """

    def __init__(self, reading: Reading, *, columns: Sequence[int], whole: int | None) -> None:
        self._reading = reading
        self._whole = whole
        self._numbers: dict[int, dict[str, int]] = {at: {} for at in columns}

    @property
    def texts(self) -> dict[int, list[str]]:
        """Position → the column's texts by number, once the batches have been read."""
        return {at: list(numbers) for at, numbers in self._numbers.items()}

    def batches(self, file: Path) -> Iterator[pa.Table]:
        """The rows in order, part by part: ``row_number`` from 1, ``report_id``, ``c<position>``.

        ``report_id`` is the column that is kept whole, null without one.

        Raises:
            IntegrityError: the file holds other records than the reader says.
        """
        rows = 0
        try:
            for batch in self._open(file) if self._reading.rows else ():
                yield self._numbered(batch, rows)
                rows += batch.num_rows
        except pa.ArrowInvalid:  # its message quotes the row
            rows = -1
        if rows != self._reading.rows:
            raise IntegrityError(
                f"The reader counts {self._reading.rows} records, but others were loaded.",
                remedy="Nothing was imported. Please report this as a defect",
                code="rows-unreconciled",
            ) from None

    def _open(self, file: Path) -> csv.CSVStreamingReader:
        kinds = {} if self._whole is None else {f"c{self._whole}": pa.string()}
        kinds |= {f"c{at}": pa.dictionary(pa.int32(), pa.string()) for at in self._numbers}
        names = [f"c{at}" for at in range(len(self._reading.header))]
        return csv.open_csv(
            file,
            read_options=csv.ReadOptions(column_names=names, block_size=_BLOCK),
            parse_options=csv.ParseOptions(
                delimiter=self._reading.delimiter,
                quote_char=self._reading.quote,
                double_quote=True,
                newlines_in_values=True,
                ignore_empty_lines=False,
            ),
            convert_options=csv.ConvertOptions(
                column_types=kinds,
                include_columns=list(kinds),
                null_values=[],
                strings_can_be_null=False,
                check_utf8=False,  # the reader has decoded it
            ),
        )

    def _numbered(self, batch: pa.RecordBatch, before: int) -> pa.Table:
        columns = {"row_number": np.arange(before + 1, before + 1 + batch.num_rows)}
        columns["report_id"] = (
            pa.nulls(batch.num_rows, pa.string())
            if self._whole is None
            else batch.column(f"c{self._whole}")
        )
        for at, numbers in self._numbers.items():
            part = batch.column(f"c{at}")
            known = [numbers.setdefault(text, len(numbers)) for text in part.dictionary.to_pylist()]
            columns[f"c{at}"] = np.array(known, dtype=np.int32)[part.indices.to_numpy()]
        return pa.table(columns)
