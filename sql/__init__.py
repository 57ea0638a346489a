"""What a statistician reviews: vocabularies, models, formulas and questions, and where they are.

This package holds no Python but this reader. Names come from the path: ``queries/counts.sql`` is
``query("counts")``, ``models/marts/reports.sql`` is the table ``marts.reports``.
"""

import csv
from functools import cache
from importlib.resources import files

#: Build order. Each model is one select and becomes the table schema.name.
MODELS = (
    "staging/imports",
    "staging/sources",
    "staging/reports",
    "staging/quarantine",
    "staging/without_consent",
    "marts/versions",
    "marts/reports",
    "marts/months",
    "metrics/cube",
    "metrics/arrivals",
    "metrics/development",
    "metrics/populations",
)

#: Order of creation: a macro uses only macros before it.
MACROS = (
    "byar_lower",
    "byar_upper",
    "wilson_lower",
    "wilson_upper",
    "ratio",
    "ratio_lower",
    "ratio_upper",
    "difference_lower",
    "difference_upper",
    "rate",
    "enough",
    "verdict",
    "month_number",
    "period_start",
    "period_status",
    "admits",
    "dimension",
    "chosen",
    "chosen_months",
    "measures",
    "answers",
    "compared",
    "spine",
    "periods",
    "rate_periods",
    "rate_bases",
    "rates",
)

#: Macros that ask more of the reports than the desk has.
NOT_AT_DESK = frozenset({"answers"})

#: The vocabulary (seed) that lists the codes of each coded report column.
VOCABULARY = {
    "country": "countries",
    "gender": "genders",
    "contact_platform": "platforms",
    "moved_to_platform": "platforms",
    "kind": "kinds",
    "tactic": "tactics",
    "demand": "demands",
    "payment_made": "payments",
    "images_shared": "image_sharing",
    "outcome": "outcomes",
    "offender_location": "offender_locations",
    "reporter": "reporters",
    "reported_elsewhere": "reported_elsewhere",
}

_ROOT = files(__name__)


@cache
def query(name: str) -> str:
    """Text of one question; its values are ``$parameters``."""
    return _ROOT.joinpath("queries", f"{name}.sql").read_text(encoding="utf-8")


@cache
def model(path: str) -> str:
    """Text of one model, by its path in MODELS: a single select."""
    return _ROOT.joinpath("models", f"{path}.sql").read_text(encoding="utf-8")


@cache
def macros() -> tuple[str, ...]:
    """Texts of all macros, in the order of MACROS."""
    folder = _ROOT.joinpath("macros")
    return tuple(folder.joinpath(f"{name}.sql").read_text(encoding="utf-8") for name in MACROS)


@cache
def desk_macros() -> tuple[str, ...]:
    """Texts of the macros as the desk has them: those of sql/desk instead of their namesakes."""
    folder = _ROOT.joinpath("desk")
    own = {item.name.removesuffix(".sql"): item for item in folder.iterdir()}
    return tuple(
        own[name].read_text(encoding="utf-8") if name in own else text
        for name, text in zip(MACROS, macros(), strict=True)
        if name not in NOT_AT_DESK
    )


@cache
def seed_names() -> tuple[str, ...]:
    """Names of all seeds, sorted."""
    folder = _ROOT.joinpath("seeds")
    return tuple(sorted(i.name[:-4] for i in folder.iterdir() if i.name.endswith(".csv")))


@cache
def seed(name: str) -> str:
    """Text of one seed: UTF-8 CSV with a header."""
    return _ROOT.joinpath("seeds", f"{name}.csv").read_text(encoding="utf-8")


@cache
def seed_rows(name: str) -> tuple[dict[str, str], ...]:
    """Rows of one seed, in file order, every cell a string."""
    return tuple(csv.DictReader(seed(name).splitlines(), strict=True))


@cache
def codes(name: str) -> tuple[str, ...]:
    """Codes of one vocabulary, in file order."""
    return tuple(row["code"] for row in seed_rows(name))
