-- How often was a report told more than once, by source: again with nothing new, again with something
-- changed, or twice in one file; and how many reports are like another in every date, age and code, so
-- that they may be the same one under two keys?
with told as (
    select
        source,
        count(*) as told,
        count(*) filter (where change = 'unchanged') as unchanged,
        count(*) filter (where change = 'changed') as changed,
        count(*) filter (where supersedes = import_id) as in_file
    from marts.versions
    where change <> 'without_consent'
    group by source
),

-- All but the first of those that are alike. Comparing 64 bits for them takes half the time, and errs
-- once in many millions of reports of a day.
alike as (
    select
        source,
        count(*) as reports,
        count(*) - 1 as alike
    from marts.reports
    group by
        source,
        reported_date,
        hash(
            country,
            region,
            incident_date,
            incident_date_precision,
            age_min,
            age_max,
            gender,
            contact_platform,
            moved_to_platform,
            kind,
            tactic,
            demand,
            payment_made,
            amount_paid,
            currency,
            images_shared,
            outcome,
            offender_location,
            reporter
        )
),

summed as (
    select
        source,
        sum(reports)::bigint as reports,
        sum(alike)::bigint as alike
    from alike
    group by source
),

final as (
    select
        told.source::varchar as source,
        told.told,
        coalesce(summed.reports, 0) as reports,
        told.unchanged,
        told.changed,
        told.in_file,
        coalesce(summed.alike, 0) as alike
    from told
    left join summed on told.source = summed.source
    order by told.source
)

select * from final;
