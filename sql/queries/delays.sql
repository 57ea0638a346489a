-- How many days passed between incident and report in the chosen reports of each source, on request for
-- each code of one column?
-- Shares within 7, 30 and 365 days are of the reports whose day of incident is known, with Wilson's 95 %
-- interval. Quartiles interpolate between the two nearest (Hyndman & Fan, American Statistician
-- 1996;50:361-5, type 7). Fewer than ten are too few to tell. A file without dates of incidents was not
-- asked.
-- filters, first, last: as the macro chosen has them; z: normal deviate of the intervals
-- by: name of a column, or null; codes: its vocabulary, in the order to show
with reports as (
    select
        *,
        (import_id, 'incident_date') in (select import_id, field from staging.collected) as is_asked
    from chosen(false, $filters, $first, $last)
),

summarised as (
    select
        source,
        dimension($by, report) as place,
        count(*) filter (is_asked) as asked,
        count(delay_days) as n,
        median(delay_days) as median,
        quantile_cont(delay_days, 0.25) as lower_quartile,
        quantile_cont(delay_days, 0.75) as upper_quartile,
        count(*) filter (where delay_days <= 7) as days_7,
        count(*) filter (where delay_days <= 30) as days_30,
        count(*) filter (where delay_days <= 365) as days_365
    from reports as report
    group by all
),

told as (
    select
        *,
        case when n >= 10 then n end as enough
    from summarised
),

final as (
    select
        source::varchar as source,
        coalesce($codes[place + 1], 'not_collected') as code,
        n,
        case when asked > 0 then asked - n end as unknown,
        case when enough > 0 then median end as median,
        case when enough > 0 then lower_quartile end as lower_quartile,
        case when enough > 0 then upper_quartile end as upper_quartile,
        days_7 / enough as within_7,
        wilson_lower(days_7, enough, $z) as within_7_lower,
        wilson_upper(days_7, enough, $z) as within_7_upper,
        days_30 / enough as within_30,
        wilson_lower(days_30, enough, $z) as within_30_lower,
        wilson_upper(days_30, enough, $z) as within_30_upper,
        days_365 / enough as within_365,
        wilson_lower(days_365, enough, $z) as within_365_lower,
        wilson_upper(days_365, enough, $z) as within_365_upper,
        case
            when asked = 0 then 'not_collected'
            when enough > 0 then ''
            else 'too_few'
        end as reason
    from told
    order by
        told.source,
        place nulls last
)

select * from final;
