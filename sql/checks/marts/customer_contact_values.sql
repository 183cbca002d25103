-- customer_contact_values: a contact is there once, of a customer, by a campaign and a channel, and is answered after it was made
with contacts as (
    select
        customer_id, contacted_at, campaign, channel, offer_amount, responded_at,
        count(*) over (partition by customer_id, campaign, contacted_at) as row_count
    from gold.customer_contact
),

customers as (
    select distinct customer_id from gold.dim_customer where customer_key <> -1
)

select
    coalesce(contact.customer_id, '(none)') as subject,
    'doubled, of no customer, or with values that do not fit together' as detail,
    contact.campaign, contact.channel, contact.contacted_at, contact.responded_at
from contacts as contact
left join customers on contact.customer_id = customers.customer_id
where customers.customer_id is null
    or contact.row_count > 1
    or contact.contacted_at is null
    or coalesce(contact.campaign, '') = ''
    or coalesce(contact.channel, '') = ''
    or contact.offer_amount < 0
    or contact.responded_at < contact.contacted_at;
