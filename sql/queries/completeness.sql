-- Of the chosen reports of each source that could say something in a field, how many do not?
-- filters, first, last: as the macro chosen has them
with counted as (
    select
        source,
        field,
        sum(reports)::bigint as reports,
        sum(unknown)::bigint as unknown
    from answers($filters, $first, $last)
    group by all
),

final as (
    select
        source::varchar as source,
        field,
        reports > 0 as collected,
        reports,
        unknown
    from counted
    order by counted.source
)

select * from final;
