-- How much was paid by those of the chosen reports that tell an amount, in each source and currency, on
-- request for each code of one column, and how many who paid tell none?
-- Amounts of different currencies are never added, and none is converted. Quartiles interpolate between
-- the two nearest amounts (Hyndman & Fan, American Statistician 1996;50:361-5, type 7). Fewer than ten
-- amounts are too few to tell.
-- filters, first, last: as the macro chosen has them
-- by: name of a column, or null; codes: its vocabulary, in the order to show
with reports as (
    select
        source,
        dimension($by, report) as place,
        currency,
        case when amount_paid > 0 then amount_paid::double end as amount,
        payment_made in ('yes', 'partly') as paid
    from chosen(false, $filters, $first, $last) as report
),

-- Who tells no amount has no currency either.
untold as (
    select
        source,
        place,
        count(*) as unknown
    from reports
    where paid and amount is null
    group by all
),

summarised as (
    select
        source,
        place,
        coalesce(currency, '') as currency,
        count(*) as n,
        median(amount) as median,
        quantile_cont(amount, 0.25) as lower_quartile,
        quantile_cont(amount, 0.75) as upper_quartile,
        10 ** length(floor(max(amount))::bigint::varchar) as highest_below
    from reports
    where amount is not null
    group by all
),

joined as (
    select
        coalesce(summarised.source, untold.source) as source,
        coalesce(summarised.place, untold.place) as place,
        coalesce(summarised.currency, '') as currency,
        coalesce(summarised.n, 0) as n,
        coalesce(untold.unknown, 0) as unknown,
        summarised.n >= 10 as enough,
        summarised.* exclude (source, place, currency, n)
    from summarised
    full join untold
        on summarised.source = untold.source
        and summarised.place is not distinct from untold.place
),

final as (
    select
        source::varchar as source,
        coalesce($codes[place + 1], 'not_collected') as code,
        currency,
        n,
        unknown,
        case when enough then median end as median,
        case when enough then lower_quartile end as lower_quartile,
        case when enough then upper_quartile end as upper_quartile,
        case when enough then highest_below end as highest_below,
        case when enough then '' else 'too_few' end as reason
    from joined
    order by
        joined.source,
        place nulls last,
        currency
)

select * from final;
