-- How much of a source's final count is usually in, by the time that has passed: from all its reports,
-- whatever a reader chooses to see.
-- Chain ladder: volume-weighted development factors, Mack T. ASTIN Bulletin 1993;23:213-25. A factor is
-- the reports in after so many units of time to those in after one unit less, of all origins (months or
-- weeks) that were seen at both. A count is taken as final after 12 months, or 52 weeks.
-- Grain: one row per source, since, unit and delay.
-- source  | who counts
-- since   | incident: until it was reported; report: until a file told of it
-- unit    | month, or week from Monday to Sunday; weeks since the incident only
-- delay   | whole units since the origin's own, 0 to 12 or 52
-- known   | reports in after one unit less; null at 0, and where no origin was seen
-- reports | of the same origins, reports in after this delay
-- factor  | reports to known; null when fewer than 20 were known
-- share   | share of the final count in after this delay; null when a later factor is
-- later   | reports that are known to have come after the last delay
with arrivals as (
    select * from metrics.arrivals
),

reports as (
    select * from marts.reports
),

imports as (
    select * from staging.imports
),

sources as (
    select * from staging.sources
),

-- Months without a gap between them have the same number of gaps before them.
months as (
    select
        source,
        month,
        collected,
        provisional,
        sum(case when collected then 0 else 1 end) over (
            partition by source
            order by month
        ) as gaps
    from marts.months
),

-- What happened in a month is seen whole until the last final month before a gap.
seen as (
    select
        source,
        month,
        max(case when not provisional then month end) over (
            partition by source, gaps
        ) as last_month
    from months
    where collected
),

-- When a source's files came.
received as (
    select
        source,
        cast(date_trunc('month', min(received_at)) as date) as first_month,
        cast(date_trunc('month', max(received_at)) as date) as last_month
    from imports
    where first_reported is not null
    group by source
),

-- What the first delivery brought together is seen from then on.
dated as (
    select
        'incident' as since,
        'month' as unit,
        arrivals.source,
        arrivals.incident_month as origin,
        arrivals.report_month as arrival,
        arrivals.incident_month as first_seen,
        seen.last_month as last_seen,
        arrivals.reports
    from arrivals
    inner join seen
        on arrivals.source = seen.source
        and arrivals.incident_month = seen.month
    union all
    select
        'report' as since,
        'month' as unit,
        arrivals.source,
        arrivals.report_month as origin,
        arrivals.received_month as arrival,
        received.first_month as first_seen,
        received.last_month as last_seen,
        arrivals.reports
    from arrivals
    inner join received on arrivals.source = received.source
    union all
    -- The last whole week is the one before the week of the day after the last month.
    select
        'incident' as since,
        'week' as unit,
        reports.source,
        cast(date_trunc('week', reports.incident_date) as date) as origin,
        cast(date_trunc('week', reports.reported_date) as date) as arrival,
        cast(date_trunc('week', reports.incident_date) as date) as first_seen,
        cast(
            date_trunc('week', last_day(seen.last_month) + interval 1 day) - interval 7 day as date
        ) as last_seen,
        1 as reports
    from reports
    inner join seen
        on reports.source = seen.source
        and reports.incident_month = seen.month
    where reports.delay_days is not null
),

-- Differences of time in whole units.
delayed as (
    select
        since,
        unit,
        source,
        origin,
        case
            when unit = 'week' then cast((arrival - origin) / 7 as integer)
            else
                cast(
                    12 * (extract(year from arrival) - extract(year from origin))
                    + extract(month from arrival) - extract(month from origin) as integer
                )
        end as delay,
        case
            when unit = 'week' then cast((first_seen - origin) / 7 as integer)
            else
                cast(
                    12 * (extract(year from first_seen) - extract(year from origin))
                    + extract(month from first_seen) - extract(month from origin) as integer
                )
        end as seen_from,
        case
            when unit = 'week' then cast((last_seen - origin) / 7 as integer)
            else
                cast(
                    12 * (extract(year from last_seen) - extract(year from origin))
                    + extract(month from last_seen) - extract(month from origin) as integer
                )
        end as seen_to,
        reports
    from dated
),

cells as (
    select
        since,
        unit,
        source,
        origin,
        delay,
        sum(reports) as reports
    from delayed
    group by since, unit, source, origin, delay
),

origins as (
    select
        since,
        unit,
        source,
        origin,
        min(seen_from) as seen_from,
        min(seen_to) as seen_to
    from delayed
    group by since, unit, source, origin
),

delays as (
    select
        horizons.since,
        horizons.unit,
        horizons.horizon,
        10 * tens.digit + ones.digit as delay
    from (
        values ('incident', 'month', 12), ('report', 'month', 12), ('incident', 'week', 52)
    ) as horizons (since, unit, horizon)
    cross join (values (0), (1), (2), (3), (4), (5)) as tens (digit)
    cross join (values (0), (1), (2), (3), (4), (5), (6), (7), (8), (9)) as ones (digit)
    where 10 * tens.digit + ones.digit <= horizons.horizon
),

-- The triangle: reports of each origin that came with a delay, and all that had come by then.
grown as (
    select
        origins.since,
        origins.unit,
        origins.source,
        origins.seen_from,
        origins.seen_to,
        delays.delay,
        coalesce(cells.reports, 0) as more,
        sum(coalesce(cells.reports, 0)) over (
            partition by origins.since, origins.unit, origins.source, origins.origin
            order by delays.delay
        ) as reports
    from origins
    inner join delays
        on origins.since = delays.since
        and origins.unit = delays.unit
    left join cells
        on origins.since = cells.since
        and origins.unit = cells.unit
        and origins.source = cells.source
        and origins.origin = cells.origin
        and delays.delay = cells.delay
),

steps as (
    select
        since,
        unit,
        source,
        delay,
        sum(reports - more) as known,
        sum(reports) as reports
    from grown
    where delay > seen_from and delay <= seen_to
    group by since, unit, source, delay
),

late as (
    select
        delayed.since,
        delayed.unit,
        delayed.source,
        sum(delayed.reports) as later
    from delayed
    inner join delays
        on delayed.since = delays.since
        and delayed.unit = delays.unit
        and delays.delay = delays.horizon
    where delayed.delay > delays.horizon and delayed.delay > delayed.seen_from
    group by delayed.since, delayed.unit, delayed.source
),

-- A step that rests on fewer than 20 reports is not known.
factors as (
    select
        sources.code as source,
        delays.since,
        delays.unit,
        delays.horizon,
        delays.delay,
        steps.known,
        steps.reports,
        case when steps.known >= 20 then steps.reports / steps.known end as factor,
        coalesce(late.later, 0) as later
    from sources
    cross join delays
    left join steps
        on sources.code = steps.source
        and delays.since = steps.since
        and delays.unit = steps.unit
        and delays.delay = steps.delay
    left join late
        on sources.code = late.source
        and delays.since = late.since
        and delays.unit = late.unit
),

-- What is still to come after a delay is the product of the factors after it.
products as (
    select
        *,
        count(factor) over ahead as factors_ahead,
        sum(ln(factor)) over ahead as growth
    from factors
    window ahead as (
        partition by source, since, unit
        order by delay
        rows between 1 following and unbounded following
    )
),

final as (
    select
        source,
        since,
        unit,
        delay,
        known,
        reports,
        factor,
        case
            when delay = horizon then 1.0
            when factors_ahead = horizon - delay then exp(-growth)
        end as share,
        later
    from products
)

select * from final
order by source, since, unit, delay
