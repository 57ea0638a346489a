-- Which sources are loaded, how many reports do they have, and how far does their data reach?
with reports as (
    select
        source::varchar as source,
        count(*) as reports
    from marts.reports
    group by source
),

months as (
    select
        source::varchar as source,
        min(month) as first_month,
        max(month) as last_month
    from marts.months
    group by source
),

imports as (
    select
        source,
        max(last_reported) as data_to,
        max(received_at) as received_at
    from staging.imports
    group by source
),

final as (
    select
        sources.*,
        coalesce(reports.reports, 0) as reports,
        months.first_month,
        months.last_month,
        imports.data_to,
        imports.received_at
    from staging.sources
    left join reports on sources.code = reports.source
    left join months on sources.code = months.source
    left join imports on sources.code = imports.source
    order by sources.sort_order, sources.code
)

select * from final;
