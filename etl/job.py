"""One file on its way from the reader's CSV to a complete folder: rows, quarantine, receipt."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path

from etl import keys, receipt, schemas, stored, vocabulary, warehouse, writing
from etl import withdrawn as withdrawn_keys
from etl.errors import IntegrityError, RefusedInput
from etl.identifiers import screen_ids
from etl.meaning import Meaning, contradicting, field_of, meaning_of, nothing_of
from etl.normalise import nfkc
from etl.personal import findings, told_name
from etl.readers import Place, Reading
from etl.receipt import DeliveredFile, Notes, Receipt, Rows
from etl.settings import Settings
from etl.sources import Profile
from etl.stored import Contents
from etl.workbench import Workbench

_UNTOLD = "(not shown)"

#: Called with the name of the stage and the share of the whole that is done, 0 to 1.
Progress = Callable[[str, float], None]


@dataclass(frozen=True)
class Job:
    """One file on its way from the reader's CSV to a complete folder.

    Attributes:
        file_name: as it may be told.
        received: when the file was first received, UTC.
        others: receipts of the source's other files.
        notes: of the receipt, as far as they are known before the rows are.
    """

    settings: Settings
    profile: Profile
    reading: Reading
    file_name: str
    import_id: str
    staging: Path
    received: datetime
    others: Sequence[Receipt]
    notes: Notes

    def run(self, tell: Progress) -> Receipt:
        """Fill the staging folder; returns the receipt that lies in it."""
        schema = schemas.incident_report(received=self.received.date())
        columns = self._columns()
        with warehouse.workshop([self.staging]) as connection:
            bench = Workbench(
                connection,
                columns,
                source=self.profile.source.code,
                key=keys.secret(self.settings, "report"),
                file_sha256=self.reading.sha256,
            )
            tell("normalising", 0.4)
            filtered = self._load(bench)
            texts: dict[str, Sequence[str]] = {
                field: [word] for field, word in self._constants(columns).items()
            }
            texts |= bench.texts
            meanings: dict[str, Meaning] = {}
            for done, field in enumerate(texts):
                tell("validating", 0.6 + 0.1 * done / len(texts))
                meanings[field] = meaning_of(field, texts[field], self.profile, schema)
                bench.lay(field, meanings[field])
            _fail_together(bench, meanings)
            bench.fail_ids()
            screen_ids(bench, self.file_name)
            withdrawn = bench.part_withdrawn(
                withdrawn_keys.read(self.settings, self.profile.source.code)
            )
            bench.part_without_consent()
            bench.part_failed()
            tell("writing", 0.7)
            synthetic = self._synthetic(bench, meanings)
            writing.write(bench, self.staging, [_told(place) for place in self.reading.places])
            tell("writing", 0.9)
            found = stored.contents(connection, self.staging)
            rows = Rows(
                read=self.reading.rows,
                accepted=found.accepted,
                quarantined=found.quarantined,
                without_consent=found.without_consent,
                filtered=filtered,
                withdrawn=withdrawn,
            )
            return self._receipt(meanings, found, rows, synthetic=synthetic)

    def _columns(self) -> dict[str, int]:
        """Field → position of its column, for the fields that the file has."""
        found = ((item.field, self.reading.column(item.names)) for item in self.profile.columns)
        return {field: at for field, at in found if at is not None}

    def _constants(self, columns: Mapping[str, int]) -> dict[str, str]:
        """Field → its one word for all rows; the source's country unless a file tells it."""
        country = {} if "country" in columns else {"country": self.profile.source.country}
        return country | dict(self.profile.constants)

    def _load(self, bench: Workbench) -> int:
        """Load the rows that the filter keeps; returns how many it left out."""
        rows = self.staging / "rows.csv"
        rule = self.profile.filter
        at = self.reading.column([rule.column]) if rule else None
        bench.load(rows, self.reading, others=() if at is None else (at,))
        rows.unlink()
        if rule is None or at is None:
            return 0
        return bench.keep(at, {nfkc(text) for text in rule.keep})

    def _synthetic(self, bench: Workbench, meanings: Mapping[str, Meaning]) -> bool:
        """Whether the reports are invented; neither a file nor a source may mix the two."""
        before = {item.synthetic for item in self.others if item.rows.accepted}
        if "synthetic" not in meanings:
            kinds = {False}
        else:
            truths = meanings["synthetic"].columns["synthetic"]
            # Without a row to accept the file mixes nothing, whatever came before.
            kinds = {truths[number] for number in bench.used("synthetic")} or before or {False}
        if len(kinds | before) > 1:
            source = self.profile.source.code
            raise RefusedInput(
                f"Invented and real reports of the source {source} would be mixed",
                where=self.file_name,
                remedy="Import samples into another data folder, or under another source",
                code="synthetic-mixed",
            )
        return kinds.pop()

    def _receipt(
        self,
        meanings: Mapping[str, Meaning],
        found: Contents,
        rows: Rows,
        *,
        synthetic: bool,
    ) -> Receipt:
        """Reconcile the totals and write the receipt."""
        if not rows.balanced:
            raise IntegrityError(
                "The rows read are not the sum of where they went.",
                where=self.file_name,
                remedy="Nothing was imported. Please report this as a defect",
                code="rows-unreconciled",
            )
        columns = self._columns()
        used = {*columns.values()}
        if self.profile.filter:
            used.add(self.reading.column([self.profile.filter.column]) or 0)
        told = Receipt(
            import_id=self.import_id,
            source=self.profile.source,
            profile_id=self.profile.id,
            profile_sha256=self.profile.sha256,
            file=DeliveredFile(
                self.file_name,
                self.reading.size,
                self.reading.sha256,
                self.reading.member and told_name(self.reading.member, self.reading.sha256),
            ),
            received_at=receipt.moment(self.received),
            synthetic=synthetic,
            rows=rows,
            collected=tuple(sorted({*columns, *meanings})),
            dropped_columns=tuple(
                f"column {at + 1}" if findings(name) else name
                for at, name in enumerate(self.reading.header)
                if at not in used
            ),
            unmapped=found.unmapped,
            quarantine=found.quarantine,
            first_reported=found.first_reported,
            last_reported=found.last_reported,
            sha256=found.sha256,
            notes=replace(
                self.notes,
                vocabulary_sha256=vocabulary.sha256(),
                totals=self.reading.totals,
                footers=self.reading.footers,
                alarms=self.reading.alarms,
                overlaps=self._overlaps(columns, found.first_reported, found.last_reported),
            ),
        )
        receipt.write(told, self.staging)
        return told

    def _overlaps(
        self, columns: Mapping[str, int], first: date | None, last: date | None
    ) -> tuple[str, ...]:
        """Earlier imports that tell of some of the same days, where a report has no id in both."""
        return tuple(
            item.import_id
            for item in self.others
            if not ("report_id" in columns and "report_id" in item.collected)
            if first and last and item.first_reported and item.last_reported
            if item.first_reported <= last and first <= item.last_reported
        )


def _told(place: Place) -> Place:
    """The place; a sheet's name that may tell a person is left out."""
    return replace(place, sheet=_UNTOLD) if place.sheet and findings(place.sheet) else place


def _fail_together(bench: Workbench, meanings: Mapping[str, Meaning]) -> None:
    """Fail the rows whose fields contradict each other."""
    for rule in schemas.TOGETHER:
        one, other = (field_of(column) for column in rule.columns)
        if one != other and one in meanings:
            pairs = bench.pairs(one, other)
            told = (meanings[one], meanings.get(other) or nothing_of(other))
            broken = contradicting(rule, *told, pairs=pairs)
            bench.fail_pairs(one, other, broken, rule=rule.rule)
