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

totals as (
    select
        months.source,
        min(months.month) as first,
        max(months.month) as last,
        bool_and(months.comparable) as comparable,
        coalesce(sum(counted.reports), 0)::bigint as now_reports,
        coalesce(sum(counted.under_18_asked), 0)::bigint as now_under_18_asked,
        coalesce(sum(counted.under_18_known), 0)::bigint as now_under_18_known,
        coalesce(sum(counted.under_18_n), 0)::bigint as now_under_18_n,
        coalesce(sum(counted.paid_asked), 0)::bigint as now_paid_asked,
        coalesce(sum(counted.paid_known), 0)::bigint as now_paid_known,
        coalesce(sum(counted.paid_n), 0)::bigint as now_paid_n,
        coalesce(sum(counted.shared_asked), 0)::bigint as now_shared_asked,
        coalesce(sum(counted.shared_known), 0)::bigint as now_shared_known,
        coalesce(sum(counted.shared_n), 0)::bigint as now_shared_n,
        coalesce(sum(counted_before.reports), 0)::bigint as before_reports,
        coalesce(sum(counted_before.under_18_asked), 0)::bigint as before_under_18_asked,
        coalesce(sum(counted_before.under_18_known), 0)::bigint as before_under_18_known,
        coalesce(sum(counted_before.under_18_n), 0)::bigint as before_under_18_n,
        coalesce(sum(counted_before.paid_asked), 0)::bigint as before_paid_asked,
        coalesce(sum(counted_before.paid_known), 0)::bigint as before_paid_known,
        coalesce(sum(counted_before.paid_n), 0)::bigint as before_paid_n,
        coalesce(sum(counted_before.shared_asked), 0)::bigint as before_shared_asked,
        coalesce(sum(counted_before.shared_known), 0)::bigint as before_shared_known,
        coalesce(sum(counted_before.shared_n), 0)::bigint as before_shared_n
    from months
    left join counted on months.source = counted.source and months.month = counted.month
    left join counted as counted_before
        on months.source = counted_before.source
        and months.month_before = counted_before.month
        and months.comparable
    group by months.source
),

-- What was not asked has no number, nor what cannot be compared.
measured as (
    select
        source,
        first,
        last,
        unnest([
            {
                place: 1,
                measure: 'reports',
                now_n: now_reports,
                now_known: null,
                before_n: case when comparable then before_reports end,
                before_known: null
            },
            {
                place: 2,
                measure: 'under_18',
                now_n: case when now_under_18_asked > 0 then now_under_18_n end,
                now_known: case when now_under_18_asked > 0 then now_under_18_known end,
                before_n: case when before_under_18_asked > 0 then before_under_18_n end,
                before_known: case when before_under_18_asked > 0 then before_under_18_known end
            },
            {
                place: 3,
                measure: 'paid',
                now_n: case when now_paid_asked > 0 then now_paid_n end,
                now_known: case when now_paid_asked > 0 then now_paid_known end,
                before_n: case when before_paid_asked > 0 then before_paid_n end,
                before_known: case when before_paid_asked > 0 then before_paid_known end
            },
            {
                place: 4,
                measure: 'shared',
                now_n: case when now_shared_asked > 0 then now_shared_n end,
                now_known: case when now_shared_asked > 0 then now_shared_known end,
                before_n: case when before_shared_asked > 0 then before_shared_n end,
                before_known: case when before_shared_asked > 0 then before_shared_known end
            }
        ], recursive := true)
    from totals
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
    from measured
),

final as (
    select
        judged.source::varchar as source,
        measure,
        first,
        last,
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
    order by
        judged.source,
        place
)

select * from final;
