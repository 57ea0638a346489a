-- Upper limit of the difference of two shares, a / m less b / n, of different reports; z is the normal
-- deviate. Hybrid score interval: Newcombe RG. Statistics in Medicine 1998;17:873-90 (method 10). Null
-- when m or n is 0.
create or replace macro difference_upper(a, m, b, n, z) as
a / nullif(m, 0) - b / nullif(n, 0)
+ sqrt(
    (wilson_upper(a, m, z) - a / nullif(m, 0)) ^ 2 + (b / nullif(n, 0) - wilson_lower(b, n, z)) ^ 2
);
