-- customer_contact: the times the bank spoke to a customer, and whether it was answered.
-- grain   one row per customer_id, campaign and contacted_at
-- rule    made empty and filled by campaigns; what stands in it stays when the other tables are made anew
-- rule    who is held out of a campaign was not contacted and has no row
-- rule    responded_at is null until the customer took the offer up; offer_amount is what was offered, in US dollars,
--         null when nothing was
create table if not exists gold.customer_contact (
    customer_id varchar,
    contacted_at timestamp,
    campaign varchar,
    channel varchar,
    offer_amount decimal(12, 2),
    responded_at timestamp
);
