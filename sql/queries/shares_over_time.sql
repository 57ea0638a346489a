-- What share of the chosen reports of each source and period has one of these codes in a column, among
-- those where the answer is known?
-- Share with Wilson's 95 % interval; the unknown are beside it.
-- from_cube, filters, first, last: as the macro chosen has them; z: normal deviate of the interval
-- column: name of the column; codes: its vocabulary; wanted: the codes whose share is asked for
-- span, starts, dated: as the macro spine has them
with spine as (
    select *
    from spine($filters, $first, $last, $span, $starts, $dated)
    where inside
),

counted as (
    select
        source,
        case when $dated = 'incident' then incident_month else month end as month,
        $codes[dimension($column, report) + 1] as code,
        sum(reports)::bigint as reports
    from chosen(
        $from_cube,
        $filters,
        case when $dated = 'reported' then $first::date end,
        case when $dated = 'reported' then $last::date end
    ) as report
    group by all
),

answered as (
    select
        source,
        month,
        sum(reports) as reports,
        coalesce(sum(reports) filter (where code is not null), 0) as asked,
        coalesce(sum(reports) filter (where code in ('unknown', 'ZZ')), 0) as unknown,
        coalesce(sum(reports) filter (where list_contains($wanted, code)), 0) as n
    from counted
    group by source, month
),

summed as (
    select
        spine.source,
        spine.period_start,
        count(*) filter (where collected) as months_collected,
        count(*) filter (where collected and provisional) as months_provisional,
        coalesce(sum(answered.reports) filter (where collected), 0)::bigint as reports,
        coalesce(sum(answered.asked) filter (where collected), 0)::bigint as asked,
        coalesce(sum(answered.unknown) filter (where collected), 0)::bigint as unknown,
        coalesce(sum(answered.n) filter (where collected), 0)::bigint as n
    from spine
    left join answered on spine.source = answered.source and spine.month = answered.month
    group by all
),

-- Where every report lacks the answer nobody asked.
told as (
    select
        *,
        months_collected > 0 and (asked > 0 or reports = 0) as was_asked,
        case when was_asked then asked - unknown end as known
    from summed
),

final as (
    select
        source::varchar as source,
        period_start,
        last_day((period_start + to_months($span - 1))::date) as period_end,
        case when was_asked then n end as n,
        known,
        case when was_asked then unknown end as unknown,
        case when months_collected > 0 then reports end as reports,
        n / nullif(known, 0) as share,
        wilson_lower(n, known, $z) as lower,
        wilson_upper(n, known, $z) as upper,
        period_status($span, months_collected, months_provisional) as status,
        $span::bigint as months,
        months_collected
    from told
    order by
        told.source,
        period_start
)

select * from final;
