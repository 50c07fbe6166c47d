-- The end a lot had before days of grace moved it for the first time: what was taken from it since has had its grace. Null: never moved.
ALTER TABLE lot ADD COLUMN first_end timestamptz;
