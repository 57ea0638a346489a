-- By which columns can reports be counted, and in which order are the codes of each shown?
select
    enum_range(null::countries)::varchar[] as country,
    enum_range(null::age_bands)::varchar[] as age_band,
    enum_range(null::under_18)::varchar[] as under_18,
    enum_range(null::genders)::varchar[] as gender,
    enum_range(null::platforms)::varchar[] as contact_platform,
    enum_range(null::platforms)::varchar[] as moved_to_platform,
    enum_range(null::kinds)::varchar[] as kind,
    enum_range(null::tactics)::varchar[] as tactic,
    enum_range(null::demands)::varchar[] as demand,
    enum_range(null::payments)::varchar[] as payment_made,
    enum_range(null::image_sharing)::varchar[] as images_shared,
    enum_range(null::outcomes)::varchar[] as outcome,
    enum_range(null::offender_locations)::varchar[] as offender_location,
    enum_range(null::reporters)::varchar[] as reporter;
