"""Tell what a release would publish, and how much of it is masked and why."""

from etl.commands.console import out, table
from etl.release.blocks import CAUSES
from etl.release.draft import Draft

#: A merge of codes is offered in so many lines at most; the rest is counted.
_OFFERS = 12


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
    for source, period, name, merge in made.offers[:_OFFERS]:
        codes = ", ".join(merge.codes)
        out.print(
            f"{source} {period} {name}: {merge.dim} with {codes} merged would print "
            f"{merge.printed} of {merge.cells} cells"
        )
    if len(made.offers) > _OFFERS:
        out.print(f"… and {len(made.offers) - _OFFERS} more such offers")
