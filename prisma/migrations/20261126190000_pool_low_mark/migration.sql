-- With fewer free codes than that a pool is to be filled up. Written at each look, so that whoever takes a code, and the minute's look at the shop, can tell
-- without counting redemptions. 13 is what a pool begins with.
ALTER TABLE code_pool ADD COLUMN low_mark integer NOT NULL DEFAULT 13;
