"""What may be wrong with a file that was read well, so that somebody looks again."""

from itertools import pairwise

from etl.reading.task import Outcome

#: Rows that the two kinds of Excel sheet can hold; a program that cuts a list stops here.
_SHEET_ROWS = (65_536, 1_048_576)


def alarms_of(outcome: Outcome) -> list[str]:
    """The alarms' codes.

    ``rows-65536`` and ``rows-1048576``: the list, or its part on one sheet, is as long as a sheet
    can be, the header counted or not. ``last-line-open``: the last row of a CSV has no line end
    and may have been cut off.
    """
    firsts = [1]
    for (_, _, above), (record, _, sheet) in pairwise(outcome.places):
        if sheet != above:
            firsts.append(record)
    lengths = {end - start for start, end in pairwise([*firsts, outcome.rows + 1])}
    alarms = [
        f"rows-{limit}" for limit in _SHEET_ROWS if not lengths.isdisjoint({limit - 1, limit})
    ]
    return alarms + ["last-line-open"] * outcome.open_end
