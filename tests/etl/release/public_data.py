"""The public data of the Canadian Anti-Fraud Centre, by quarter, with its tiny countries."""

from importlib.resources import files
from pathlib import Path

from etl.build import build
from etl.ingest import import_file
from etl.settings import Settings
from tests.builders import profile, settings

#: A profile of our own may say that the source is published; the shipped one does not.
_SOURCE = """[source]
id = "ca-open"
label_en = "Canadian Anti-Fraud Centre, test"
label_ja = "カナダ詐欺対策センター（試験）"
country = "CA"
organisation = "Canadian Anti-Fraud Centre"
counting_unit = "report"
fiscal_year_start = 1
age_scheme = "decade"
publishable = true
settling_months = 0
coverage = "national"
subject = "wider"
"""

#: Countries from very many reports to almost none.
PLAN = """
name = "cafc"
title_en = "Reports of extortion"
title_ja = "恐喝の報告"
licence = "CC-BY-4.0"
period = "quarter"
closing_days = 0
least = 100
valid_days = 200
age_scheme = "public"

[keep]
country = ["CA", "US", "GB", "IN", "FR", "AU", "NZ", "JP", "DE", "MX", "PH", "BR"]
contact_platform = ["phone", "email", "social_network", "sms", "web", "unknown"]

[[merge]]
dim = "age_band"
scheme = "decade"
code = "0-19"
label_en = "Under 20"
label_ja = "20歳未満"
codes = ["0-9", "10-19"]

[[merge]]
dim = "age_band"
scheme = "decade"
code = "70+"
label_en = "70 and over"
label_ja = "70歳以上"
codes = ["70-79", "80-89", "90-99", "100+"]

[[table]]
dims = ["country", "gender"]

[[table]]
dims = ["age_band", "gender"]

[[table]]
dims = ["contact_platform", "age_band"]

[[table]]
dims = ["outcome"]
"""


def built(folder: Path, file: Path) -> Settings:
    """A warehouse of the publisher's file."""
    shipped = (files("etl.sources") / "ca-cafc.toml").read_text(encoding="utf-8")
    ours = shipped.replace('[source]\nid = "ca-cafc"\n', _SOURCE)
    made = settings(folder)
    import_file(made, file, profile(folder / "ca-open.toml", ours))
    build(made)
    return made
