"""The rows of one file inside DuckDB while they are imported.

Each distinct text of a column has a number, and a row holds numbers only. What Python
worked out for the texts is laid over the rows as lists looked up by number: unlike a join this
keeps the rows in the file's order, and it costs a fraction of one.
"""

# ruff: noqa: S608 - SQL is put together from positions of columns and our own names only
import hashlib
from collections.abc import Container, Mapping, Sequence
from pathlib import Path
from typing import Any

import duckdb

from etl.meaning import Meaning
from etl.normalise import nfkc
from etl.numbering import Numbering
from etl.readers import Reading

_BLOCK = 64  # bytes of a SHA-256 block


class Workbench:
    """One file's rows. Identifiers in its SQL are positions of columns and names of ours.

    Args:
        connection: a workshop of its own.
        columns: field → position of its column in the file. A field that the profile sets to a
            constant has none.
        source: code of the source.
        key: the secret key of the report ids.
        file_sha256: of the file as delivered.

    Attributes:
        connection: the workshop.
        meanings: field → what its texts mean, once laid.
        report_key: SQL of a row's key: HMAC-SHA-256 (RFC 2104) of source, NUL and the provider's
            id; in a file without ids, of source, NUL, the file's hash, NUL and the row number.
            Null where an id is missing.
    """

    def __init__(
        self,
        connection: duckdb.DuckDBPyConnection,
        columns: Mapping[str, int],
        *,
        source: str,
        key: bytes,
        file_sha256: str,
    ) -> None:
        self.connection = connection
        self._id = columns.get("report_id")
        self._columns = {field: at for field, at in columns.items() if field != "report_id"}
        self._texts: Mapping[int, list[str]] = {}
        self.meanings: dict[str, Meaning] = {}
        identity = "nullif(report_id, '')"
        if self._id is None:
            identity = "getvariable('file_sha256') || chr(0) || row_number"
        self.report_key = (
            "sha256(getvariable('outer_pad') || unhex(sha256(getvariable('inner_pad') || "
            f"encode(getvariable('source') || chr(0) || {identity}))))"
        )
        for name, value in (("source", source), ("file_sha256", file_sha256)):
            self.run(f"set variable {name} = $value", value=value)
        for name, pad in (("inner_pad", 0x36), ("outer_pad", 0x5C)):
            self.run(f"set variable {name} = $value", value=_pad(key, pad))

    def load(self, file: Path, reading: Reading, *, others: Sequence[int] = ()) -> None:
        """Read the reader's CSV: the fields' columns and ``others``, and each record's number.

        Raises:
            IntegrityError: other rows were loaded than the reader counts.
        """
        columns = sorted({*self._columns.values(), *others})
        numbering = Numbering(reading, columns=columns, whole=self._id)
        kinds = ", ".join(
            ["row_number bigint", "report_id varchar", *(f"c{at} integer" for at in columns)]
        )
        self.run(f"create table coded ({kinds})")
        self.run(
            'create table failed (row_number bigint, "column" varchar, rule varchar, value varchar)'
        )
        for batch in numbering.batches(file):
            self.connection.register("batch", batch)
            self.run("insert into coded select * replace (trim(report_id) as report_id) from batch")
            self.connection.unregister("batch")
        self._texts = numbering.texts

    def keep(self, column: int, texts: Container[str]) -> int:
        """Leave out the rows whose cell is none of ``texts``; returns how many."""
        kept = [number for number, text in enumerate(self._texts[column]) if nfkc(text) in texts]
        [(left_out,)] = self.run(
            f"delete from coded where c{column} not in (select unnest($kept::integer[]))", kept=kept
        )
        return int(left_out)

    @property
    def texts(self) -> dict[str, list[str]]:
        """The distinct texts of each field's column, by number."""
        return {field: self._texts[at] for field, at in self._columns.items()}

    def lay(self, field: str, meaning: Meaning) -> None:
        """Take the meanings of a field's texts; rows whose text breaks a rule have failed."""
        self.meanings[field] = meaning
        if not any(meaning.rules):
            return
        self.run(
            f"""
            insert into failed
            select row_number, $field, {self.at(field, "$rules::varchar[]")} as rule,
                {self.at(field, "$shown::varchar[]")}
            from coded
            where rule is not null
            """,
            field=field,
            rules=meaning.rules,
            shown=meaning.shown,
        )

    def pairs(self, one: str, other: str) -> list[tuple[int, int]]:
        """The distinct pairs of text numbers that two laid fields have in the rows."""
        return self.run(
            f"select distinct {self._position(one)}, {self._position(other)} from coded"
        )

    def fail_pairs(
        self, one: str, other: str, pairs: Sequence[tuple[int, int]], *, rule: str
    ) -> None:
        """Fail the rows that hold one of these pairs, in the name of the first field."""
        self.run(
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

    def first_ids(self, count: int) -> list[str]:
        """The report ids of the first rows; none in a file without ids."""
        if self._id is None:
            return []
        ids = self.run("select report_id from coded order by row_number limit $count", count=count)
        return [text for (text,) in ids]

    def ids_like(self, pattern: str) -> list[str]:
        """The distinct report ids in which this pattern of RE2 is found."""
        if self._id is None:
            return []
        ids = self.run(
            "select distinct report_id from coded where regexp_matches(report_id, $pattern)",
            pattern=pattern,
        )
        return [text for (text,) in ids]

    def fail_these_ids(self, rules: Mapping[str, str]) -> None:
        """Fail the rows with one of these report ids by the rule that it breaks."""
        if rules:
            self.run(
                """
                insert into failed
                select row_number, 'report_id', rule, null
                from coded
                inner join (
                    select unnest($ids::varchar[]) as report_id, unnest($rules::varchar[]) as rule
                ) as broken using (report_id)
                """,
                ids=list(rules),
                rules=list(rules.values()),
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
        self.run(
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

    def part_withdrawn(self, keys: Sequence[str]) -> int:
        """Forget the reports of these keys; returns how many rows that were."""
        if self._id is None or not keys:
            return 0
        self.run(
            f"""
            create table withdrawn as
            select row_number from coded
            where {self.report_key} in (select unnest($keys::varchar[]))
            """,
            keys=keys,
        )
        return self._part("withdrawn")

    def part_without_consent(self) -> None:
        """Forget the rows whose person did not agree, but for their keys."""
        consents = [None]
        if told := self.meanings.get("consent_to_statistics"):
            consents = told.columns["consent_to_statistics"]
        refused = f"{self.at('consent_to_statistics', '$consents::boolean[]')} is false"
        self.run(
            f"""
            create table refused as
            select row_number, {self.report_key} as report_key from coded where {refused}
            """,
            consents=consents,
        )
        self._part("refused")

    def part_failed(self) -> None:
        """Take the failed rows out of those to accept, but keep their keys."""
        self.run(
            f"""
            create table kept_out as
            select row_number, {self.report_key} as report_key
            from coded semi join failed using (row_number)
            """
        )
        self.run("delete from coded where row_number in (select row_number from kept_out)")

    def used(self, field: str) -> dict[int, int]:
        """Number of each text of a laid field that rows to accept hold → rows that hold it."""
        return dict(self.run(f"select {self._position(field)}, count(*) from coded group by all"))

    def _part(self, table: str) -> int:
        """Take the rows of a table of ours out of the failed ones and those to accept."""
        rows = f"select row_number from {table}"
        self.run(f"delete from failed where row_number in ({rows})")
        [(parted,)] = self.run(f"delete from coded where row_number in ({rows})")
        return int(parted)

    def _position(self, field: str) -> str:
        """SQL of the number of a row's text in this field; a constant is text number 0."""
        return f"c{self._columns[field]}" if field in self._columns else "0"

    def at(self, field: str, values: str) -> str:
        """SQL of the value that a list holds for a row's text in this field."""
        return f"list_extract({values}, {self._position(field)} + 1)"

    def run(self, text: str, **parameters: Any) -> list[tuple[Any, ...]]:
        """Answer one statement of ours."""
        return self.connection.execute(text, parameters).fetchall()


def _pad(key: bytes, byte: int) -> bytes:
    """The key's block of RFC 2104, XORed with its inner or outer byte."""
    block = key if len(key) <= _BLOCK else hashlib.sha256(key).digest()
    return bytes(value ^ byte for value in block.ljust(_BLOCK, b"\0"))
