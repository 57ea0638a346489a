-- The months that a headline compares, each with the one a year before: the last twelve final months of
-- the period, or as many as it has; more would overlap the year they are compared with.
-- comparable: whether all the months a year before are collected, those of the source together.
-- filters, first, last: as the macro chosen has them
create or replace macro compared(filters, first, last) as table
with final as (
    select
        source,
        month,
        (month - interval 1 year)::date as month_before
    from chosen_months(filters, first, last)
    where collected and not provisional
    qualify month > max(month) over (partition by source) - interval 1 year
)

select
    final.source,
    final.month,
    final.month_before,
    bool_and(coalesce(months.collected, false)) over (partition by final.source) as comparable
from final
left join marts.months
    on final.source = months.source
    and final.month_before = months.month;
