-- On the desk: the periods whose reports are counted per head, as the warehouse has found them.
-- filters, first, last, kind, starts: as the macro rate_periods of the warehouse has them; here they have
--     done their part
create or replace macro rate_periods(filters, first, last, kind, starts) as table
select * from counted.rate_periods;
