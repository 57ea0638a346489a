-- How many of the chosen reports does each source have in each month of the period, and how many of them
-- tell of someone under 18, of a payment, and of an image that was shared?
-- A month without reports is 0, one that nobody collected is null.
-- filters, first, last: as the macro chosen has them
with counted as (
    select * from measures($filters, $first, $last)
),

spine as (
    select * from chosen_months($filters, $first, $last)
),

final as (
    select
        spine.source::varchar as source,
        spine.month,
        case when spine.collected then coalesce(counted.reports, 0) end as reports,
        case when spine.collected then coalesce(counted.under_18_n, 0) end as under_18,
        case when spine.collected then coalesce(counted.paid_n, 0) end as paid,
        case when spine.collected then coalesce(counted.shared_n, 0) end as shared,
        period_status(1, spine.collected::integer, spine.provisional::integer) as status
    from spine
    left join counted on spine.source = counted.source and spine.month = counted.month
    order by
        spine.source,
        spine.month
)

select * from final;
