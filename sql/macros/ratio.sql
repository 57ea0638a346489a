-- Ratio of two counts, a to b; null when b is 0.
create or replace macro ratio(a, b) as a / nullif(b, 0);
