-- A claim is a lease in a column no index holds: taking a delivery changes its row on its own page, and no index has to follow.
ALTER TABLE inbox ADD COLUMN leased_until timestamptz;
-- Room for a second version of every row of a page: a claim takes neighbors together.
ALTER TABLE inbox SET (fillfactor = 50);
-- Sealed bytes do not shrink: the server need not try.
ALTER TABLE inbox ALTER COLUMN body SET STORAGE EXTERNAL;
