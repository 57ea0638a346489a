"""The methods that the page About tells are those of the methodology, and what the SQL computes."""

import math
import re
from pathlib import Path

import duckdb
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

import sql

ROOT = Path(__file__).parents[2]
METHODS = {row["code"]: row for row in sql.seed_rows("methods")}
Z = 1.959964


def lines(code):
    return [line for line in METHODS[code]["formula"].split(" ; ") if line]


def methodology():
    """The text of the page without marks and line breaks."""
    page = (ROOT / "docs/methodology.md").read_text("utf-8")
    return re.sub(r"\s+", " ", page.replace("*", ""))


def printed():
    """Every line of a formula on the page."""
    page = (ROOT / "docs/methodology.md").read_text("utf-8")
    blocks = re.findall(r"```\n(.*?)```", page, flags=re.DOTALL)
    return [line for block in blocks for line in block.splitlines() if line]


def test_the_formulas_are_those_of_the_methodology():
    assert sorted(line for code in METHODS for line in lines(code)) == sorted(printed())


@pytest.mark.parametrize("code", METHODS)
def test_the_sources_are_those_of_the_methodology_and_of_the_sql(code):
    method = METHODS[code]
    sources = [source for source in method["source"].split("; ") if source]
    files = " ".join(
        (ROOT / f"sql/{path}.sql").read_text("utf-8") for path in method["sql"].split()
    )
    for source in sources:
        assert source in methodology()
        words = re.findall(r"[A-Z][a-z]+|\d+", re.sub(r"–\d+", "", source.split(",")[0]))
        words += re.findall(r"\d+", re.sub(r"–\d+", "", source))
        assert [word for word in words if word not in files] == []


class Formula:
    """One formula as text, read as Python: the notation of the methodology, nothing more."""

    #: What is called with a value; every other name before a parenthesis is a factor.
    CALLED = ("l", "u", "sqrt")

    def __init__(self, text: str, sign: str = "−") -> None:
        self.name, _, right = text.replace("±", sign).rpartition(" = ")
        right = right.replace("100,000", "100000").replace("²", "^2").replace("³", "^3")
        right = re.sub(r"√(\w)", r"√(\1)", right).replace("√", " sqrt ")
        tokens = re.findall(r"\d+|[A-Za-z]+|[()+−·/^]", right)
        told = ""
        for before, token in zip(["", *tokens], tokens, strict=False):
            ends = bool(re.fullmatch(r"\w+|\)", before)) and before not in self.CALLED
            begins = bool(re.fullmatch(r"\w+|\(", token))
            told += ("*" if ends and begins and told[-1:] != "^" else "") + token
        self.python = told.replace("−", "-").replace("·", "*").replace("^", "**")

    def __call__(self, **values):
        return eval(self.python, {"__builtins__": {}, "sqrt": math.sqrt}, values)  # noqa: S307


@pytest.fixture(scope="module")
def macro():
    connection = duckdb.connect()
    for text in sql.macros()[: sql.MACROS.index("enough")]:
        connection.execute(text)

    def answer(call, **values):
        return connection.execute(f"select {call}", values).fetchall()[0][0]

    return answer


def limits(k, n):
    """Wilson's limits, by the formula of the page."""
    (text,) = lines("share_interval")
    return tuple(Formula(text, sign)(k=k, n=n, z=Z) for sign in "−+")


def test_the_notation_is_read():
    assert Formula("x = 2k(1 − k/n)").python == "2*k*(1-k/n)"
    assert Formula("x = (1 − z/(3√n))³").python == "(1-z/(3*sqrt(n)))**3"


@settings(deadline=None)
@given(n=st.integers(10, 10**6))
def test_the_interval_of_a_count(macro, n):
    lower, upper = (Formula(line)(n=n, z=Z) for line in lines("count_interval"))
    assert macro("byar_lower($n, $z)", n=n, z=Z) == pytest.approx(lower, rel=1e-9)
    assert macro("byar_upper($n, $z)", n=n, z=Z) == pytest.approx(upper, rel=1e-9)


@settings(deadline=None)
@given(st.integers(1, 5000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_the_interval_of_a_share(macro, counts):
    k, n = counts
    lower, upper = limits(k, n)
    assert macro("wilson_lower($k, $n, $z)", k=k, n=n, z=Z) == pytest.approx(lower, abs=1e-9)
    assert macro("wilson_upper($k, $n, $z)", k=k, n=n, z=Z) == pytest.approx(upper, abs=1e-9)


@settings(deadline=None)
@given(a=st.integers(1, 5000), b=st.integers(1, 5000))
def test_the_change_of_a_count(macro, a, b):
    share, ratio, lower, upper = map(Formula, lines("count_change"))
    p = share(a=a, b=b)
    low, high = limits(a, a + b)
    called = {"p": p, "l": lambda _: low, "u": lambda _: high}
    assert macro("ratio($a, $b)", a=a, b=b) == pytest.approx(ratio(a=a, b=b))
    assert macro("ratio_lower($a, $b, $z)", a=a, b=b, z=Z) == pytest.approx(lower(**called))
    assert macro("ratio_upper($a, $b, $z)", a=a, b=b, z=Z) == pytest.approx(upper(**called))


@settings(deadline=None)
@given(m=st.integers(1, 500), n=st.integers(1, 500), data=st.data())
def test_the_change_of_a_share(macro, m, n, data):
    a, b = data.draw(st.integers(0, m)), data.draw(st.integers(0, n))
    now, before = limits(a, m), limits(b, n)
    p, q = a / m, b / n
    assume(p != q)  # which of the two is meant is told by its value below
    values = {
        "p": p,
        "q": q,
        "l": lambda x: now[0] if x == p else before[0],
        "u": lambda x: now[1] if x == p else before[1],
    }
    lower, upper = (Formula(line)(**values) for line in lines("share_change"))
    call = {"a": a, "m": m, "b": b, "n": n, "z": Z}
    assert macro("difference_lower($a, $m, $b, $n, $z)", **call) == pytest.approx(lower, abs=1e-9)
    assert macro("difference_upper($a, $m, $b, $n, $z)", **call) == pytest.approx(upper, abs=1e-9)


@settings(deadline=None)
@given(reports=st.integers(0, 10**6), people=st.integers(1, 10**8), years=st.integers(1, 9))
def test_the_rate(macro, reports, people, years):
    expected = Formula(lines("rate")[0])(reports=reports, people=people, years=years)
    called = macro("rate($reports, $person_years)", reports=reports, person_years=people * years)
    assert called == pytest.approx(expected)
