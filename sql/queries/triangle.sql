-- How many reports of each month were in after so many months, as far as that can be seen: what the
-- estimate of completeness is made from; and what share is that of the final count it leads to?
-- A month and delay that the data do not reach, or before which a month is missing, is not there.
-- sources: codes, none for all; since: as the model development has it
with seen as (
    select
        source,
        min(month_number(received_at)) as first_received,
        max(month_number(received_at)) as last_received
    from staging.imports
    where first_reported is not null
    group by source
),

-- Months without a gap between them have the same number of gaps before them.
months as (
    select
        *,
        sum(case when collected then 0 else 1 end) over (
            partition by source
            order by month
        ) as gaps
    from marts.months
    where admits($sources, source)
),

cells as (
    select
        source,
        case when $since = 'incident' then incident_month else report_month end as origin,
        case when $since = 'incident' then report_month else received_month end as arrival,
        sum(reports)::bigint as reports
    from metrics.arrivals
    group by all
),

-- A file may come before the month that it tells of has ended, never before it has begun.
delayed as (
    select
        source,
        origin,
        greatest(month_number(arrival) - month_number(origin), 0) as delay,
        sum(reports)::bigint as reports
    from cells
    where origin is not null
    group by all
),

delays as (
    select unnest(range(13))::integer as delay
),

grown as (
    select
        months.source,
        months.month as origin,
        delays.delay,
        (months.month + to_months(delays.delay))::date as arrival,
        months.gaps,
        sum(coalesce(delayed.reports, 0)) over (
            partition by months.source, months.month
            order by delays.delay
        )::bigint as reports
    from months
    cross join delays
    left join delayed
        on months.source = delayed.source
        and months.month = delayed.origin
        and delays.delay = delayed.delay
    where months.collected
),

estimates as (
    select
        source,
        month,
        completeness
    from spine({'sources': $sources}, null, null, 1, 1, $since)
),

final as (
    select
        grown.source::varchar as source,
        grown.origin,
        grown.delay,
        grown.reports,
        estimates.completeness
        * grown.reports
        / nullif(max(grown.reports) over (partition by grown.source, grown.origin), 0) as share,
        coalesce($since = 'incident' and arrived.provisional, false) as provisional
    from grown
    inner join seen on grown.source = seen.source
    inner join estimates on grown.source = estimates.source and grown.origin = estimates.month
    left join months as arrived
        on grown.source = arrived.source
        and grown.arrival = arrived.month
    where
        case
            when $since = 'incident' then arrived.collected and arrived.gaps = grown.gaps
            else month_number(grown.arrival) between seen.first_received and seen.last_received
        end
    order by
        grown.source,
        grown.origin,
        grown.delay
)

select * from final;
