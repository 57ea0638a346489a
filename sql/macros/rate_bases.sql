-- Of which population is each period's rate: one base for each country, and the year of it.
-- filters, first, last: as the macro chosen has them; kind, starts: as the macro rate_periods has them
create or replace macro rate_bases(filters, first, last, kind, starts) as table
with periods as (
    select * from rate_periods(filters, first, last, kind, starts)
),

-- The latest year of each base that is not after the period's.
dated as (
    select
        periods.source,
        periods.start,
        populations.country,
        populations.base,
        populations.preference,
        max(populations.year) as year
    from periods
    inner join metrics.populations
        on periods.source = populations.source
        and periods.year >= populations.year
    group by all
),

reaching as (
    select
        *,
        count(*) over (partition by source, country, base) as reach
    from dated
)

-- One base in all periods: of those that reach furthest back, the one that comes first.
select *
from reaching
qualify
    row_number() over (
        partition by source, start, country
        order by reach desc, preference
    ) = 1;
