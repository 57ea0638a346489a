-- Of which population is the rate of each period of the chosen sources?
-- filters, first, last: as the macro chosen has them; kind, starts: as the macro rate_periods has them
from rate_bases($filters, $first, $last, $kind, $starts);
