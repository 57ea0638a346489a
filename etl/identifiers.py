"""Report ids that are somebody's telephone number, address or identity number.

Ids are stored nowhere, only their keyed hashes. But an id that tells a person should not have left
the provider, and whoever sends one as an id may send more.
"""

from etl.errors import RefusedInput
from etl.meaning import personal_rule
from etl.personal import DOUBTFUL_ID, findings_in_id, identity_kind
from etl.workbench import Workbench

_LOOKED_AT = 1_000


def screen_ids(bench: Workbench, file_name: str) -> None:
    """Fail the rows whose report id holds personal data.

    Raises:
        RefusedInput: the column of ids is one of identity numbers.
    """
    if kind := identity_kind(bench.first_ids(_LOOKED_AT)):
        raise RefusedInput(
            f"More than half of the report ids look like personal numbers ({kind})",
            where=f"{file_name}, column of report ids",
            remedy="Ask the sender for case numbers of its own; such numbers must not be sent",
            code="personal-data-column",
        )
    rules = {text: personal_rule(findings_in_id(text)) for text in bench.ids_like(DOUBTFUL_ID)}
    bench.fail_these_ids({text: rule for text, rule in rules.items() if rule})
