-- The chosen reports of each source and month, and what the headline asks of them: how many say so, how
-- many say, and how many were asked; and how many tell an age band that reaches across 18.
-- filters, first, last: as the macro chosen has them
create or replace macro measures(filters, first, last) as table
select
    source,
    month,
    sum(reports)::bigint as reports,
    count(under_18) as under_18_asked,
    count(*) filter (where under_18 = 'yes') as under_18_n,
    count(*) filter (where under_18 in ('yes', 'no')) as under_18_known,
    count(*) filter (where under_18 = 'unknown' and age_band <> 'unknown') as under_18_across,
    count(payment_made) as paid_asked,
    count(*) filter (where payment_made in ('yes', 'partly')) as paid_n,
    count(*) filter (where payment_made in ('yes', 'partly', 'no')) as paid_known,
    count(images_shared) as shared_asked,
    count(*) filter (where images_shared = 'yes') as shared_n,
    count(*) filter (where images_shared in ('yes', 'no')) as shared_known
from chosen(false, filters, first, last)
group by all;
