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
-- under_18_asked   | of these: whose source asks for the age
-- under_18_n       | of someone under 18
-- under_18_known   | of someone of whom it is known whether they are
-- under_18_across  | of an age band that reaches across 18
-- paid_asked       | whose source asks whether anything was paid
-- paid_n           | in which something was
-- paid_known       | of which that is known
-- shared_asked     | whose source asks whether an image was shown to others
-- shared_n         | in which one was
-- shared_known     | of which that is known
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
        count(*) as reports,
        count(under_18) as under_18_asked,
        count(*) filter (where under_18 = 'yes') as under_18_n,
        count(*) filter (where under_18 in ('yes', 'no')) as under_18_known,
        count(*) filter (where under_18 = 'unknown' and age_band <> 'unknown') as under_18_across,
        count(payment_made) as paid_asked,
        count(*) filter (where payment_made in ('yes', 'partly')) as paid_n,
        count(*) filter (where payment_made in ('yes', 'partly', 'no')) as paid_known,
        count(images_shared) as shared_asked,
        count(*) filter (where images_shared = 'yes') as shared_n,
        count(*) filter (where images_shared in ('yes', 'no')) as shared_known
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
