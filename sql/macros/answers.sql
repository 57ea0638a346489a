-- Of the chosen reports of each source and month that could say something in a field, how many do not?
-- total: all of them, with those whose file does not have the field
-- filters, first, last: as the macro chosen has them
create or replace macro answers(filters, first, last) as table
with reports as (
    select
        *,
        (import_id, 'incident_date') in (select import_id, field from staging.collected)
            as incident_date_asked
    from chosen(false, filters, first, last)
),

-- A field that the source's file does not have is null in every report.
counted as (
    select
        source,
        month,
        count(*) as total,
        unnest([
            {
                field: 'incident_date',
                reports: count(*) filter (incident_date_asked),
                unknown: count(*) filter (incident_date_asked and incident_date is null)
            },
            {field: 'country', reports: count(country), unknown: count(*) filter (country = 'ZZ')},
            {
                field: 'age_band',
                reports: count(age_band),
                unknown: count(*) filter (age_band = 'unknown')
            },
            {
                field: 'gender',
                reports: count(gender),
                unknown: count(*) filter (gender = 'unknown')
            },
            {
                field: 'contact_platform',
                reports: count(contact_platform),
                unknown: count(*) filter (contact_platform = 'unknown')
            },
            {
                field: 'moved_to_platform',
                reports: count(moved_to_platform),
                unknown: count(*) filter (moved_to_platform = 'unknown')
            },
            {field: 'kind', reports: count(kind), unknown: count(*) filter (kind = 'unknown')},
            {
                field: 'tactic',
                reports: count(tactic),
                unknown: count(*) filter (tactic = 'unknown')
            },
            {
                field: 'demand',
                reports: count(demand),
                unknown: count(*) filter (demand = 'unknown')
            },
            {
                field: 'payment_made',
                reports: count(payment_made),
                unknown: count(*) filter (payment_made = 'unknown')
            },
            {
                field: 'images_shared',
                reports: count(images_shared),
                unknown: count(*) filter (images_shared = 'unknown')
            },
            {
                field: 'outcome',
                reports: count(outcome),
                unknown: count(*) filter (outcome = 'unknown')
            },
            {
                field: 'offender_location',
                reports: count(offender_location),
                unknown: count(*) filter (offender_location = 'unknown')
            },
            {
                field: 'reporter',
                reports: count(reporter),
                unknown: count(*) filter (reporter = 'unknown')
            },
            {
                field: 'reported_elsewhere',
                reports: count(reported_elsewhere),
                unknown: count(*) filter (reported_elsewhere = 'unknown')
            }
        ], recursive := true)
    from reports
    group by source, month
)

select * from counted;
