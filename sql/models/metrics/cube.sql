-- How many reports there are of each combination that the main charts need.
-- Grain: one row per source, country, month, age band, gender, platform and outcome that occurs.
-- source           | who counts
-- country          | country of the reports, ISO 3166-1 alpha-2
-- month            | first day of the month in which they were reported
-- age_band         | age in the source's scheme; null when not collected
-- gender           | gender code; null when not collected
-- contact_platform | where contact began; null when not collected
-- outcome          | what came of them; null when not collected
-- reports          | how many
with reports as (
    select * from marts.reports
),

final as (
    select
        source,
        country,
        report_month as month,
        age_band,
        gender,
        contact_platform,
        outcome,
        count(*) as reports
    from reports
    group by
        source,
        country,
        report_month,
        age_band,
        gender,
        contact_platform,
        outcome
)

select * from final
order by
    source,
    month,
    country,
    age_band nulls last,
    gender nulls last,
    contact_platform nulls last,
    outcome nulls last
