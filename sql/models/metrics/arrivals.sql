-- When reports come in: from which months they tell, when they were made, and when we first had them.
-- Grain: one row per source, incident month, report month and month of receipt that occurs.
-- source         | who counts
-- incident_month | first day of the month of the incident; null when not known
-- report_month   | first day of the month in which it was reported
-- received_month | first day of the month, UTC, in which a file first told of it
-- reports        | how many
with reports as (
    select * from marts.reports
),

versions as (
    select * from staging.reports
),

-- A report arrives with the first file that tells of it.
arrived as (
    select
        report_key,
        min(received_at) as received_at
    from versions
    group by report_key
),

-- The report as it stands has the key of its newest version.
received as (
    select
        reports.source,
        reports.incident_month,
        reports.report_month,
        cast(date_trunc('month', arrived.received_at) as date) as received_month
    from reports
    inner join versions
        on reports.import_id = versions.import_id
        and reports.row_number = versions.row_number
    inner join arrived on versions.report_key = arrived.report_key
),

final as (
    select
        source,
        incident_month,
        report_month,
        received_month,
        count(*) as reports
    from received
    group by
        source,
        incident_month,
        report_month,
        received_month
)

select * from final
order by
    source,
    incident_month nulls last,
    report_month,
    received_month
