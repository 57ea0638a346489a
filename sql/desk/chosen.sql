-- On the desk: the chosen reports, counted in cells. The question cells has counted them, so the filters
-- have done their part; columns that it was not asked for are null.
-- from_cube, filters: as the macro chosen of the warehouse has them; here without effect
-- first, last: months, as their first days, inclusive; null restricts nothing.
create or replace macro chosen(from_cube, filters, first, last) as table
select
    *,
    null::date as incident_month
from counted.cells
where
    (first is null or month >= first)
    and (last is null or month <= last);
