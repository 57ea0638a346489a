-- What share of the chosen reports of each source and month says something in each field?
-- A field that the source's file does not have is not collected in that month; a month that nobody
-- delivered has no number.
-- filters, first, last: as the macro chosen has them
with counted as (
    select * from answers($filters, $first, $last)
),

spine as (
    select *
    from marts.months
    where
        admits($filters['sources'], source)
        and ($first is null or month >= $first)
        and ($last is null or month <= $last)
),

fields as (
    select distinct field
    from counted
),

final as (
    select
        spine.source::varchar as source,
        fields.field,
        spine.month,
        coalesce(counted.reports, 0) > 0 as collected,
        case when spine.collected then coalesce(counted.reports, 0) end as reports,
        case when spine.collected then coalesce(counted.unknown, 0) end as unknown,
        1 - counted.unknown / nullif(counted.reports, 0) as known
    from spine
    cross join fields
    left join counted
        on spine.source = counted.source
        and spine.month = counted.month
        and fields.field = counted.field
    order by
        spine.source,
        fields.field,
        spine.month
)

select * from final;
