-- The newest orders of members, for the dry run that is asked for at every pause in typing: without it a year of whole orders is read for a thousand.
CREATE INDEX shop_order_recent ON shop_order (shop_id, processed_at DESC, order_id) WHERE seen AND member_id IS NOT NULL;
