"""Questions of measured things: amounts that were paid, and days that passed."""

from typing import Final

from dashboard.questions.answer import Answer
from dashboard.questions.asking import Asking, Z, chosen
from dashboard.selection import Filters

_COUNTS: Final = ("n", "unknown")


class Measuring(Asking):
    """Medians and quartiles; of fewer than ten there are none."""

    def amounts(self, filters: Filters, *, by: str | None = None) -> Answer:
        """Amounts that were paid, each currency on its own and none converted.

        Returns:
            One row a source, code of the column ``by`` and currency: source, <by>, currency (ISO
            4217; empty when no amount is told), n (reports with an amount above zero), unknown
            (reports of the source and code that paid and tell no amount; the same in each
            currency), median, lower_quartile, upper_quartile, highest_below (the next power of ten
            above the highest; NaN all when n < 10), reason (empty or too_few).
        """
        codes = self._codes(filters, by)
        return self._ask("amounts", counts=_COUNTS, names={"code": by}, **chosen(filters), **codes)

    def delays(self, filters: Filters, *, by: str | None = None) -> Answer:
        """Days from incident to report. How long a report took to its outcome is not in the data.

        Returns:
            One row a source and code of the column ``by``: source, <by>, n (reports whose day of
            incident is known), unknown (the others; NA when not collected), median, lower_quartile,
            upper_quartile (days), within_7, within_30, within_365 (share of n), each with _lower
            and _upper (Wilson's 95 %; NaN all when n < 10), reason (empty, too_few or
            not_collected).
        """
        codes = self._codes(filters, by)
        return self._ask(
            "delays", counts=_COUNTS, names={"code": by}, **chosen(filters), **codes, z=Z
        )

    def _codes(self, filters: Filters, by: str | None) -> dict[str, object]:
        """The column as a question takes it.

        Raises:
            UsageError: reports cannot be counted by it.
        """
        self._fits_cube(filters, by=(by,) if by else ())
        return {"by": by, "codes": self._orders[by] if by else []}
