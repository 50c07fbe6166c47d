-- Ways to earn beside orders: what members did (or a day that came), and what it brought. Rows are facts: one a member, kind and
-- occurrence, settled once. Only what earned when it happened is written down at all.
CREATE TABLE activity (
  shop_id         bigint NOT NULL,
  activity_id     bigint GENERATED ALWAYS AS IDENTITY,
  -- Whose it is now: a merge moves it. The key keeps the name of whoever did it.
  member_id       bigint NOT NULL,
  key             text NOT NULL,
  kind            text NOT NULL,
  occurrence      text NOT NULL DEFAULT '',
  happened_at     timestamptz NOT NULL,
  state           text NOT NULL DEFAULT 'due' CHECK (state IN ('due', 'given', 'refused')),
  refusal         text CHECK ((refusal IS NOT NULL) = (state = 'refused')),
  points          bigint NOT NULL DEFAULT 0 CHECK (points >= 0 AND (points > 0) = (state = 'given')),
  program_version integer,
  -- Not before: tags that may keep somebody out are read first.
  ready_at        timestamptz NOT NULL DEFAULT now(),
  settled_at      timestamptz,
  recorded_at     timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (shop_id, activity_id),
  UNIQUE (shop_id, key),
  FOREIGN KEY (shop_id, member_id) REFERENCES member (shop_id, member_id)
);
CREATE INDEX activity_member ON activity (shop_id, member_id, kind);
CREATE INDEX activity_due ON activity (shop_id, ready_at) WHERE state = 'due';
-- What waits for the launch.
CREATE INDEX activity_early ON activity (shop_id, happened_at) WHERE refusal = 'before_launch';

-- The first consent to e-mails that was ever seen of a customer.
ALTER TABLE member ADD COLUMN email_consent_at timestamptz;

ALTER TABLE activity ENABLE ROW LEVEL SECURITY;
ALTER TABLE activity FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON activity USING (shop_id = (SELECT nullif(current_setting('app.shop_id', true), '')::bigint));
GRANT SELECT, INSERT, UPDATE, DELETE ON activity TO perennial_app;
GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO perennial_app;

-- Erasing a shop takes this table with it, before the members it refers to.
CREATE OR REPLACE FUNCTION erase_shop(p_shop_id bigint, p_domain_hash text) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE t text; n bigint; counts jsonb := '{}'; v_domain text;
BEGIN
  SELECT domain INTO v_domain FROM shop WHERE shop_id = p_shop_id AND uninstalled_at IS NOT NULL FOR UPDATE;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'shop % is installed or unknown: expected an uninstalled shop', p_shop_id USING ERRCODE = 'insufficient_privilege';
  END IF;
  PERFORM set_config('app.shop_id', p_shop_id::text, true), set_config('app.erasing_shop', p_shop_id::text, true);
  FOREACH t IN ARRAY ARRAY['redemption_lot', 'redemption', 'code_use', 'code', 'code_batch', 'code_pool', 'reward_version', 'reward', 'activity',
    'ledger_entry', 'ledger_transaction', 'lot', 'wallet', 'member_refresh', 'member_retag', 'tier_change', 'shop_order', 'member_term', 'member_profile',
    'customer_redirect', 'erased_customer', 'program_version', 'product', 'collection', 'import_run', 'compliance_request', 'access_log', 'command', 'ledger_seal']
  LOOP
    EXECUTE format('DELETE FROM %I WHERE shop_id = $1', t) USING p_shop_id;
    GET DIAGNOSTICS n = ROW_COUNT;
    counts := counts || jsonb_build_object(t, n);
  END LOOP;
  UPDATE member SET merged_into = NULL WHERE shop_id = p_shop_id;
  DELETE FROM member WHERE shop_id = p_shop_id;
  GET DIAGNOSTICS n = ROW_COUNT;
  counts := counts || jsonb_build_object('member', n);
  DELETE FROM inbox WHERE shop_domain = v_domain;
  DELETE FROM session WHERE shop = v_domain;
  DELETE FROM shop WHERE shop_id = p_shop_id;
  INSERT INTO erasure_certificate (shop_id, domain_hash, counts) VALUES (p_shop_id, p_domain_hash, counts);
  PERFORM set_config('app.shop_id', '', true), set_config('app.erasing_shop', '', true);
  RETURN counts;
END $$;
