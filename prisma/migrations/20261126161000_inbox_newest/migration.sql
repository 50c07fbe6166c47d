-- The newest deliveries of one shop, whoever else's arrived since. Without it a shop that is quiet among busy ones has all of theirs read on every visit of
-- Home. It costs the door nothing that can be measured: a shop's rows come in order.
CREATE INDEX inbox_newest ON inbox (shop_domain, inbox_id);
