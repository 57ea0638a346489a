-- The reports that a reader has chosen, counted in cells: from the cube, or one by one.
-- from_cube: true when no other column is asked for than source, country, month, age_band, gender,
--     contact_platform and outcome; the others are null then.
-- filters: a struct of lists of codes (sources, countries, ages, genders, platforms, outcomes, kinds).
-- first, last: months, as their first days, inclusive; null restricts nothing.
create or replace macro chosen(from_cube, filters, first, last) as table
with cells as (
    select
        source,
        country,
        month,
        age_band,
        gender,
        contact_platform,
        outcome,
        null as moved_to_platform,
        null as kind,
        null as tactic,
        null as demand,
        null as payment_made,
        null as images_shared,
        null as offender_location,
        null as reporter,
        null as reported_elsewhere,
        null as under_18,
        null as import_id,
        null as incident_date,
        null as incident_month,
        null as delay_days,
        null as amount_paid,
        null as currency,
        reports
    from metrics.cube
    where from_cube

    union all

    select
        source,
        country,
        report_month as month,
        age_band,
        gender,
        contact_platform,
        outcome,
        moved_to_platform,
        kind,
        tactic,
        demand,
        payment_made,
        images_shared,
        offender_location,
        reporter,
        reported_elsewhere,
        under_18,
        import_id,
        incident_date,
        incident_month,
        delay_days,
        amount_paid,
        currency,
        1 as reports
    from marts.reports
    where not from_cube
)

select *
from cells
where
    admits(filters['sources'], source)
    and admits(filters['countries'], country)
    and admits(filters['ages'], age_band)
    and admits(filters['genders'], gender)
    and admits(filters['platforms'], contact_platform)
    and admits(filters['outcomes'], outcome)
    and admits(filters['kinds'], kind)
    and (first is null or month >= first)
    and (last is null or month <= last);
