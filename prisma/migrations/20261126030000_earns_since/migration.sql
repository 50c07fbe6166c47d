-- Orders made at Shopify before this moment are of the past: they qualify tiers and award nothing. Null: since the install. Set when the
-- merchant launches the program for orders from before the install on.
ALTER TABLE shop ADD COLUMN earns_since timestamptz;
UPDATE shop SET earns_since = launched_at WHERE launched_at < installed_at;
