-- Whoever placed the order asked to be forgotten: later facts of it may not say again who they were, nor which codes they had. Gone when it becomes somebody else's.
ALTER TABLE shop_order ADD COLUMN erased boolean NOT NULL DEFAULT false;
