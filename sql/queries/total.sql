-- How many of the chosen reports are there in each source, and what does it count?
-- from_cube, filters, first, last: as the macro chosen has them
select
    sources.code as source,
    sources.counting_unit,
    sum(report.reports)::bigint as reports
from chosen($from_cube, $filters, $first, $last) as report
inner join staging.sources on report.source = sources.code
group by
    sources.code,
    sources.counting_unit,
    sources.sort_order
order by
    sources.sort_order,
    sources.code;
