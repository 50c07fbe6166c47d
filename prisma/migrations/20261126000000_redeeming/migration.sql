-- Points become discounts: rewards, pools of codes at Shopify, redemptions.

-- ---------------------------------------------------------------- rewards: what points can be turned into
CREATE TABLE reward (
  shop_id    bigint NOT NULL REFERENCES shop,
  reward_id  bigint GENERATED ALWAYS AS IDENTITY,
  state      text NOT NULL DEFAULT 'active' CHECK (state IN ('active', 'paused', 'ended')),
  -- The newest; older ones stay as what members redeemed under them.
  version    integer NOT NULL CHECK (version > 0),
  position   integer NOT NULL DEFAULT 0,
  -- How many are left to give; null = as many as wanted. Given back when a redemption is voided.
  stock      bigint CHECK (stock >= 0),
  -- Redemptions that count against the total limit; kept while the reward has one.
  taken      bigint NOT NULL DEFAULT 0 CHECK (taken >= 0),
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (shop_id, reward_id)
);
CREATE TABLE reward_version (
  shop_id    bigint NOT NULL,
  reward_id  bigint NOT NULL,
  version    integer NOT NULL CHECK (version > 0),
  terms      jsonb NOT NULL,
  created_by text NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (shop_id, reward_id, version),
  FOREIGN KEY (shop_id, reward_id) REFERENCES reward (shop_id, reward_id)
);

-- ---------------------------------------------------------------- code pools: one discount at Shopify for what a reward promises, many codes
CREATE TABLE code_pool (
  shop_id     bigint NOT NULL,
  pool_id     bigint GENERATED ALWAYS AS IDENTITY,
  reward_id   bigint NOT NULL,
  -- Fingerprint of everything the discount promises: another value, minimum, goods or combination is another discount.
  terms_key   text NOT NULL,
  terms       jsonb NOT NULL,
  -- As Shopify was last told.
  title       text NOT NULL,
  -- `creating`: asked for, and perhaps there. `retired`: gives no new codes, what is out keeps its terms. `lost`: the merchant deleted it.
  state       text NOT NULL DEFAULT 'planned' CHECK (state IN ('planned', 'creating', 'open', 'retired', 'closed', 'lost')),
  discount_id text,
  -- The code the discount is created under, sealed: asked for again it is TAKEN, so a lost answer is found. Never handed out.
  seed        bytea NOT NULL,
  seed_hash   text NOT NULL,
  minted      integer NOT NULL DEFAULT 0,
  -- Why it cannot be filled, as Shopify said it; null while all is well.
  fault       text,
  created_at  timestamptz NOT NULL DEFAULT now(),
  closed_at   timestamptz,
  PRIMARY KEY (shop_id, pool_id),
  FOREIGN KEY (shop_id, reward_id) REFERENCES reward (shop_id, reward_id)
);
CREATE UNIQUE INDEX code_pool_open ON code_pool (shop_id, reward_id, terms_key) WHERE state IN ('planned', 'creating', 'open');
CREATE INDEX code_pool_live ON code_pool (shop_id, state) WHERE state IN ('planned', 'creating', 'open', 'retired');

CREATE TABLE code_batch (
  shop_id     bigint NOT NULL,
  batch_id    bigint GENERATED ALWAYS AS IDENTITY,
  pool_id     bigint NOT NULL,
  -- `sent`: written before the call. An answer that never came makes it `unknown`: never handed out, never sent again.
  state       text NOT NULL DEFAULT 'planned' CHECK (state IN ('planned', 'sent', 'adding', 'done', 'unknown', 'refused')),
  creation_id text,
  size        integer NOT NULL CHECK (size BETWEEN 1 AND 250),
  good        integer NOT NULL DEFAULT 0,
  created_at  timestamptz NOT NULL DEFAULT now(),
  sent_at     timestamptz,
  done_at     timestamptz,
  note        text,
  PRIMARY KEY (shop_id, batch_id),
  FOREIGN KEY (shop_id, pool_id) REFERENCES code_pool (shop_id, pool_id)
);
CREATE INDEX code_batch_open ON code_batch (shop_id, pool_id) WHERE state IN ('planned', 'sent', 'adding', 'unknown');

