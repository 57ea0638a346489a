-- Lower limit of the difference of two shares, a / m less b / n, of different reports; z is the normal
-- deviate. Hybrid score interval: Newcombe RG. Statistics in Medicine 1998;17:873-90 (method 10). Null
-- when m or n is 0.
create or replace macro difference_lower(a, m, b, n, z) as
a / nullif(m, 0) - b / nullif(n, 0)
- sqrt(
    (a / nullif(m, 0) - wilson_lower(a, m, z)) ^ 2 + (wilson_upper(b, n, z) - b / nullif(n, 0)) ^ 2
);
