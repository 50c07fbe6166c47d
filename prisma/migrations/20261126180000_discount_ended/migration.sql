-- Why the app paused a reward by itself: the merchant ended its discount at Shopify. Null while nobody paused it, or somebody did.
ALTER TABLE reward ADD COLUMN paused_reason text CHECK (paused_reason IN ('discount_ended')), ADD CHECK (paused_reason IS NULL OR state = 'paused');
