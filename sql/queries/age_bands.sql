-- Which bands does this age scheme have, youngest first?
-- scheme: code of the age scheme
select *
from seeds.age_bands
where scheme = $scheme
order by sort_order;
