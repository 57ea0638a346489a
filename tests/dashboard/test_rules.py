"""Every rule that can keep a row out has its words; a new rule without them fails here."""

import ast
import re
from datetime import date
from pathlib import Path

import pytest

import etl
from dashboard import text
from etl import schemas
from etl.meaning import PERSONAL_RULES

ETL = Path(etl.__file__).parent
CODE = re.compile(r"[a-z]+(?:-[a-z]+)+")


def texts_of(*paths: Path) -> set[str]:
    """Every text that stands in these modules."""
    return {
        node.value
        for path in paths
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }


def rules_of_cells() -> set[str]:
    """What a cell breaks that cannot be read: the codes in the modules that read it."""
    texts = texts_of(ETL / "meaning.py", *(ETL / "normalise").glob("*.py"))
    return {code for code in texts if CODE.fullmatch(code)} | PERSONAL_RULES


def rules_of_values() -> set[str]:
    """The errors of the schema's checks."""
    schema = schemas.incident_report(received=date(2026, 1, 1))
    checks = [check for column in schema.columns.values() for check in column.checks]
    return {check.error for check in (*checks, *schema.checks) if CODE.fullmatch(check.error or "")}


def rules_of_rows() -> set[str]:
    """The codes in the statements that look at several rows."""
    texts = texts_of(ETL / "workbench.py")
    return {code for text in texts for code in re.findall(rf"'({CODE.pattern})'", text)}


RULES = rules_of_cells() | rules_of_values() | rules_of_rows()


def test_the_rules_are_found():
    assert {
        "date-unreadable", "date-impossible", "date-ambiguous", "date-too-early",
        "date-in-future", "date-too-coarse", "value-missing", "code-unknown", "age-unreadable",
        "age-contradictory", "age-out-of-range", "amount-unreadable", "amount-negative",
        "amount-without-currency", "incident-after-report", "duplicate-report-id",
        "duplicate-identical", "personal-data-phone",
    } <= RULES  # fmt: skip


@pytest.mark.parametrize("lang", ["en", "ja"])
def test_every_rule_has_its_words(lang):
    assert sorted(rule for rule in RULES if f"rule.{rule}" not in text.catalogue(lang)) == []
