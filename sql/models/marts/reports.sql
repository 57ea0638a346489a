-- The reports as they stand: of several versions of a report, the one received last, unless it says
-- that the person does not agree to be counted.
-- Grain: one row per report.
-- import_id               | the import it came with
-- row_number              | its row in that file; with import_id it finds the row in staging.reports
-- source                  | who counts
-- country                 | country of the report, ISO 3166-1 alpha-2
-- region                  | ISO 3166-2, if known; in no public table
-- reported_date           | as the organisation dates the report
-- report_month            | first day of the month of reported_date
-- incident_date           | when it began, if known
-- incident_date_precision | day, month or year
-- incident_month          | first day of the month of incident_date; null when only the year is known
-- delay_days              | days from incident to report; null unless the day is known
-- age_min                 | youngest possible age in years
-- age_max                 | oldest possible age in years
-- age_label               | the age as the provider wrote it
-- age_band                | the age in the source's scheme
-- under_18                | yes, no, or unknown when the age is unknown or reaches across 18
-- gender                  | gender code
-- contact_platform        | where contact began
-- moved_to_platform       | where the talk was moved to
-- kind                    | kind of incident
-- tactic                  | how the image was obtained or the threat made
-- demand                  | what was demanded
-- payment_made            | whether anything was paid
-- amount_paid             | how much, in currency
-- currency                | ISO 4217
-- images_shared           | whether an image was shown to others
-- outcome                 | what came of the report
-- offender_location       | where the offender seems to be
-- reporter                | who made the report
-- reported_elsewhere      | whether another organisation has it too
-- A coded column, and under_18, is null when the source's file does not have it.
with versions as (
    select * from staging.reports
),

latest as (
    select
        import_id,
        row_number
    from marts.versions
    where
        superseded_at is null
        and change <> 'without_consent'
),

final as (
    select
        versions.import_id,
        versions.row_number,
        versions.source,
        versions.country,
        versions.region,
        versions.reported_date,
        cast(date_trunc('month', versions.reported_date) as date) as report_month,
        versions.incident_date,
        versions.incident_date_precision,
        case
            when versions.incident_date_precision in ('day', 'month')
                then cast(date_trunc('month', versions.incident_date) as date)
        end as incident_month,
        case
            when versions.incident_date_precision = 'day'
                then cast(versions.reported_date - versions.incident_date as integer)
        end as delay_days,
        versions.age_min,
        versions.age_max,
        versions.age_label,
        versions.age_band,
        case
            when versions.age_band is null then null
            when versions.age_max < 18 then 'yes'
            when versions.age_min >= 18 then 'no'
            else 'unknown'
        end as under_18,
        versions.gender,
        versions.contact_platform,
        versions.moved_to_platform,
        versions.kind,
        versions.tactic,
        versions.demand,
        versions.payment_made,
        versions.amount_paid,
        versions.currency,
        versions.images_shared,
        versions.outcome,
        versions.offender_location,
        versions.reporter,
        versions.reported_elsewhere
    from versions
    inner join latest
        on versions.import_id = latest.import_id
        and versions.row_number = latest.row_number
)

select * from final
order by source, report_month, import_id, row_number
