-- What the last recount of the ledger found: how many figures do not hold, and where one of them is, if possible a member.
ALTER TABLE shop ADD COLUMN ledger_checked_at timestamptz, ADD COLUMN ledger_differences integer NOT NULL DEFAULT 0, ADD COLUMN ledger_place text;
