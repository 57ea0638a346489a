-- How does each headline figure of the chosen reports compare with the same months a year before: the
-- count, and the shares under 18, who paid, and whose image was shared?
-- Compared are the months of the macro compared. The change of the count is its ratio, as in the headline;
-- that of a share the difference, with Newcombe's 95 % interval. With fewer than 20 reports, or fewer than
-- 20 known answers on either side, there are too few to compare.
-- filters, first, last: as the macro chosen has them; z: normal deviate of the interval
with counted as (
    select * from measures($filters, ($first::date - interval 1 year)::date, $last)
),

months as (
    select * from compared($filters, $first, $last)
),

sides as (
    select
        source,
        month,
        true as is_now
    from months
    union all
    select
        source,
        month_before as month,
        false as is_now
    from months
    where comparable
),

totals as (
    select
        sides.source,
        sides.is_now,
        coalesce(sum(counted.reports), 0)::bigint as reports,
        coalesce(sum(counted.under_18_asked), 0)::bigint as under_18_asked,
        coalesce(sum(counted.under_18_known), 0)::bigint as under_18_known,
        coalesce(sum(counted.under_18_n), 0)::bigint as under_18_n,
        coalesce(sum(counted.paid_asked), 0)::bigint as paid_asked,
        coalesce(sum(counted.paid_known), 0)::bigint as paid_known,
        coalesce(sum(counted.paid_n), 0)::bigint as paid_n,
        coalesce(sum(counted.shared_asked), 0)::bigint as shared_asked,
        coalesce(sum(counted.shared_known), 0)::bigint as shared_known,
        coalesce(sum(counted.shared_n), 0)::bigint as shared_n
    from sides
    left join counted on sides.source = counted.source and sides.month = counted.month
    group by all
),

-- What was not asked has no number.
measured as (
    select
        source,
        is_now,
        unnest([
            {place: 1, measure: 'reports', n: reports, known: null},
            {
                place: 2,
                measure: 'under_18',
                n: case when under_18_asked > 0 then under_18_n end,
                known: case when under_18_asked > 0 then under_18_known end
            },
            {
                place: 3,
                measure: 'paid',
                n: case when paid_asked > 0 then paid_n end,
                known: case when paid_asked > 0 then paid_known end
            },
            {
                place: 4,
                measure: 'shared',
                n: case when shared_asked > 0 then shared_n end,
                known: case when shared_asked > 0 then shared_known end
            }
        ], recursive := true)
    from totals
),

paired as (
    select
        source,
        place,
        measure,
        any_value(n) filter (where is_now) as now_n,
        any_value(known) filter (where is_now) as now_known,
        any_value(n) filter (where not is_now) as before_n,
        any_value(known) filter (where not is_now) as before_known
    from measured
    group by all
),

judged as (
    select
        *,
        measure = 'reports' as is_count,
        case when is_count then before_n else least(now_known, before_known) end as base,
        enough(base) and before_n is not null as judged,
        case
            when not coalesce(judged, false) then null
            when is_count then ratio_lower(now_n, before_n, $z)
            else difference_lower(now_n, now_known, before_n, before_known, $z)
        end as change_lower,
        case
            when not coalesce(judged, false) then null
            when is_count then ratio_upper(now_n, before_n, $z)
            else difference_upper(now_n, now_known, before_n, before_known, $z)
        end as change_upper
    from paired
),

final as (
    select
        judged.source::varchar as source,
        measure,
        spans.first,
        spans.last,
        now_n,
        now_known,
        before_n,
        before_known,
        case when is_count then now_n else now_n / nullif(now_known, 0) end as now,
        case when is_count then before_n else before_n / nullif(before_known, 0) end as before,
        case
            when not coalesce(judged, false) then null
            when is_count then ratio(now_n, before_n)
            else now_n / now_known - before_n / before_known
        end as change,
        change_lower,
        change_upper,
        verdict(
            case when before_n is not null and now_n is not null then base end,
            change_lower,
            change_upper,
            case when is_count then 1 else 0 end
        ) as verdict
    from judged
    inner join (
        select
            source,
            min(month) as first,
            max(month) as last
        from months
        group by source
    ) as spans on judged.source = spans.source
    order by
        judged.source,
        place
)

select * from final;
