-- On the desk: the months of the chosen sources, each in its period; what is known of them is looked up.
-- filters, first, last, span, starts, dated: as the macro spine of the warehouse has them; here the filters
--     have done their part, and a report counts in the month in which it was made
create or replace macro spine(filters, first, last, span, starts, dated) as table
select
    source,
    month,
    period_start(month, span, coalesce(starts, fiscal_year_start)) as period_start,
    collected,
    provisional,
    completeness,
    (first is null or month >= first) and (last is null or month <= last) as inside
from counted.months;
