-- How does each source develop, on its own: its reports by period, as an index of its own base period,
-- and per 100,000 people of its country?
-- Nothing adds two sources: each counts its own unit, and one person may be counted by several.
-- The index is 100 in the base period, the one in which the day base lies; without a day, the day on which
-- the last source begins its first final period. With Byar's 95 % interval of the count and of the rate,
-- and that of the ratio to the base.
-- from_cube, filters, first, last: as the macro chosen has them; z: normal deviate of the intervals
-- among: as the macro rates has it; span, starts: as the macro spine has them; base: a day, or null
with periods as (
    select *
    from periods($from_cube, $filters, $first, $last, null, $span, $starts, 'reported', $z)
),

begun as (
    select min(period_start) as day
    from periods
    where status = 'final'
    group by source
),

indexed as (
    select
        periods.*,
        base.period_start as base_start,
        base.reports as base_reports,
        enough(base.reports)
        and base.status = 'final'
        and periods.status in ('final', 'provisional') as comparable,
        periods.period_start = base.period_start as is_base
    from periods
    left join periods as base
        on periods.source = base.source
        and coalesce($base, (select max(day) from begun))
        between base.period_start and base.period_end
),

-- Of the reports of the source's own country.
rates as (
    select rates.*
    from rates(
        $from_cube, $filters, $among, $first, $last, false, false, 'year', $starts, $z
    ) as rates
    inner join staging.sources on rates.source = sources.code and rates.country = sources.country
    where $span = 12
),

final as (
    select
        indexed.source::varchar as source,
        sources.counting_unit,
        indexed.period_start,
        indexed.period_end,
        indexed.reports,
        indexed.lower,
        indexed.upper,
        indexed.status,
        indexed.months,
        indexed.months_collected,
        indexed.months_provisional,
        indexed.base_start,
        case when comparable then 100 * ratio(indexed.reports, base_reports) end as index,
        case
            when comparable and not is_base
                then 100 * ratio_lower(indexed.reports, base_reports, $z)
        end as index_lower,
        case
            when comparable and not is_base
                then 100 * ratio_upper(indexed.reports, base_reports, $z)
        end as index_upper,
        rates.rate,
        rates.lower as rate_lower,
        rates.upper as rate_upper,
        rates.population,
        rates.population_year,
        coalesce(rates.base, '') as base,
        coalesce(rates.population_source, '') as population_source,
        case
            when $span < 12 then 'not_whole_years'
            else coalesce(rates.reason, 'no_population')
        end as reason
    from indexed
    inner join staging.sources on indexed.source = sources.code
    left join rates
        on indexed.source = rates.source
        and indexed.period_start = rates.start
    order by
        indexed.source,
        indexed.period_start
)

select * from final;
