-- When the order was placed: one from before a code was handed out is not its holder's. Null: not known, which counts as theirs.
ALTER TABLE code_use ADD COLUMN ordered_at timestamptz;
