-- The code of a report in the column of this name; the names are the whole list of what can be asked.
-- A code that the source's file does not have is not_collected.
create or replace macro dimension(name, report) as
coalesce(
    case name
        when 'country' then report.country::varchar
        when 'age_band' then report.age_band::varchar
        when 'under_18' then report.under_18::varchar
        when 'gender' then report.gender::varchar
        when 'contact_platform' then report.contact_platform::varchar
        when 'moved_to_platform' then report.moved_to_platform::varchar
        when 'kind' then report.kind::varchar
        when 'tactic' then report.tactic::varchar
        when 'demand' then report.demand::varchar
        when 'payment_made' then report.payment_made::varchar
        when 'images_shared' then report.images_shared::varchar
        when 'outcome' then report.outcome::varchar
        when 'offender_location' then report.offender_location::varchar
        when 'reporter' then report.reporter::varchar
    end,
    'not_collected'
);
