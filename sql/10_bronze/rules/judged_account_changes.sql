-- judged_account_changes: each staged delivery with the first rule it breaks; rule_id is null when it breaks none.
-- grain   one row per staged record
-- reads   bronze.staged_account_changes, bronze.account_changes
-- rule    a change may be delivered again, an amount or a word from a list in another form; a change_id that comes
--         back with anything else to say is refused
create or replace view bronze.judged_account_changes as
with judged_alone as (
    select
        *,
        null::decimal(12, 2) as _amount,
        concat_ws(
            '|', trim(customer_id), lower(trim(change_type)), trim(changed_at), trim(recorded_at),
            coalesce(lower(trim(card_type)), ''), coalesce(bronze.amount(credit_limit)::varchar, ''),
            coalesce(trim(street_address), ''), coalesce(trim(city), ''), coalesce(trim(state), ''),
            coalesce(trim(postal_code), '')
        ) as words,
        case
            when not bronze.is_filled(change_id) then 'account_changes.change_id.required'
            when not bronze.is_filled(customer_id) then 'account_changes.customer_id.required'
            when not bronze.is_filled(change_type) then 'account_changes.change_type.required'
            when lower(trim(change_type)) not in ('card_type', 'credit_limit', 'address')
                then 'account_changes.change_type.values'
            when not bronze.is_filled(changed_at) then 'account_changes.changed_at.required'
            when not bronze.is_instant(changed_at) then 'account_changes.changed_at.form'
            when bronze.instant(changed_at)::date > _latest_date then 'account_changes.changed_at.future'
            when not bronze.is_filled(recorded_at) then 'account_changes.recorded_at.required'
            when not bronze.is_instant(recorded_at) then 'account_changes.recorded_at.form'
            when bronze.instant(recorded_at)::date > _latest_date then 'account_changes.recorded_at.future'
            when bronze.instant(recorded_at) < bronze.instant(changed_at) then 'account_changes.recorded_at.order'
            when lower(trim(change_type)) = 'card_type' and not bronze.is_filled(card_type)
                then 'account_changes.card_type.required'
            when bronze.is_filled(card_type) and lower(trim(card_type)) not in ('standard', 'rewards', 'premium')
                then 'account_changes.card_type.values'
            when lower(trim(change_type)) = 'credit_limit' and not bronze.is_filled(credit_limit)
                then 'account_changes.credit_limit.required'
            when bronze.is_filled(credit_limit) and not bronze.is_amount(credit_limit)
                then 'account_changes.credit_limit.form'
            when bronze.amount(credit_limit) <= 0 then 'account_changes.credit_limit.positive'
            when bronze.is_formula(change_id) or bronze.is_formula(customer_id) or bronze.is_formula(street_address)
                or bronze.is_formula(city) or bronze.is_formula(state) or bronze.is_formula(postal_code)
                then 'text.formula'
        end as own_rule_id
    from bronze.staged_account_changes
),

first_words as (
    select
        *,
        first_value(words) over (
            partition by trim(change_id), own_rule_id is null order by _source_line
            rows between unbounded preceding and current row
        ) as words_of_first
    from judged_alone
),

loaded_before as (
    select
        trim(change_id) as change_id,
        min(concat_ws(
            '|', trim(customer_id), lower(trim(change_type)), trim(changed_at), trim(recorded_at),
            coalesce(lower(trim(card_type)), ''), coalesce(bronze.amount(credit_limit)::varchar, ''),
            coalesce(trim(street_address), ''), coalesce(trim(city), ''), coalesce(trim(state), ''),
            coalesce(trim(postal_code), '')
        )) as words
    from bronze.account_changes
    group by trim(change_id)
)

select
    first_words.*,
    case
        when own_rule_id is not null then own_rule_id
        when words_of_first <> first_words.words or loaded_before.words <> first_words.words
            then 'account_changes.change_id.unique'
    end as rule_id
from first_words
left join loaded_before on trim(first_words.change_id) = loaded_before.change_id;
