-- On the desk: the months of the chosen sources that lie in the period.
-- filters: as the macro chosen of the warehouse has them; here they have done their part
-- first, last: months, as their first days, inclusive; null restricts nothing.
create or replace macro chosen_months(filters, first, last) as table
select *
from counted.months
where
    (first is null or month >= first)
    and (last is null or month <= last);
