-- Lower limit of the ratio a / b of two Poisson counts over equal times; z is the normal deviate.
-- Given their sum the counts are binomial, so the limits of p = a / (a + b) become those of the ratio
-- as p / (1 - p): Ederer F, Mantel N. Am J Epidemiol 1974;100:165-7. The limits of p are Wilson's
-- (J Am Stat Assoc 1927;22:209-12), which gives this closed form. Null when b is 0.
create or replace macro ratio_lower(a, b, z) as
case
    when b > 0 then
        greatest(2 * a + z * z - z * sqrt(z * z + 4.0 * a * b / (a + b)), 0)
        / (2 * b + z * z + z * sqrt(z * z + 4.0 * a * b / (a + b)))
end;
