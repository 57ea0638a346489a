-- What are each source's headline figures of the chosen reports: how many, whether more or fewer than
-- the same months a year before, and the shares under 18, who paid, and whose image was shared?
-- Compared are final months only: the last twelve of the period, or as many as it has, with the same
-- months a year before. Without all of those there is no comparison; with fewer than 20 reports in them
-- there are too few to compare. Higher or lower is said only when the 95 % interval of the ratio
-- excludes 1. Shares are of the known, with Wilson's 95 % interval; the unknown are beside them.
-- Reports whose age band reaches across 18 leave the share under 18 undecided when they are more than
-- those under 18: it could be more than twice as large.
-- filters, first, last: as the macro chosen has them; z: normal deviate of the interval
with counted as (
    -- The months before the first are there to be compared with.
    select * from measures($filters, ($first::date - interval 1 year)::date, $last)
),

spine as (
    select * from chosen_months($filters, $first, $last)
),

totals as (
    select
        spine.source,
        min(spine.month) as first,
        max(spine.month) as last,
        coalesce(sum(counted.reports), 0)::bigint as reports,
        coalesce(sum(under_18_asked), 0)::bigint as under_18_asked,
        coalesce(sum(under_18_n), 0)::bigint as under_18_n,
        coalesce(sum(under_18_known), 0)::bigint as under_18_known,
        coalesce(sum(under_18_across), 0)::bigint as under_18_across,
        coalesce(sum(paid_asked), 0)::bigint as paid_asked,
        coalesce(sum(paid_n), 0)::bigint as paid_n,
        coalesce(sum(paid_known), 0)::bigint as paid_known,
        coalesce(sum(shared_asked), 0)::bigint as shared_asked,
        coalesce(sum(shared_n), 0)::bigint as shared_n,
        coalesce(sum(shared_known), 0)::bigint as shared_known
    from spine
    left join counted on spine.source = counted.source and spine.month = counted.month
    group by spine.source
),

comparison as (
    select
        compared.source,
        min(compared.month) as first,
        max(compared.month) as last,
        coalesce(sum(counted.reports), 0)::bigint as now,
        coalesce(sum(counted_before.reports), 0)::bigint as before,
        bool_and(compared.comparable) as comparable
    from compared($filters, $first, $last) as compared
    left join counted
        on compared.source = counted.source and compared.month = counted.month
    left join counted as counted_before
        on compared.source = counted_before.source
        and compared.month_before = counted_before.month
    group by compared.source
),

-- What cannot be compared keeps its number but gets no ratio.
judged as (
    select
        source,
        first,
        last,
        now,
        case when comparable then before end as before,
        comparable and enough(before) as judged,
        case when judged then ratio(now, before) end as ratio,
        case when judged then ratio_lower(now, before, $z) end as ratio_lower,
        case when judged then ratio_upper(now, before, $z) end as ratio_upper
    from comparison
),

final as (
    select
        totals.source::varchar as source,
        totals.reports,
        totals.first,
        totals.last,
        judged.first as compared_first,
        judged.last as compared_last,
        judged.now,
        judged.before,
        judged.ratio,
        judged.ratio_lower,
        judged.ratio_upper,
        verdict(judged.before, judged.ratio_lower, judged.ratio_upper, 1) as verdict,
        case when under_18_asked > 0 then under_18_n end as under_18_n,
        case when under_18_asked > 0 then under_18_known end as under_18_known,
        case when under_18_asked > 0 then under_18_asked - under_18_known end as under_18_unknown,
        case
            when under_18_across > under_18_n then under_18_across
            else 0
        end as under_18_undecided,
        under_18_n / nullif(under_18_known, 0) as under_18_share,
        wilson_lower(under_18_n, under_18_known, $z) as under_18_lower,
        wilson_upper(under_18_n, under_18_known, $z) as under_18_upper,
        case when paid_asked > 0 then paid_n end as paid_n,
        case when paid_asked > 0 then paid_known end as paid_known,
        case when paid_asked > 0 then paid_asked - paid_known end as paid_unknown,
        paid_n / nullif(paid_known, 0) as paid_share,
        wilson_lower(paid_n, paid_known, $z) as paid_lower,
        wilson_upper(paid_n, paid_known, $z) as paid_upper,
        case when shared_asked > 0 then shared_n end as shared_n,
        case when shared_asked > 0 then shared_known end as shared_known,
        case when shared_asked > 0 then shared_asked - shared_known end as shared_unknown,
        shared_n / nullif(shared_known, 0) as shared_share,
        wilson_lower(shared_n, shared_known, $z) as shared_lower,
        wilson_upper(shared_n, shared_known, $z) as shared_upper
    from totals
    left join judged on totals.source = judged.source
    order by totals.source
)

select * from final;
