"""What a source profile says, as the rest of the import uses it."""

from collections.abc import Mapping
from dataclasses import dataclass

#: The report columns a profile may fill from a file or a constant.
FIELDS = (
    "report_id",
    "reported_date",
    "incident_date",
    "age",
    "country",
    "region",
    "gender",
    "contact_platform",
    "moved_to_platform",
    "kind",
    "tactic",
    "demand",
    "payment_made",
    "amount_paid",
    "currency",
    "images_shared",
    "outcome",
    "offender_location",
    "reporter",
    "consent_to_statistics",
    "reported_elsewhere",
    "synthetic",
)


@dataclass(frozen=True)
class Source:
    """Who counts: one row of the seed sources.csv, or the profile's own [source] table.

    Attributes:
        code: stable name of the source; its reports are never added to another source's.
        country: ISO 3166-1 alpha-2; ZZ when not recorded.
        counting_unit: code of the seed counting_units.
        fiscal_year_start: month, 1 to 12.
        age_scheme: code of the seed age_schemes.
        settling_months: how many of the latest months still fill up.
        coverage: code of the seed coverages: whose reports reach it.
        subject: code of the seed subjects: whether its reports are of sextortion.
    """

    code: str
    label_en: str
    label_ja: str
    label_mi: str
    country: str
    organisation: str
    counting_unit: str
    fiscal_year_start: int
    age_scheme: str
    publishable: bool
    settling_months: int
    sort_order: int
    coverage: str = "unknown"
    subject: str = "sextortion"


@dataclass(frozen=True)
class FileFormat:
    """How the bytes are to be read: declared, never guessed.

    Attributes:
        formats: of csv, xlsx, json, jsonl; the file's suffix picks one (a zip: its one member's).
        encoding: utf-8 (a byte order mark is allowed), utf-16, cp932 or latin-1; text files only.
        header_rows: candidates, 1-based; exactly one of them must carry the header.
        sheets: XLSX sheets, read in this order as one table; empty: the workbook's only sheet.
            A workbook with one sheet is read whatever the sheet's name.
        unnamed_columns: ``refuse`` or ``drop`` the columns that no field names.
        drop: headings that are left out on purpose, personal data among them.
        total_rows: what to do with rows of totals (計, Total): ``refuse``, ``skip`` or ``keep``.
        footer: texts that the lines below the table begin with.
        header_depth: how many rows make up the header.
        records: path of the list inside a JSON object; empty when the file is the list.
    """

    formats: tuple[str, ...]
    encoding: str = "utf-8"
    delimiter: str = ","
    quote: str = '"'
    header_rows: tuple[int, ...] = (1,)
    sheets: tuple[str, ...] = ()
    unnamed_columns: str = "refuse"
    drop: tuple[str, ...] = ()
    total_rows: str = "refuse"
    footer: tuple[str, ...] = ()
    header_depth: int = 1
    records: str = ""


@dataclass(frozen=True)
class Column:
    """Where one field stands in the file.

    Attributes:
        field: one of FIELDS.
        names: alternative header names; at most one of them may stand in a file.
        required: whether one of the names must stand in every file.
        dates: accepted date forms, for date fields only.
        unmapped: what an unknown word becomes: ``other`` or a row in ``quarantine``.
    """

    field: str
    names: tuple[str, ...]
    required: bool = True
    dates: tuple[str, ...] = ()
    unmapped: str = "other"


@dataclass(frozen=True)
class Filter:
    """Rows to read: those whose ``column`` holds one of ``keep``, compared after NFKC and strip."""

    column: str
    keep: tuple[str, ...]


@dataclass(frozen=True)
class Profile:
    """One provider's format, checked when loaded.

    Attributes:
        aliases: field → provider's word → our code, beyond the seeds.
        constants: field → code or text for every row.
        sha256: of the TOML file's bytes.
    """

    id: str
    source: Source
    file: FileFormat
    columns: tuple[Column, ...]
    aliases: Mapping[str, Mapping[str, str]]
    constants: Mapping[str, str]
    filter: Filter | None
    sha256: str
