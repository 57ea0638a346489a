"""Draft a source profile from a file: ``profile draft``."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from etl import sources
from etl.commands.console import Json, out, print_json, table
from etl.drafting.examining import examine
from etl.drafting.making import Draft, known_sources, make
from etl.drafting.points import Point
from etl.drafting.saving import save, toml_of
from etl.errors import UsageError
from etl.settings import Settings

app = typer.Typer()
profile = typer.Typer(help="Draft a source profile from one of its files.", no_args_is_help=True)
app.add_typer(profile, name="profile")

_OPTIONS_SHOWN = 12

File = Annotated[Path, typer.Argument(metavar="FILE", help="A file as the provider sends it.")]
Source = Annotated[
    str | None, typer.Option("--source", "-s", metavar="ID", help="Id of the source, old or new.")
]
Given = Annotated[
    list[str] | None,
    typer.Option("--answer", "-a", metavar="KEY=VALUE", help="Answer to a question; repeatable."),
]
Orders = Annotated[
    list[str] | None,
    typer.Option(
        metavar="FIELD=ORDER", help="Short for the order of dates: reported=day_first; repeatable."
    ),
]
Save = Annotated[
    str | None,
    typer.Option("--save", metavar="ID", help="Save the profile under this id if nothing is open."),
]


@profile.callback()
def _group() -> None:
    """Keep ``draft`` a word of its own, as long as it is the only one."""


@profile.command("draft")
def draft_profile(  # noqa: PLR0913, PLR0917 - each argument is an option
    file: File,
    source: Source = None,
    answer: Given = None,
    date_order: Orders = None,
    save_as: Save = None,
    as_json: Json = False,
) -> None:
    """Suggest a profile from a file, with the evidence, and ask what cannot be known from it."""
    settings = Settings.from_environment()
    answers = _answers(answer or (), date_order or (), source)
    known = known_sources(sources.available(settings.own_profiles))
    made = make(examine(settings, file, answers), answers, known, today=datetime.now(UTC).date())
    saved = save(settings, made, save_as).id if save_as else None
    if as_json:
        print_json(**_as_json(made), saved=saved)
        return
    _print(made)
    if saved:
        out.print(f"Saved. Import with: casestats import FILE --source {saved}")


def _print(made: Draft) -> None:
    told = table("What", "Is", "Because")
    for point in made.points:
        if not point.open:
            told.add_row(point.key, point.value, _because(point))
    out.print(told, markup=False)
    _print_words(made)
    _print_preview(made)
    if made.profile and not made.questions:
        out.print(toml_of(made.profile, made.points), markup=False)
    if made.questions:
        out.print("\nStill to answer, with --answer KEY=VALUE:")
    for point in made.questions:
        out.print(f"  {point.key}: {_because(point) or 'only you know'}", markup=False)
        if point.options:
            more = ", …" if len(point.options) > _OPTIONS_SHOWN else ""
            shown = ", ".join(point.options[:_OPTIONS_SHOWN])
            out.print(f"    one of: {shown}{more}", markup=False)


def _print_words(made: Draft) -> None:
    if made.words:
        out.print("\nNot in our vocabulary; change with --answer KEY=CODE:")
    for point in made.words:
        out.print(f"  {point.key} → {point.value} ({_because(point)})", markup=False)
    for hidden in made.hidden:
        out.print(
            f"  {hidden.field}: {hidden.values} values in {hidden.rows} rows are not shown, "
            "because they could be about a person"
        )
    for trouble in made.troubles:
        out.print(f"  {trouble.field}: {trouble.rows} rows break {trouble.rule}")


def _print_preview(made: Draft) -> None:
    if not made.preview.rows:
        return
    shown = table(*made.preview.fields)
    for row in made.preview.rows:
        shown.add_row(*(f"! {cell.rule}" if cell.rule else cell.value or "" for cell in row))
    out.print("\nThe first rows as they would be stored:")
    out.print(shown, markup=False)


def _because(point: Point) -> str:
    return "answered" if point.answered else ". ".join(map(str, point.evidence))


def _as_json(made: Draft) -> dict[str, object]:
    points = [(point, "point") for point in made.points]
    points += [(point, "value") for point in made.words]
    return {
        "points": [
            {
                "kind": kind,
                "key": point.key,
                "value": point.value,
                "answered": point.answered,
                "evidence": list(map(str, point.evidence)),
                "options": list(point.options),
            }
            for point, kind in points
        ],
        "questions": [point.key for point in made.questions],
        "hidden": [asdict(hidden) for hidden in made.hidden],
        "troubles": [asdict(trouble) for trouble in made.troubles],
        "preview": asdict(made.preview),
        "toml": toml_of(made.profile, made.points) if made.profile else None,
    }


def _answers(given: Sequence[str], orders: Sequence[str], source: str | None) -> dict[str, str]:
    """Key of a point → answer."""
    answers = dict(map(_pair, given))
    for field, order in map(_pair, orders):
        answers[f"date_order:{field.removesuffix('_date')}_date"] = order
    return answers | ({"source": source} if source else {})


def _pair(text: str) -> tuple[str, str]:
    key, sign, value = text.rpartition("=")
    if not sign or not key:
        raise UsageError(
            "An answer is a key, an equals sign and a value",
            where=text,
            remedy="For example: --answer encoding=cp932",
            code="answer-unreadable",
        )
    return key, value
