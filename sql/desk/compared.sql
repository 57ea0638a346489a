-- On the desk: the months that a headline compares, each with the one a year before, as the warehouse has
-- found them.
-- filters, first, last: as the macro compared of the warehouse has them; here they have done their part
create or replace macro compared(filters, first, last) as table
select * from counted.compared;
