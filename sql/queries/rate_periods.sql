-- Which are the periods of the chosen sources whose reports are counted per head?
-- filters, first, last: as the macro chosen has them; kind, starts: as the macro rate_periods has them
from rate_periods($filters, $first, $last, $kind, $starts);
