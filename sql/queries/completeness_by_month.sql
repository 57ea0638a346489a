-- What share of the chosen reports of each source and month, or longer period, says something in each
-- field?
-- A field that the source's file does not have is not collected in that month; a month that nobody
-- delivered has no number.
-- filters, first, last: as the macro chosen has them; span, starts, dated: as the macro spine has them
with counted as (
    select * from answers($filters, $first, $last)
),

spine as (
    select *
    from spine($filters, $first, $last, $span, $starts, $dated)
    where inside
),

fields as (
    select distinct field
    from counted
),

summed as (
    select
        spine.source,
        fields.field,
        spine.period_start as month,
        count(*) filter (where spine.collected) as months_collected,
        count(*) filter (where spine.collected and spine.provisional) as months_provisional,
        coalesce(sum(counted.reports), 0)::bigint as reports,
        coalesce(sum(counted.unknown), 0)::bigint as unknown,
        coalesce(sum(counted.total), 0)::bigint as total
    from spine
    cross join fields
    left join counted
        on spine.source = counted.source
        and spine.month = counted.month
        and fields.field = counted.field
    group by all
),

final as (
    select
        source::varchar as source,
        field,
        month,
        reports > 0 as collected,
        case when months_collected > 0 then reports end as reports,
        case when months_collected > 0 then unknown end as unknown,
        case when months_collected > 0 then total - reports end as not_collected,
        1 - unknown / nullif(reports, 0) as known,
        period_status($span, months_collected, months_provisional) as status
    from summed
    order by
        summed.source,
        field,
        month
)

select * from final;
