-- Of the chosen reports of each source that could say something in a field, how many do not; and how many
-- come from a file that does not have the field?
-- filters, first, last: as the macro chosen has them
with counted as (
    select
        source,
        field,
        sum(reports)::bigint as reports,
        sum(unknown)::bigint as unknown,
        sum(total - reports)::bigint as not_collected
    from answers($filters, $first, $last)
    group by all
),

final as (
    select
        source::varchar as source,
        field,
        reports > 0 as collected,
        reports,
        unknown,
        not_collected
    from counted
    order by
        counted.source,
        field
)

select * from final;
