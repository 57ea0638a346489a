-- Place of a report's code in the vocabulary of the column of this name, from 0; null when the source's
-- file does not have the column. Counting by number is twice as fast as counting by text. The names are
-- the whole list of what can be asked; null asks for nothing.
create or replace macro dimension(name, report) as
case name
    when 'country' then enum_code(report.country)
    when 'age_band' then enum_code(report.age_band)
    when 'under_18' then enum_code(report.under_18)
    when 'gender' then enum_code(report.gender)
    when 'contact_platform' then enum_code(report.contact_platform)
    when 'moved_to_platform' then enum_code(report.moved_to_platform)
    when 'kind' then enum_code(report.kind)
    when 'tactic' then enum_code(report.tactic)
    when 'demand' then enum_code(report.demand)
    when 'payment_made' then enum_code(report.payment_made)
    when 'images_shared' then enum_code(report.images_shared)
    when 'outcome' then enum_code(report.outcome)
    when 'offender_location' then enum_code(report.offender_location)
    when 'reporter' then enum_code(report.reporter)
end;
