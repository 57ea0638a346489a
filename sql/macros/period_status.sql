-- How much of a period of so many months there is, from how many of them are collected and chosen, and
-- how many of those may still fill.
create or replace macro period_status(span, collected, provisional) as
case
    when collected = 0 then 'not_collected'
    when collected < span then 'incomplete'
    when provisional > 0 then 'provisional'
    else 'final'
end;
