-- Which months of the chosen sources does a headline compare, and with which?
-- filters, first, last: as the macro chosen has them
from compared($filters, $first, $last);
