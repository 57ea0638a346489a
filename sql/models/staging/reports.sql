-- Every accepted row of every import, earlier versions of a report included.
-- Grain: one row per accepted row of an import.
-- import_id               | the import it came with
-- received_at             | when that import was received, UTC
-- row_number              | its row in the file, counted from 1 without the header
-- report_key              | keyed hash of the provider's own id: the same report has the same key
-- source                  | who counts
-- country                 | country of the report, ISO 3166-1 alpha-2
-- region                  | ISO 3166-2, if known
-- reported_date           | as the organisation dates the report
-- incident_date           | when it began, if known
-- incident_date_precision | day, month or year
-- age_min                 | youngest possible age in years
-- age_max                 | oldest possible age in years
-- age_label               | the age as the provider wrote it
-- age_band                | the age in the source's scheme
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
-- A coded column is null when the source's file does not have it, and unknown when the file has it
-- but does not say.
with received as (
    select * from received_reports
),

imports as (
    select * from received_imports
),

final as (
    select
        imports.import_id,
        imports.received_at,
        received.row_number,
        received.report_key,
        received.source,
        received.country,
        received.region,
        received.reported_date,
        received.incident_date,
        received.incident_date_precision,
        received.age_min,
        received.age_max,
        received.age_label,
        received.age_band,
        received.gender,
        received.contact_platform,
        received.moved_to_platform,
        received.kind,
        received.tactic,
        received.demand,
        received.payment_made,
        received.amount_paid,
        received.currency,
        received.images_shared,
        received.outcome,
        received.offender_location,
        received.reporter,
        received.reported_elsewhere
    from received
    inner join imports on received.import_id = imports.import_id
)

select * from final
order by import_id, row_number
