"""Tell what a release would publish, and how much of it is masked and why."""

from collections.abc import Callable
from dataclasses import asdict
from datetime import datetime
from typing import Any

from etl.commands.console import out, table
from etl.disclosure import Merge
from etl.keys import secret
from etl.release import reports
from etl.release.blocks import CAUSES, Secrets
from etl.release.draft import Draft, draft
from etl.release.folder import series_ends
from etl.release.plan import Plan
from etl.settings import Settings


def drafted(
    settings: Settings,
    plan: Plan,
    *,
    not_before: datetime | None,
    progress: Callable[[str, float], None],
) -> Draft:
    """The next release of a plan, from the built warehouse and the newest release of the plan.

    Raises:
        CaseStatsError: it cannot or must not be made; says why.
    """
    *withdrawn, previous = (*series_ends(settings, plan.name),) or (None,)
    secrets = Secrets(secret(settings, "record"), secret(settings, "cell"))
    return draft(
        reports.read(settings, plan),
        plan,
        secrets,
        previous=previous,
        withdrawn=withdrawn,
        not_before=not_before,
        progress=progress,
    )


def as_json(made: Draft) -> dict[str, Any]:
    """What ``tell`` prints, for machines."""
    return {
        "release": made.release.facts(),
        "periods": [
            {
                "source": row["source"],
                "period": row["period"],
                "new": row["release"] == made.release.name,
            }
            for row in made.release.periods.to_dict("records")
        ],
        "masked": made.masked.to_dict("records"),
        "offers": [
            {"source": source, "period": period, "table": name, **asdict(merge)}
            for source, period, name, merge in made.offers
        ],
    }


def tell(made: Draft) -> None:
    """Print the draft: its periods, its tables, what is masked and which merges would help."""
    release = made.release
    out.print(f"Release {release.name}, as of {release.as_of}, valid until {release.valid_until}")
    if release.synthetic:
        out.print("Synthetic: not every report in it is real")
    listed = table("Source", "Published before", "Published now", "From", "To")
    for source in release.sources["source"]:
        periods = release.periods[release.periods["source"] == source]
        new = periods[periods["release"] == release.name]
        if periods.empty:
            listed.add_row(source, "–", "–", "–", "–")
            continue
        listed.add_row(
            source,
            str(len(periods) - len(new)),
            ", ".join(new["period"]) or "–",
            f"{periods['start'].min():%Y-%m-%d}",
            f"{periods['end'].max():%Y-%m-%d}",
        )
    out.print(listed)
    headings = ("Cells", "Masked", *(cause.capitalize() for cause in CAUSES))
    listed = table("Table", *headings, numbers=headings)
    by_table = made.masked.groupby("table", sort=False)[["cells", *CAUSES]].sum()
    for name, row in by_table.iterrows():
        masked = int(row[list(CAUSES)].sum())
        listed.add_row(
            str(name),
            f"{row['cells']:,}",
            f"{masked / row['cells']:.0%}",
            *(f"{row[cause]:,}" for cause in CAUSES),
        )
    out.print(listed)
    _tell_offers(made)
    out.print(
        f"Attacked: {release.attack['targets']:,} groups of reports, none can be proved to be "
        f"smaller than {release.rules.k}"
    )


def _tell_offers(made: Draft) -> None:
    """One line a table and column: how often a merge would help, and the one that helps most."""
    found: dict[tuple[str, str], list[Merge]] = {}
    for _, _, name, merge in made.offers:
        found.setdefault((name, merge.dim), []).append(merge)
    for (name, dim), merges in found.items():
        best = max(merges, key=lambda merge: merge.printed / merge.cells)
        out.print(
            f"{name}: merging rare codes of {dim} would print more in {len(merges)} places; best "
            f"with {', '.join(best.codes)} as one: {best.printed} of {best.cells} cells"
        )
