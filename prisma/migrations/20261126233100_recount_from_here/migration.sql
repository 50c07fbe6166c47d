-- Shops from before recounts were noted: their first one is due from here on, not since they installed the app.
UPDATE shop SET ledger_checked_at = now() WHERE ledger_checked_at IS NULL;
