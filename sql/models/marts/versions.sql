-- The history of every report: each time a file told of it, and what that changed.
-- Grain: one row per version of a report: an accepted row, or one without consent that bears an id.
-- import_id     | the import it came with
-- row_number    | its row in that file; with import_id it finds the row in staging
-- source        | who counts
-- version       | 1 for the first that was received, then 2 and so on
-- received_at   | when it was received, UTC
-- superseded_at | when the version after it was received; null for the newest
-- supersedes    | the import of the version before it; null for the first
-- change        | new, changed or unchanged beside the version before; without_consent when the
--               | person does not agree to be counted: then no version of the report counts
with reports as (
    select * from staging.reports
),

without_consent as (
    select * from staging.without_consent
),

told as (
    select
        import_id,
        row_number,
        report_key,
        source,
        received_at,
        true as consent
    from reports
    union all
    select
        import_id,
        row_number,
        report_key,
        source,
        received_at,
        false as consent
    from without_consent
    where report_key is not null
),

-- The order of receipt decides, nothing else; within one file the order of rows.
ordered as (
    select
        import_id,
        row_number,
        source,
        received_at,
        consent,
        row_number() over receipt as version,
        lead(received_at) over receipt as superseded_at,
        lag(import_id) over receipt as supersedes,
        lag(row_number) over receipt as supersedes_row,
        lag(consent) over receipt as supersedes_consent
    from told
    window receipt as (
        partition by report_key
        order by received_at, import_id, row_number
    )
),

-- Versions that say something else than the one before.
changed as (
    select
        ordered.import_id,
        ordered.row_number
    from ordered
    inner join reports as newer
        on ordered.import_id = newer.import_id
        and ordered.row_number = newer.row_number
    inner join reports as older
        on ordered.supersedes = older.import_id
        and ordered.supersedes_row = older.row_number
    where
        newer.country is distinct from older.country
        or newer.region is distinct from older.region
        or newer.reported_date is distinct from older.reported_date
        or newer.incident_date is distinct from older.incident_date
        or newer.incident_date_precision is distinct from older.incident_date_precision
        or newer.age_min is distinct from older.age_min
        or newer.age_max is distinct from older.age_max
        or newer.age_label is distinct from older.age_label
        or newer.age_band is distinct from older.age_band
        or newer.gender is distinct from older.gender
        or newer.contact_platform is distinct from older.contact_platform
        or newer.moved_to_platform is distinct from older.moved_to_platform
        or newer.kind is distinct from older.kind
        or newer.tactic is distinct from older.tactic
        or newer.demand is distinct from older.demand
        or newer.payment_made is distinct from older.payment_made
        or newer.amount_paid is distinct from older.amount_paid
        or newer.currency is distinct from older.currency
        or newer.images_shared is distinct from older.images_shared
        or newer.outcome is distinct from older.outcome
        or newer.offender_location is distinct from older.offender_location
        or newer.reporter is distinct from older.reporter
        or newer.reported_elsewhere is distinct from older.reported_elsewhere
),

final as (
    select
        ordered.import_id,
        ordered.row_number,
        ordered.source,
        ordered.version,
        ordered.received_at,
        ordered.superseded_at,
        ordered.supersedes,
        case
            when not ordered.consent then 'without_consent'
            when coalesce(ordered.supersedes_consent, false) = false then 'new'
            when changed.import_id is not null then 'changed'
            else 'unchanged'
        end as change
    from ordered
    left join changed
        on ordered.import_id = changed.import_id
        and ordered.row_number = changed.row_number
)

select * from final
order by import_id, row_number
