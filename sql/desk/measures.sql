-- On the desk: what the headline asks of the chosen reports of each source and month, as the question
-- measured has counted it.
-- filters: as the macro measures of the warehouse has them; here without effect
-- first, last: months, as their first days, inclusive; null restricts nothing.
create or replace macro measures(filters, first, last) as table
select
    source,
    month,
    sum(columns(* exclude (source, month)))::bigint
from counted.measured
where
    (first is null or month >= first)
    and (last is null or month <= last)
group by source, month;
