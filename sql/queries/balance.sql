-- Where did the rows of each import go, the newest first, and is none missing and none counted twice?
-- A difference of 0 balances.
select
    import_id,
    source,
    received_at,
    rows_read,
    accepted,
    quarantined,
    without_consent,
    filtered,
    withdrawn,
    rows_read - (accepted + quarantined + without_consent + filtered + withdrawn) as difference
from staging.imports
order by
    received_at desc,
    import_id;
