-- On which platforms did contact begin in the chosen reports of each source, from when to when were they
-- reported, and how many tell of an incident at a time when the platform did not exist?
-- Share of the source's chosen reports, with Wilson's 95 % interval.
-- filters, first, last: as the macro chosen has them; z: normal deviate of the interval
with services as (
    select
        code,
        try_cast(nullif(valid_from, '') as date) as valid_from,
        try_cast(nullif(valid_to, '') as date) as valid_to
    from seeds.platforms
),

counted as (
    select
        source,
        contact_platform,
        incident_month,
        month,
        count(*) as reports
    from chosen(false, $filters, $first, $last)
    group by all
),

summed as (
    select
        counted.source,
        counted.contact_platform,
        any_value(services.valid_from) as valid_from,
        any_value(services.valid_to) as valid_to,
        sum(counted.reports)::bigint as reports,
        min(counted.month) as first_month,
        max(counted.month) as last_month,
        coalesce(
            sum(counted.reports) filter (
                where
                    counted.incident_month > services.valid_to
                    or last_day(counted.incident_month) < services.valid_from
            ),
            0
        )::bigint as outside
    from counted
    left join services on counted.contact_platform::varchar = services.code
    group by all
),

totalled as (
    select
        *,
        sum(reports) over (partition by source)::bigint as total
    from summed
),

final as (
    select
        source::varchar as source,
        coalesce(contact_platform::varchar, 'not_collected') as contact_platform,
        reports,
        total,
        reports / total as share,
        wilson_lower(reports, total, $z) as lower,
        wilson_upper(reports, total, $z) as upper,
        first_month,
        last_month,
        valid_from,
        valid_to,
        outside
    from totalled
    order by
        totalled.source,
        totalled.contact_platform nulls last
)

select * from final;