CREATE TABLE code (
  shop_id        bigint NOT NULL,
  code_id        bigint GENERATED ALWAYS AS IDENTITY,
  pool_id        bigint NOT NULL,
  batch_id       bigint NOT NULL,
  -- A code is money for its bearer: sealed, and found by a keyed hash.
  sealed         bytea NOT NULL,
  hash           text NOT NULL,
  redeem_code_id text,
  -- `minted`: at Shopify perhaps. `bad`: not accepted, or of a batch nobody knows the fate of. `gone`: not at Shopify any more.
  state          text NOT NULL DEFAULT 'minted' CHECK (state IN ('minted', 'free', 'issued', 'used', 'closing', 'gone', 'bad', 'leaked')),
  created_at     timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (shop_id, code_id),
  UNIQUE (shop_id, hash),
  FOREIGN KEY (shop_id, pool_id) REFERENCES code_pool (shop_id, pool_id),
  FOREIGN KEY (shop_id, batch_id) REFERENCES code_batch (shop_id, batch_id)
);
CREATE INDEX code_free ON code (shop_id, pool_id, code_id) WHERE state = 'free';
CREATE INDEX code_batch_codes ON code (shop_id, batch_id);

-- Orders that showed one of our codes, whoever told of it first: facts, or a reading of the order list.
CREATE TABLE code_use (
  shop_id    bigint NOT NULL,
  code_id    bigint NOT NULL,
  order_id   text NOT NULL,
  -- Points of the redemption that come back as far as this order goes: what of its goods was returned.
  undone     bigint NOT NULL DEFAULT 0 CHECK (undone >= 0),
  seen_at    timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (shop_id, code_id, order_id),
  FOREIGN KEY (shop_id, code_id) REFERENCES code (shop_id, code_id)
);
CREATE INDEX code_use_order ON code_use (shop_id, order_id);

-- ---------------------------------------------------------------- redemptions
CREATE TABLE redemption (
  shop_id        bigint NOT NULL,
  redemption_id  bigint GENERATED ALWAYS AS IDENTITY,
  member_id      bigint NOT NULL,
  reward_id      bigint NOT NULL,
  reward_version integer NOT NULL,
  pool_id        bigint NOT NULL,
  code_id        bigint,
  points         bigint NOT NULL CHECK (points > 0),
  status         text NOT NULL CHECK (status IN ('held', 'issued', 'closing', 'voided', 'burned')),
  -- What was promised: title, kind, value. An edit of the reward does not touch it.
  snapshot       jsonb NOT NULL,
  -- Who asked, with their own id of the request: the same again is answered the same.
  request_key    text NOT NULL,
  fingerprint    text NOT NULL,
  actor          text NOT NULL,
  surface        text NOT NULL,
  created_at     timestamptz NOT NULL,
  issued_at      timestamptz,
  -- The end of the code; null while it is not issued.
  expires_at     timestamptz,
  on_expiry      text NOT NULL DEFAULT 'return' CHECK (on_expiry IN ('return', 'lapse')),
  closing_at     timestamptz,
  closing_reason text,
  closing_actor  text,
  -- Shopify's job that deletes the code, then when it was confirmed gone: the points wait for a reading of all orders begun after that.
  delete_job     text,
  code_gone_at   timestamptz,
  resolved_at    timestamptz,
  -- Points taken for good: at the burn, and when a voided code was used after all; and what of them came back with the goods.
  spent          bigint NOT NULL DEFAULT 0 CHECK (spent >= 0),
  restored       bigint NOT NULL DEFAULT 0 CHECK (restored >= 0 AND restored <= spent),
  PRIMARY KEY (shop_id, redemption_id),
  UNIQUE (shop_id, request_key),
  FOREIGN KEY (shop_id, member_id) REFERENCES member (shop_id, member_id),
  FOREIGN KEY (shop_id, reward_id, reward_version) REFERENCES reward_version (shop_id, reward_id, version),
  FOREIGN KEY (shop_id, pool_id) REFERENCES code_pool (shop_id, pool_id),
  FOREIGN KEY (shop_id, code_id) REFERENCES code (shop_id, code_id),
  CHECK (status <> 'issued' OR code_id IS NOT NULL)
);
CREATE UNIQUE INDEX redemption_code ON redemption (shop_id, code_id) WHERE code_id IS NOT NULL;
CREATE INDEX redemption_member ON redemption (shop_id, member_id, redemption_id DESC);
CREATE INDEX redemption_reward ON redemption (shop_id, reward_id, created_at);
CREATE INDEX redemption_pool ON redemption (shop_id, pool_id, created_at);
CREATE INDEX redemption_open ON redemption (shop_id, status, expires_at) WHERE status IN ('held', 'issued', 'closing');

