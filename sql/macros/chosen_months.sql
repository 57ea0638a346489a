-- The months of the chosen sources between each one's first and last that lie in the period.
-- filters, first, last: as the macro chosen has them
create or replace macro chosen_months(filters, first, last) as table
select *
from marts.months
where
    admits(filters['sources'], source)
    and (first is null or month >= first)
    and (last is null or month <= last);
