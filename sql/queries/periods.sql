-- How many of the chosen reports does each source have in each month, quarter, calendar or fiscal year,
-- how sure is that, and how does it compare with the same months a year before; on request for each code
-- of one column?
-- Count with Byar's 95 % interval. A period without reports is 0, one that nobody collected is null.
-- from_cube, filters, first, last: as the macro chosen has them; z: normal deviate of the interval
-- by: name of a column, or null for all reports together; codes: its vocabulary, in the order to show
-- span, starts, dated: as the macro spine has them
select
    source::varchar as source,
    period_start,
    period_end,
    coalesce($codes[place + 1], 'not_collected') as code,
    reports,
    lower,
    upper,
    year_before,
    ratio,
    ratio_lower,
    ratio_upper,
    verdict,
    status,
    months,
    months_collected,
    months_provisional,
    rolling_mean,
    completeness,
    undated,
    uncollected
from periods($from_cube, $filters, $first, $last, $by, $span, $starts, $dated, $z) as period
order by
    period.source,
    place nulls last,
    period_start;
