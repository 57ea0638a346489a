-- Which months of each source are final, so that a period of them may be closed, and how many reports
-- do they have?
with months as (
    select * from marts.months
),

counted as (
    select
        source,
        report_month,
        count(*) as reports
    from marts.reports
    group by
        source,
        report_month
),

final as (
    select
        months.source::varchar as source,
        months.month,
        months.collected and not months.provisional as final,
        coalesce(counted.reports, 0) as reports
    from months
    left join counted
        on months.source = counted.source
        and months.month = counted.report_month
)

select * from final
order by source, month;
