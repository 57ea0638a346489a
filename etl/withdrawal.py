"""Withdrawal: take reports out of everything that casestats keeps, for good.

The order makes it safe to be killed at any moment: what is asked for is noted first, then carried
out step by step, each of which may be done again; ``finish`` does so for whoever comes next.
"""

import hmac
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from etl import audit, build, folders, keys, receipt, sources, stored, warehouse, withdrawn
from etl.errors import IntegrityError, UsageError
from etl.machine import errors_told
from etl.receipt import Receipt
from etl.received import check
from etl.settings import Settings
from etl.withdrawal_ids import read_ids

#: The files of an import in which a row has its report's key and stands for itself.
_ROWS = (stored.ACCEPTED, stored.QUARANTINE, stored.WITHOUT_CONSENT)


@dataclass(frozen=True)
class Withdrawal:
    """What a withdrawal did, or would do.

    Attributes:
        source: code of the source.
        reports: how many of the ids were found in imports.
        rows: rows that hold them, all versions counted.
        imports: ids of the imports they were in.
        already: how many of the ids had been withdrawn before.
        not_found: lines of the list whose id is in no import.
    """

    source: str
    reports: int
    rows: int
    imports: tuple[str, ...]
    already: int
    not_found: tuple[int, ...]


def withdraw(settings: Settings, source: str, ids: Path, *, dry_run: bool = False) -> Withdrawal:
    """Take the reports of these ids out of every import of a source, and build anew.

    Args:
        settings: where everything is.
        source: code of the source, or one of its profiles.
        ids: a list of the provider's own ids; see ``read_ids``.
        dry_run: only tell what would be done.

    Raises:
        UsageError: there is no such source, or no such list.
        RefusedInput: the list cannot be read as one.
        IntegrityError: an import is damaged, or of a layout that does not tell its rows' reports.
        MachineError: a build is running, or there is no space; the next command goes on.
    """
    lines = read_ids(ids)
    with _alone(settings):
        _carry_on(settings)
        code = _code(settings, source)
        secret = keys.secret(settings, "report")
        wanted = {_key(secret, code, name): line for name, line in lines.items()}
        items = [item for item in folders.receipts(settings) if item.source.code == code]
        _tell_their_reports(items)
        rows = _rows(settings, items, list(wanted))
        found = {key for held in rows.values() for key in held}
        before = wanted.keys() & set(withdrawn.read(settings, code))
        told = Withdrawal(
            source=code,
            reports=len(found),
            rows=sum(sum(held.values()) for held in rows.values()),
            imports=tuple(rows),
            already=len(before - found),
            not_found=tuple(sorted(wanted[key] for key in wanted.keys() - found - before)),
        )
        if found and not dry_run:
            for item in items:
                check(settings, item)
            withdrawn.begin(settings)
            # On record before it is done: what is cut short here must be asked for again.
            audit.append(
                settings,
                "withdrawal",
                source=code,
                withdrawn=told.reports,
                rows=told.rows,
                imports=len(told.imports),
            )
            withdrawn.add(settings, code, found)
            _carry_on(settings)
    return told


def finish(settings: Settings) -> bool:
    """Finish a withdrawal that was interrupted; returns whether there was one."""
    if not withdrawn.pending(settings):
        return False
    with _alone(settings):
        _carry_on(settings)
    return True


def _carry_on(settings: Settings) -> None:
    """Take every withdrawn report out of imports and warehouses, if that has not been done."""
    if not withdrawn.pending(settings):
        return
    folders.remove_replaced(settings)
    items = folders.receipts(settings)
    for code in {item.source.code for item in items}:
        gone = withdrawn.read(settings, code)
        of_source = [item for item in items if item.source.code == code]
        holding = _rows(settings, of_source, gone)
        for item in of_source:
            if item.import_id in holding:
                _take_out(settings, item, gone)
    if items:
        build.build_alone(settings, versions_before=0)
    withdrawn.end(settings)


def _rows(
    settings: Settings, items: Sequence[Receipt], wanted: Sequence[str]
) -> dict[str, Mapping[str, int]]:
    """Import id → key → rows, of the imports and keys that have some."""
    question = """
        select report_key, count(distinct row_number)
        from read_parquet($files, union_by_name = true)
        where report_key in (select unnest($keys::varchar[]))
        group by report_key
    """
    found: dict[str, Mapping[str, int]] = {}
    with (
        folders.rewriting(settings.imports / "withdrawal") as staging,
        warehouse.workshop([staging, settings.imports]) as connection,
    ):
        for item in items:
            folder = settings.imports / item.import_id
            files = [str(folder / name) for name in _ROWS if name in item.sha256]
            held = connection.execute(question, {"files": files, "keys": wanted}).fetchall()
            if held:
                found[item.import_id] = dict(held)
    return found


def _take_out(settings: Settings, item: Receipt, gone: Sequence[str]) -> None:
    """Write an import's folder anew without the reports of these keys."""
    folder = settings.imports / item.import_id
    with folders.rewriting(folder) as staging:
        with warehouse.workshop([staging, folder]) as connection:
            for name in stored.FILES:
                stored.write(
                    connection,
                    """
                    select * exclude (file_row_number)
                    from read_parquet($old, file_row_number = true)
                    where report_key is null
                        or report_key not in (select unnest($gone::varchar[]))
                    order by file_row_number
                    """,
                    staging / name,
                    old=str(folder / name),
                    gone=gone,
                )
            left = stored.contents(connection, staging)
        receipt.write(_without(item, left), staging)
        folders.finish_rewritten(staging, folder)


def _without(item: Receipt, left: stored.Contents) -> Receipt:
    """The receipt of an import of which only this is left; what is missing was withdrawn."""
    kept = left.accepted + left.quarantined + left.without_consent
    return replace(
        item,
        rows=replace(
            item.rows,
            accepted=left.accepted,
            quarantined=left.quarantined,
            without_consent=left.without_consent,
            withdrawn=item.rows.read - item.rows.filtered - kept,
        ),
        unmapped=left.unmapped,
        quarantine=left.quarantine,
        first_reported=left.first_reported,
        last_reported=left.last_reported,
        sha256=left.sha256,
    )


def _tell_their_reports(items: Sequence[Receipt]) -> None:
    """Refuse imports in which a report cannot be found wherever it lies."""
    for item in items:
        if stored.UNMAPPED not in item.sha256:
            raise IntegrityError(
                "This import is of an older layout: its quarantined rows and unknown words do not "
                "tell which report they belong to.",
                where=item.import_id,
                remedy="Remove its folder, import the file again and withdraw then",
                code="import-too-old",
            )


def _code(settings: Settings, source: str) -> str:
    """Code of the source that is meant, by itself or by the name of a profile."""
    codes = {item.source.code for item in folders.receipts(settings)}
    if source in codes:
        return source
    code = sources.load(source, settings.own_profiles).source.code
    if code not in codes:
        raise UsageError(
            f"Nothing of the source {code} has been imported",
            remedy="See which sources there are: casestats status",
            code="nothing-imported",
        )
    return code


def _key(secret: bytes, source: str, report_id: str) -> str:
    """The report_key of a provider's id, as imports make it."""
    return hmac.digest(secret, f"{source}\0{report_id}".encode(), "sha256").hex()


@contextmanager
def _alone(settings: Settings) -> Iterator[None]:
    """Let no import and no build run; errors of the machine say that the next command goes on."""
    left = "it goes on where it stopped"
    with (
        errors_told("withdrawal", where=settings.data, left=left),
        folders.alone(settings),
        build.alone(settings),
    ):
        yield
