-- Under which other dates were reports known before, and when?
-- One row an earlier version of a report whose date was another one than now: on the days (UTC) from
-- received_on to the one before superseded_on it was counted under reported_date.
with told as (
    select
        reports.report_key,
        reports.source,
        reports.reported_date,
        versions.received_at,
        versions.superseded_at
    from staging.reports as reports
    inner join marts.versions as versions
        on reports.import_id = versions.import_id
        and reports.row_number = versions.row_number
),

newest as (
    select
        report_key,
        reported_date
    from told
    where superseded_at is null
),

final as (
    select
        told.source::varchar as source,
        told.report_key,
        told.reported_date,
        cast(told.received_at as date) as received_on,
        cast(told.superseded_at as date) as superseded_on
    from told
    inner join newest on told.report_key = newest.report_key
    where
        told.superseded_at is not null
        and told.reported_date <> newest.reported_date
)

select * from final
order by source, report_key, received_on;
