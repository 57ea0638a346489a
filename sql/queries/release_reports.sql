-- Which reports may be counted in public, with their codes?
-- One row a current report of a publishable source. report_key: its own for good; received_on: the day
-- (UTC) on which it was first received as it stands now. A column that the source does not have is null.
with current_reports as (
    select * from marts.reports
),

told as (
    select
        import_id,
        row_number,
        report_key,
        received_at
    from staging.reports
),

sources as (
    select code
    from staging.sources
    where publishable
),

-- The newest version that said something new.
said as (
    select
        told.report_key,
        max(versions.received_at) as received_at
    from marts.versions as versions
    inner join told
        on versions.import_id = told.import_id
        and versions.row_number = told.row_number
    where versions.change in ('new', 'changed')
    group by told.report_key
),

final as (
    select
        current_reports.source::varchar as source,
        told.report_key,
        current_reports.reported_date,
        cast(said.received_at as date) as received_on,
        current_reports.country::varchar as country,
        current_reports.age_band::varchar as age_band,
        current_reports.gender::varchar as gender,
        current_reports.contact_platform::varchar as contact_platform,
        current_reports.moved_to_platform::varchar as moved_to_platform,
        current_reports.kind::varchar as kind,
        current_reports.tactic::varchar as tactic,
        current_reports.demand::varchar as demand,
        current_reports.payment_made::varchar as payment_made,
        current_reports.images_shared::varchar as images_shared,
        current_reports.outcome::varchar as outcome,
        current_reports.offender_location::varchar as offender_location,
        current_reports.reporter::varchar as reporter
    from current_reports
    inner join sources on current_reports.source = sources.code
    inner join told
        on current_reports.import_id = told.import_id
        and current_reports.row_number = told.row_number
    left join said on told.report_key = said.report_key
)

select * from final
order by source, report_key;
