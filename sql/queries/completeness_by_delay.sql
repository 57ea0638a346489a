-- What share of a source's final count is usually in so many months or weeks later, and where is there
-- too little to tell?
-- sources: codes, none for all; since, unit: as the model development has them
select
    source::varchar as source,
    delay,
    known,
    reports,
    factor,
    share,
    case
        when share is not null then ''
        when count(known) over ahead < count(*) over ahead then 'too_few_months'
        else 'too_few_reports'
    end as reason,
    later
from metrics.development as step
where
    admits($sources, source)
    and since = $since
    and unit = $unit
window ahead as (
    partition by source
    order by delay
    rows between 1 following and unbounded following
)
order by
    step.source,
    delay;
