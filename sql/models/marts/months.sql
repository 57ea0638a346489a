-- Every month from a source's first to its last, so that a month without reports is a zero and a
-- month that nobody delivered is a gap.
-- Grain: one row per source and month.
-- source      | who counts
-- month       | first day of the month
-- collected   | whether some import covers the month
-- provisional | whether the month may still fill: one of the source's settling months, or its last
--             | month when the data ends before the month does
with imports as (
    select * from staging.imports
),

sources as (
    select * from staging.sources
),

calendar as (
    select * from staging.calendar
),

-- An import covers every month from its first report to its last.
covered as (
    select
        source,
        cast(date_trunc('month', first_reported) as date) as first_month,
        cast(date_trunc('month', last_reported) as date) as last_month,
        last_reported
    from imports
    where first_reported is not null
),

-- A source's data reaches from its first report to its last.
reach as (
    select
        source,
        min(first_month) as first_month,
        max(last_month) as last_month,
        max(last_reported) as data_to
    from covered
    group by source
),

-- The calendar between the two.
spine as (
    select
        reach.source,
        calendar.month,
        reach.last_month,
        reach.data_to,
        (extract(year from reach.last_month) - extract(year from calendar.month)) * 12
        + extract(month from reach.last_month) - extract(month from calendar.month) as months_ago
    from reach
    inner join calendar
        on calendar.month between reach.first_month and reach.last_month
),

-- A month is collected when at least one import covers it.
collected as (
    select distinct
        spine.source,
        spine.month
    from spine
    inner join covered
        on spine.source = covered.source
        and spine.month between covered.first_month and covered.last_month
),

final as (
    select
        spine.source,
        spine.month,
        collected.month is not null as collected,
        spine.months_ago < sources.settling_months
        or (spine.months_ago = 0 and spine.data_to < last_day(spine.month)) as provisional
    from spine
    inner join sources on spine.source = sources.code
    left join collected
        on spine.source = collected.source
        and spine.month = collected.month
)

select * from final
order by source, month
