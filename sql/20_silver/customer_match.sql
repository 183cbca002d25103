-- customer_match: records of the two books that are one person, and why we think so.
-- grain   one row per matched pair; key legacy_customer_id, and acquired_customer_id as well
-- reads   silver.customer_match_candidate, silver.customer_identity, silver.nickname
-- rule    match_points add up by field: points are about log2 of how much more often the field looks like this for one
--         person than for two; home, phone and surname count for less, because families share them
-- rule    another first name or another birth date is another person, whatever else is the same, or a father would be
--         his son and a twin her sister
-- rule    a first name is misspelled where one letter inside it was left out or typed twice or two neighbours were swapped;
--         Maria and Marta or Daniel and Danielle are two spellings of one name only with the same e-mail
-- rule    a birth date is near where it is off by a day, by one digit of day or month, or by one year or ten
-- rule    17 points make a match, each record's best partner only, and only if it is its partner's best too
create or replace table silver.customer_match as
with pairs as (
    select
        candidate.legacy_customer_id, candidate.acquired_customer_id, candidate.block_count,
        a.first_name as first_a, b.first_name as first_b, a.last_name as last_a, b.last_name as last_b,
        a.last_name_front as front_a, b.last_name_front as front_b,
        a.last_name_back as back_a, b.last_name_back as back_b,
        a.date_of_birth as born_a, b.date_of_birth as born_b,
        a.birth_year as year_a, b.birth_year as year_b, a.birth_day_key as day_key_a, b.birth_day_key as day_key_b,
        a.email as email_a, b.email as email_b, a.phone as phone_a, b.phone as phone_b,
        a.home_key as home_a, b.home_key as home_b, a.postal_code as postal_a, b.postal_code as postal_b,
        a.state as state_a, b.state as state_b,
        nickname.first_name is not null as is_nickname
    from silver.customer_match_candidate as candidate
    join silver.customer_identity as a on candidate.legacy_customer_id = a.customer_id
    join silver.customer_identity as b on candidate.acquired_customer_id = b.customer_id
    left join silver.nickname as nickname on a.first_name = nickname.first_name and b.first_name = nickname.other_name
),

comparisons as (
    select
        legacy_customer_id, acquired_customer_id, block_count,
        case
            when first_a = first_b then 'same'
            when is_nickname then 'short form'
            when first_a is null or first_b is null then 'missing'
            when length(first_a) = 1 or length(first_b) = 1
                then iff(left(first_a, 1) = left(first_b, 1), 'initial', 'different')
            when left(first_a, 1) = left(first_b, 1) and right(first_a, 1) = right(first_b, 1)
                and length(first_a) <> length(first_b) and editdistance(first_a, first_b) = 1 then 'similar'
            when jarowinkler_similarity(first_a, first_b) < 88 or editdistance(first_a, first_b) > 2 then 'different'
            when email_a = email_b then 'similar'
            -- two letters swapped: none is in one name only
            when left(first_a, 1) = left(first_b, 1)
                and length(first_a) = length(first_b) and editdistance(first_a, first_b) = 2
                and translate(first_a, first_b, '') = '' and translate(first_b, first_a, '') = '' then 'similar'
            else 'different'
        end as first_name,
        case
            when last_a = last_b then 'same'
            when last_a is null or last_b is null then 'missing'
            when last_a in (front_b, back_b) or last_b in (front_a, back_a) then 'part'
            when jarowinkler_similarity(last_a, last_b) >= 88 and editdistance(last_a, last_b) <= 2 then 'similar'
            else 'different'
        end as last_name,
        case
            when born_a = born_b then 'same'
            when born_a is null or born_b is null then 'missing'
            when year_a = year_b and day_key_a = day_key_b then 'swapped'
            when abs(datediff('day', born_a, born_b)) = 1 then 'near'
            when month(born_a) = month(born_b) and day(born_a) = day(born_b) and abs(year_a - year_b) in (1, 10)
                then 'near'
            when year_a = year_b and editdistance(born_a::varchar, born_b::varchar) = 1 then 'near'
            else 'different'
        end as birth_date,
        case
            when email_a = email_b then 'same'
            when email_a is null or email_b is null then 'missing'
            else 'different'
        end as email,
        case
            when phone_a = phone_b then 'same'
            when phone_a is null or phone_b is null then 'missing'
            else 'different'
        end as phone,
        case
            when home_a = home_b then 'same'
            when postal_a = postal_b then 'near'
            when state_a = state_b then 'same state'
            when state_a is null or state_b is null then 'missing'
            else 'different'
        end as home
    from pairs
),

points as (
    select
        legacy_customer_id, acquired_customer_id, block_count, first_name, last_name, birth_date, email, phone, home,
        case birth_date when 'same' then 14 when 'swapped' then 9 when 'near' then 6 else 0 end
        + case first_name when 'same' then 6 when 'short form' then 5 when 'similar' then 4 when 'initial' then 1
            else 0 end
        + case last_name when 'same' then 6 when 'part' then 5 when 'similar' then 4 when 'different' then -4 else 0 end
        + case email when 'same' then 9 when 'different' then -1 else 0 end
        + case phone when 'same' then 5 when 'different' then -1 else 0 end
        + case home when 'same' then 8 when 'near' then 4 when 'same state' then 1 when 'different' then -2 else 0 end
            as match_points
    from comparisons
    where first_name <> 'different' and birth_date <> 'different'
)

select
    legacy_customer_id,
    acquired_customer_id,
    match_points,
    -- part of the 48 points that a pair alike in everything has
    (match_points / 48.0)::decimal(5, 4) as match_score,
    first_name as first_name_agreement,
    last_name as last_name_agreement,
    birth_date as birth_date_agreement,
    email as email_agreement,
    phone as phone_agreement,
    home as home_agreement,
    block_count,
    case birth_date when 'same' then 'same birth date' when 'swapped' then 'day and month of birth swapped'
        when 'near' then 'birth date off by a day, a digit, one year or ten' else 'a birth date missing' end
    || case first_name when 'same' then ', same first name' when 'short form' then ', first name in its short form'
        when 'similar' then ', first name misspelled' when 'initial' then ', initial of the first name'
        else ', a first name missing' end
    || case last_name when 'same' then ', same last name' when 'part' then ', part of a double last name'
        when 'similar' then ', last name misspelled' when 'different' then ', another last name'
        else ', a last name missing' end
    || case email when 'same' then ', same e-mail' when 'different' then ', another e-mail' else '' end
    || case phone when 'same' then ', same phone' when 'different' then ', another phone' else '' end
    || case home when 'same' then ', same home' when 'near' then ', same postal code'
        when 'same state' then ', moved in the state' when 'different' then ', moved to another state' else '' end
        as match_reason
from points
where match_points >= 17
qualify row_number() over (partition by legacy_customer_id order by match_points desc, acquired_customer_id) = 1
    and row_number() over (partition by acquired_customer_id order by match_points desc, legacy_customer_id) = 1;