-- Which lots the points of a redemption are held or spent in, so that they go back to where they came from, dates and all.
CREATE TABLE redemption_lot (
  shop_id       bigint NOT NULL,
  redemption_id bigint NOT NULL,
  lot_id        bigint NOT NULL,
  points        bigint NOT NULL CHECK (points > 0),
  restored      bigint NOT NULL DEFAULT 0 CHECK (restored >= 0 AND restored <= points),
  PRIMARY KEY (shop_id, redemption_id, lot_id),
  FOREIGN KEY (shop_id, redemption_id) REFERENCES redemption (shop_id, redemption_id),
  FOREIGN KEY (shop_id, lot_id) REFERENCES lot (shop_id, lot_id)
);
CREATE INDEX redemption_lot_lot ON redemption_lot (shop_id, lot_id);

CREATE INDEX lot_expiry ON lot (shop_id, expires_at) WHERE free > 0 AND expires_at IS NOT NULL;

-- Points that come back to a lot that is over get days of grace: named lots may move, for one transaction.
CREATE OR REPLACE FUNCTION lot_expiry_is_fixed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.expires_at IS DISTINCT FROM OLD.expires_at AND NOT OLD.lot_id::text = ANY(string_to_array(coalesce(current_setting('app.extending_lot', true), ''), ',')) THEN
    RAISE EXCEPTION 'lot % of shop %: expiry may only move by an audited extension', OLD.lot_id, OLD.shop_id USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;

ALTER TABLE redemption SET (fillfactor = 80);
ALTER TABLE code SET (fillfactor = 80);

-- ---------------------------------------------------------------- row-level security and rights
DO $$
DECLARE t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['reward', 'reward_version', 'code_pool', 'code_batch', 'code', 'code_use', 'redemption', 'redemption_lot']
  LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', t);
    EXECUTE format('CREATE POLICY tenant ON %I USING (shop_id = (SELECT nullif(current_setting(''app.shop_id'', true), '''')::bigint))', t);
    EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %I TO perennial_app', t);
  END LOOP;
END $$;
GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO perennial_app;

-- Erasing a shop takes these tables with it, before what they refer to.
CREATE OR REPLACE FUNCTION erase_shop(p_shop_id bigint, p_domain_hash text) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE t text; n bigint; counts jsonb := '{}'; v_domain text;
BEGIN
  SELECT domain INTO v_domain FROM shop WHERE shop_id = p_shop_id AND uninstalled_at IS NOT NULL FOR UPDATE;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'shop % is installed or unknown: expected an uninstalled shop', p_shop_id USING ERRCODE = 'insufficient_privilege';
  END IF;
  PERFORM set_config('app.shop_id', p_shop_id::text, true), set_config('app.erasing_shop', p_shop_id::text, true);
  FOREACH t IN ARRAY ARRAY['redemption_lot', 'redemption', 'code_use', 'code', 'code_batch', 'code_pool', 'reward_version', 'reward',
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
