"""What packages that others wrote give: made by tests/golden/reference_figures.py, and kept."""

import json
from pathlib import Path
from typing import Any

FIGURES: dict[str, Any] = json.loads(
    (Path(__file__).parent / "golden" / "reference_figures.json").read_text(encoding="utf-8")
)
