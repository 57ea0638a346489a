-- What a change is called, from the count before and the limits of the change; none: its value when
-- nothing changes, 1 for a ratio and 0 for a difference. Higher or lower is said only when the interval
-- leaves it out. Null before is no comparison.
create or replace macro verdict(before, lower, upper, none) as
case
    when before is null then 'no_comparison'
    when not enough(before) then 'too_few'
    when lower > none then 'higher'
    when upper < none then 'lower'
    else 'within'
end;
