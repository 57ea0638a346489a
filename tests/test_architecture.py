"""The house rules that no other tool checks."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGES = ("sql", "etl", "dashboard")
CODE = [
    *sorted(path for folder in PACKAGES for path in (ROOT / folder).rglob("*.py")),
    ROOT / "casestats.py",
]


def calls(path: Path) -> list[str]:
    """Dotted names of everything that is called in one file."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return [ast.unparse(node.func) for node in ast.walk(tree) if isinstance(node, ast.Call)]


def where(found: dict[Path, list[str]]) -> list[str]:
    return [f"{path.relative_to(ROOT)}: {names}" for path, names in found.items() if names]


def users_of(names: set[str], *, but: str) -> list[str]:
    files = [path for path in CODE if path != ROOT / but]
    return where({path: [c for c in calls(path) if c in names] for path in files})


def test_only_the_warehouse_connects_to_duckdb():
    assert users_of({"duckdb.connect", "duckdb.sql", "duckdb.query"}, but="etl/warehouse.py") == []
    assert "duckdb.connect" in calls(ROOT / "etl/warehouse.py")


def test_only_settings_read_the_environment():
    pattern = re.compile(r"\bos\.(environ|getenv)\b")
    readers = [
        str(path.relative_to(ROOT)) for path in CODE if pattern.search(path.read_text("utf-8"))
    ]
    # The package tells DuckDB how to keep its memory, before that is loaded.
    assert readers == ["etl/__init__.py", "etl/settings.py"]


def test_no_guessing_readers_and_no_code_from_data():
    banned = {
        "pd.read_csv", "pandas.read_csv", "pd.read_excel", "pandas.read_excel", "eval", "exec",
        "pickle.loads", "pickle.load", "yaml.load", "components.html",
    }  # fmt: skip
    assert where({path: [c for c in calls(path) if c in banned] for path in CODE}) == []


def test_no_fetchone():
    # DuckDB 2.0 leaves the connection busy after fetchone().
    assert where({p: [c for c in calls(p) if c.endswith(".fetchone")] for p in CODE}) == []


def test_sql_text_is_constant():
    """An f-string or a concatenation must never reach execute(): values are parameters."""
    built = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for path in CODE
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in {"execute", "sql", "query"}
        and node.args
        and isinstance(node.args[0], ast.BinOp | ast.JoinedStr)
    ]
    assert built == []


@pytest.mark.parametrize("name", ["utils", "helpers", "common", "misc"])
def test_no_catch_all_modules(name):
    assert [p for p in CODE if p.stem == name or name in p.parent.parts[-1:]] == []


@pytest.mark.parametrize(("folder", "limit"), [("dashboard/views", 60), ("etl", 300), ("sql", 300)])
def test_modules_stay_short(folder, limit):
    long = {
        str(path.relative_to(ROOT)): count
        for path in (ROOT / folder).rglob("*.py")
        if (count := len(path.read_text("utf-8").splitlines())) > limit
    }
    assert long == {}


def test_no_country_is_written_into_the_code():
    """Japan and New Zealand live in seeds and profiles; the code knows no country."""
    pattern = re.compile(r"""["'](JP|NZ|CA)["']""")
    # The sample speaks of its four sources, which is what it is for.
    files = [path for path in CODE if "sample" not in path.relative_to(ROOT).as_posix()]
    assert where({p: pattern.findall(p.read_text("utf-8")) for p in files}) == []
