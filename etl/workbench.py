"""The rows of one file inside DuckDB while they are imported.

Each distinct text of a column gets a number (an ENUM), and a row holds numbers only. What Python
worked out for the texts is laid over the rows as lists looked up by number: unlike a join this
keeps the rows in the file's order, and it costs a fraction of one.
"""

# ruff: noqa: S608 - SQL is put together from positions of columns and our own names only
import hashlib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import duckdb

from etl.errors import IntegrityError
from etl.meaning import Meaning, columns_of
from etl.normalise import masked
from etl.readers import Place, Reading
from etl.rows import create_table

#: Columns of accepted.parquet that fields fill, in their order.
FILLED = (
    "country", "region", "reported_date", "incident_date", "incident_date_precision", "age_min",
    "age_max", "age_label", "age_band", "gender", "contact_platform", "moved_to_platform", "kind",
    "tactic", "demand", "payment_made", "amount_paid", "currency", "images_shared", "outcome",
    "offender_location", "reporter", "reported_elsewhere",
)  # fmt: skip
_TYPES = {
    name: kind
    for field in ("reported_date", "incident_date", "age", "amount_paid")
    for name, kind in columns_of(field).items()
}
_BLOCK = 64  # bytes of a SHA-256 block


class Workbench:
    """One file's rows. Identifiers in its SQL are positions of columns and names of ours.

    Args:
        connection: a workshop of its own.
        columns: field → position of its column in the file. A field that the profile sets to a
            constant has none.
    """

    def __init__(self, connection: duckdb.DuckDBPyConnection, columns: Mapping[str, int]) -> None:
        self._connection = connection
        self._id = columns.get("report_id")
        self._columns = {field: at for field, at in columns.items() if field != "report_id"}
        self._meanings: dict[str, Meaning] = {}

    def load(self, file: Path, reading: Reading, *, others: Sequence[int] = ()) -> None:
        """Read the reader's CSV: the fields' columns and ``others``, and each record's number.

        Raises:
            IntegrityError: DuckDB counts other rows than the reader.
        """
        wanted = {*self._columns.values(), *others}
        if self._id is not None:
            wanted.add(self._id)
        cells = ", ".join(f"coalesce(c{at}, '') as c{at}" for at in sorted(wanted))
        self._run(
            f"""
            create table raw as
            select row_number() over () as row_number, {cells}
            from read_csv(
                $file, columns = $columns, delim = $delimiter, quote = $quote, escape = $quote,
                header = false, auto_detect = false, strict_mode = true, new_line = '\\n'
            )
            """,
            file=str(file),
            columns={f"c{at}": "VARCHAR" for at in range(len(reading.header))},
            delimiter=reading.delimiter,
            quote=reading.quote,
        )
        [(rows,)] = self._run("select count(*) from raw")
        if rows != reading.rows:
            raise IntegrityError(
                f"The file holds {reading.rows} records, but {rows} were loaded.",
                remedy="Nothing was imported. Please report this as a defect",
                code="rows-unreconciled",
            )

    def distinct(self, column: int) -> list[str]:
        """The distinct texts of a loaded column, before ``number``."""
        return [text for (text,) in self._run(f"select distinct c{column} from raw order by 1")]

    def keep(self, column: int, texts: Sequence[str]) -> int:
        """Leave out the rows whose cell is none of ``texts``; returns how many."""
        [(left_out,)] = self._run(
            f"delete from raw where c{column} not in (select unnest($texts::varchar[]))",
            texts=list(texts),
        )
        return int(left_out)

    def number(self) -> dict[str, list[str]]:
        """Put numbers for texts; returns the texts of each field's column, by number."""
        used = sorted(set(self._columns.values()))
        for at in used:
            self._run(f"create type t{at} as enum (select distinct c{at} from raw order by 1)")
        numbers = [f"enum_code(c{at}::t{at}) as c{at}" for at in used]
        identity = "null" if self._id is None else f"trim(c{self._id})"
        chosen = ", ".join(["row_number", f"{identity}::varchar as report_id", *numbers])
        self._run(f"create table coded as select {chosen} from raw")
        self._run("drop table raw")
        self._run(
            'create table failed (row_number bigint, "column" varchar, rule varchar, value varchar)'
        )
        texts = {at: self._run(f"select unnest(enum_range(null::t{at}))::varchar") for at in used}
        return {field: [text for (text,) in texts[at]] for field, at in self._columns.items()}

    def lay(self, field: str, meaning: Meaning) -> None:
        """Take the meanings of a field's texts; rows whose text breaks a rule have failed."""
        self._meanings[field] = meaning
        if not any(meaning.rules):
            return
        self._run(
            f"""
            insert into failed
            select row_number, $field, {self._at(field, "$rules::varchar[]")} as rule,
                {self._at(field, "$shown::varchar[]")}
            from coded
            where rule is not null
            """,
            field=field,
            rules=meaning.rules,
            shown=[masked(text) for text in meaning.texts],
        )

    def pairs(self, one: str, other: str) -> list[tuple[int, int]]:
        """The distinct pairs of text numbers that two laid fields have in the rows."""
        return self._run(
            f"select distinct {self._position(one)}, {self._position(other)} from coded"
        )

    def fail_pairs(
        self, one: str, other: str, pairs: Sequence[tuple[int, int]], *, rule: str
    ) -> None:
        """Fail the rows that hold one of these pairs, in the name of the first field."""
        self._run(
            f"""
            insert into failed
            select row_number, $field, $rule, null
            from coded
            inner join (select unnest($ones) as one, unnest($others) as other) as pairs
                on {self._position(one)} = pairs.one and {self._position(other)} = pairs.other
            """,
            field=one,
            rule=rule,
            ones=[pair[0] for pair in pairs],
            others=[pair[1] for pair in pairs],
        )

    def fail_ids(self) -> None:
        """Fail rows without a report id, and rows that share one.

        Of rows that are the same in every field the first one stands. Of rows that differ none
        does, since nobody here can know which is right.
        """
        if self._id is None:
            return
        used = sorted(set(self._columns.values()))
        cells = ", ".join(f"c{at}" for at in used)
        self._run(
            f"""
            insert into failed
            with shared as (
                select report_id from coded group by report_id having count(*) > 1
            ),
            compared as (
                select report_id, min(row_number) as first, count(distinct ({cells})) as versions
                from coded semi join shared using (report_id)
                group by report_id
            )
            select row_number, 'report_id',
                if(versions > 1, 'duplicate-report-id', 'duplicate-identical'), null
            from coded inner join compared using (report_id)
            where report_id <> '' and (versions > 1 or row_number <> first)
            union all
            select row_number, 'report_id', 'value-missing', null from coded where report_id = ''
            """
        )

    def part_without_consent(self) -> int:
        """Forget the rows whose person did not agree; returns how many."""
        if "consent_to_statistics" not in self._meanings:
            return 0
        consents = self._meanings["consent_to_statistics"].columns["consent_to_statistics"]
        refused = f"{self._at('consent_to_statistics', '$consents::boolean[]')} is false"
        without = f"select row_number from coded where {refused}"
        self._run(f"delete from failed where row_number in ({without})", consents=consents)
        [(rows,)] = self._run(f"delete from coded where {refused}", consents=consents)
        return int(rows)

    def part_failed(self) -> int:
        """Take the failed rows out of those to accept; returns how many."""
        [(rows,)] = self._run(
            "delete from coded where row_number in (select row_number from failed)"
        )
        return int(rows)

    def count(self) -> int:
        """Number of rows to accept."""
        [(rows,)] = self._run("select count(*) from coded")
        return int(rows)

    def used(self, field: str) -> dict[int, int]:
        """Number of each text of a laid field that rows to accept hold → rows that hold it."""
        return dict(self._run(f"select {self._position(field)}, count(*) from coded group by all"))

    def failures(self) -> list[tuple[str, str, int]]:
        """Rule, column and number of rows of what failed, by name."""
        return self._run('select rule, "column", count(*) from failed group by all order by all')

    def write_quarantine(self, file: Path, places: Sequence[Place]) -> None:
        """Write the failed rows: where they stand and why, by row number."""
        kinds = {"first_record": "bigint", "line": "bigint", "sheet": "varchar"}
        create_table(self._connection, "places", columns=kinds, rows=[vars(p) for p in places])
        self._run(
            """
            copy (
                select row_number, line + (row_number - first_record) as line, sheet, "column",
                    rule, value
                from failed asof join places on row_number >= first_record
                order by row_number, "column", rule
            ) to $file (format parquet, compression zstd, compression_level 1)
            """,
            file=str(file),
        )

    def write_accepted(self, file: Path, *, source: str, key: bytes, file_sha256: str) -> None:
        """Write the rows to accept, in the file's order.

        The report_key is HMAC-SHA-256 (RFC 2104) of source, NUL and the provider's id; without
        an id, of source, NUL, the file's hash, NUL and the row number.
        """
        values: dict[str, Any] = {}
        chosen = [f"{self._filled(column, values)} as {column}" for column in FILLED]
        identity = "report_id"
        if self._id is None:
            identity = "$file_sha256 || chr(0) || row_number"
            values["file_sha256"] = file_sha256
        self._run(
            f"""
            copy (
                select
                    sha256($outer || unhex(sha256(
                        $inner || encode($source || chr(0) || {identity})
                    ))) as report_key,
                    $source as source,
                    {", ".join(chosen)},
                    row_number
                from coded
            ) to $file (format parquet, compression zstd, compression_level 1)
            """,
            file=str(file),
            source=source,
            inner=_pad(key, 0x36),
            outer=_pad(key, 0x5C),
            **values,
        )

    def _filled(self, column: str, values: dict[str, Any]) -> str:
        """SQL of a report column; its list of values is added to ``values``."""
        kind = _TYPES.get(column, "varchar")
        for field, meaning in self._meanings.items():
            if column in meaning.columns:
                values[column] = meaning.columns[column]
                if kind != "varchar":
                    return self._at(field, f"${column}::{kind}[]")
                # An ENUM takes a byte a row on its way to the file, a text sixteen.
                self._run(
                    f"""
                    create type v_{column} as enum (
                        select code from (select distinct unnest($codes::varchar[]) as code)
                        where code is not null order by code
                    )
                    """,
                    codes=values[column],
                )
                return self._at(field, f"${column}::varchar[]::v_{column}[]")
        return f"null::{kind}"

    def _position(self, field: str) -> str:
        """SQL of the number of a row's text in this field; a constant is text number 0."""
        return f"c{self._columns[field]}" if field in self._columns else "0"

    def _at(self, field: str, values: str) -> str:
        """SQL of the value that a list holds for a row's text in this field."""
        return f"list_extract({values}, {self._position(field)}::integer + 1)"

    def _run(self, text: str, **parameters: Any) -> list[tuple[Any, ...]]:
        return self._connection.execute(text, parameters).fetchall()


def _pad(key: bytes, byte: int) -> bytes:
    """The key's block of RFC 2104, XORed with its inner or outer byte."""
    block = key if len(key) <= _BLOCK else hashlib.sha256(key).digest()
    return bytes(value ^ byte for value in block.ljust(_BLOCK, b"\0"))
