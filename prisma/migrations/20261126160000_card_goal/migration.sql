-- The next reward a member's card names at Shopify ("170 $5 off"; empty: none), so that a change of rewards finds the cards it makes wrong. Null: not known yet.
ALTER TABLE member ADD COLUMN card_goal text;
