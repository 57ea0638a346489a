-- On the desk: of which population each period's rate is, as the warehouse has found it.
-- filters, first, last, kind, starts: as the macro rate_bases of the warehouse has them; here they have done
--     their part
create or replace macro rate_bases(filters, first, last, kind, starts) as table
select * from counted.rate_bases;
