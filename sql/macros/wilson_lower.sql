-- Lower limit of a share k / n; z is the normal deviate of the confidence (1.959964 for 95 %).
-- Score interval: Wilson EB. J Am Stat Assoc 1927;22:209-12; recommended by
-- Newcombe RG. Statistics in Medicine 1998;17:857-72 (method 3). Null when n is 0.
create or replace macro wilson_lower(k, n, z) as
case
    when k = 0 and n > 0 then 0.0
    else (2 * k + z * z - z * sqrt(z * z + 4.0 * k * (n - k) / nullif(n, 0))) / (2 * (n + z * z))
end;
