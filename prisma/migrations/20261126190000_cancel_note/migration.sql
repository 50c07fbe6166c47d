-- Why somebody of the staff gave a redemption back, in their own words; erased with the member's own texts.
ALTER TABLE redemption ADD COLUMN closing_note text CHECK (char_length(closing_note) <= 300);
