-- Perennial's tables. `shop_id` (our own bigint) leads every tenant key; row-level security holds it a second time.
-- Roles: the owner runs migrations; `perennial_app` runs the product, owns nothing and cannot change ledger entries.
DO $$ BEGIN
  IF NOT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = 'perennial_app') THEN
    CREATE ROLE perennial_app NOLOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS;
  END IF;
EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; -- two databases of one cluster migrated at once
END $$;

-- ---------------------------------------------------------------- shops and sessions (not tenant tables: looked up before a tenant is known)
CREATE TABLE shop (
  shop_id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  domain           text NOT NULL UNIQUE,
  shopify_id       text,
  name             text,
  currency         text NOT NULL DEFAULT 'USD',
  timezone         text NOT NULL DEFAULT 'UTC',
  country          text,
  plan             text,
  scopes           text[] NOT NULL DEFAULT '{}',
  installed_at     timestamptz,
  uninstalled_at   timestamptz,
  -- Until launched, facts are collected and nothing is posted or shown, except to test customers.
  launched_at      timestamptz,
  test_customers   text[] NOT NULL DEFAULT '{}',
  -- Which optional features the granted scopes and protected-data approval leave off, with the reason.
  features_off     jsonb NOT NULL DEFAULT '{}',
  onboarding       jsonb NOT NULL DEFAULT '{}',
  appearance       jsonb NOT NULL DEFAULT '{}',
  reconciled_until timestamptz,
  -- Development stores may earn with test orders.
  development      boolean NOT NULL DEFAULT false,
  -- Key of the shop's hashes (e-mail, customer id, search words), sealed; made at first use, gone with the shop.
  pepper           bytea,
  created_at       timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE session (
  id                    text PRIMARY KEY,
  shop                  text NOT NULL,
  state                 text NOT NULL,
  is_online             boolean NOT NULL DEFAULT false,
  scope                 text,
  expires               timestamptz,
  user_id               bigint,
  account_owner         boolean NOT NULL DEFAULT false,
  locale                text,
  -- AES-256-GCM, key id inside: access token, refresh token and the user's name and e-mail never stand in clear.
  sealed                bytea NOT NULL,
  refresh_token_expires timestamptz,
  -- Until then one process is getting a new token; the others wait for it.
  refreshing_until      timestamptz,
  updated_at            timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX session_shop ON session (shop);

-- ---------------------------------------------------------------- inbox: the queue of webhooks (not a tenant table: the sender's shop is not trusted to exist yet)
CREATE TABLE inbox (
  inbox_id      bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  shop_domain   text NOT NULL,
  -- Delivery identity: webhook id, or `reconcile:order:<id>:<updatedAt>`. Thins duplicates; correctness never rests on it.
  delivery_id   text NOT NULL,
  event_id      text,
  topic         text NOT NULL,
  api_version   text,
  triggered_at  timestamptz,
  received_at   timestamptz NOT NULL DEFAULT now(),
  body          bytea,
  state         text NOT NULL DEFAULT 'new' CHECK (state IN ('new', 'done', 'parked')),
  attempts      smallint NOT NULL DEFAULT 0,
  -- A claim is a lease: a worker that dies gives its rows back by time.
  ready_at      timestamptz NOT NULL DEFAULT now(),
  done_at       timestamptz,
  parked_reason text,
  UNIQUE (shop_domain, delivery_id)
);
CREATE INDEX inbox_ready ON inbox (shop_domain, ready_at) WHERE state = 'new';
CREATE INDEX inbox_parked ON inbox (shop_domain, inbox_id) WHERE state = 'parked';
CREATE INDEX inbox_bodies ON inbox (received_at) WHERE body IS NOT NULL;

-- ---------------------------------------------------------------- program
CREATE TABLE program_version (
  shop_id        bigint NOT NULL REFERENCES shop,
  version        integer NOT NULL CHECK (version > 0),
  program        jsonb NOT NULL,
  effective_from timestamptz NOT NULL,
  created_by     text NOT NULL,
  note           text,
  created_at     timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (shop_id, version)
);

-- ---------------------------------------------------------------- members
CREATE TABLE member (
  shop_id      bigint NOT NULL REFERENCES shop,
  member_id    bigint GENERATED ALWAYS AS IDENTITY,
  customer_id  text,
  -- `known`: not enrolled; kept for the tags only, so that a rule by tag holds from the first order on.
  state        text NOT NULL DEFAULT 'member' CHECK (state IN ('known', 'member', 'left', 'excluded', 'blocked', 'merged', 'redacted')),
  merged_into  bigint,
  enrolled_at  timestamptz NOT NULL,
  enrolled_by  text NOT NULL,
  tier         text NOT NULL DEFAULT '',
  tier_since   timestamptz,
  -- Set when the member no longer qualifies; the downgrade happens when it passes.
  tier_grace_until timestamptz,
  -- Tags Shopify reported for the customer (for exclusion by tag).
  tags         text[] NOT NULL DEFAULT '{}',
  locale       text,
  customer_updated_at timestamptz,
  card_version bigint NOT NULL DEFAULT 0,
  card_pushed_at timestamptz,
  card_digest  text,
  tier_pushed  text,
  last_order_at timestamptz,
  -- Shopify deleted the customer: nothing is written to it any more.
  customer_deleted_at timestamptz,
  created_at   timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (shop_id, member_id),
  UNIQUE (shop_id, customer_id),
  FOREIGN KEY (shop_id, merged_into) REFERENCES member (shop_id, member_id)
);
CREATE INDEX member_tier ON member (shop_id, tier, member_id);
CREATE INDEX member_enrolled ON member (shop_id, enrolled_at DESC, member_id DESC);
CREATE INDEX member_grace ON member (shop_id, tier_grace_until) WHERE tier_grace_until IS NOT NULL;

-- Personal data lives here and nowhere else; one row to erase.
CREATE TABLE member_profile (
  shop_id    bigint NOT NULL,
  member_id  bigint NOT NULL,
  sealed     bytea NOT NULL,
  email_hash text,
  -- Orders of a guest are claimed by a verified address only.
  email_verified boolean NOT NULL DEFAULT false,
  updated_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (shop_id, member_id),
  FOREIGN KEY (shop_id, member_id) REFERENCES member (shop_id, member_id)
);
CREATE INDEX member_profile_email ON member_profile (shop_id, email_hash);
-- Keyed hashes of the beginnings of name and e-mail words. A table and not an array: row-level security keeps a GIN index
-- of arrays from being used (its operators are not leakproof).
CREATE TABLE member_term (
  shop_id    bigint NOT NULL,
  term       text NOT NULL,
  member_id  bigint NOT NULL,
  PRIMARY KEY (shop_id, term, member_id),
  FOREIGN KEY (shop_id, member_id) REFERENCES member_profile (shop_id, member_id) ON DELETE CASCADE
);
CREATE INDEX member_term_member ON member_term (shop_id, member_id);

-- A merged customer id leads to the member that took it over; later events of the loser land there.
CREATE TABLE customer_redirect (
  shop_id          bigint NOT NULL REFERENCES shop,
  from_customer_id text NOT NULL,
  to_customer_id   text NOT NULL,
  created_at       timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (shop_id, from_customer_id)
);
-- Keyed hash of an erased customer id: late facts do not bring the member back.
CREATE TABLE erased_customer (
  shop_id       bigint NOT NULL REFERENCES shop,
  customer_hash text NOT NULL,
  erased_at     timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (shop_id, customer_hash)
);

-- ---------------------------------------------------------------- ledger
-- Caches of the entries; they must equal them to the point.
CREATE TABLE wallet (
  shop_id    bigint NOT NULL,
  member_id  bigint NOT NULL,
  pending    bigint NOT NULL DEFAULT 0 CHECK (pending >= 0),
  available  bigint NOT NULL DEFAULT 0 CHECK (available >= 0),
  held       bigint NOT NULL DEFAULT 0 CHECK (held >= 0),
  debt       bigint NOT NULL DEFAULT 0 CHECK (debt <= 0),
  earned     bigint NOT NULL DEFAULT 0,
  updated_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (shop_id, member_id),
  FOREIGN KEY (shop_id, member_id) REFERENCES member (shop_id, member_id),
  CHECK (available = 0 OR debt = 0)
);

CREATE TABLE lot (
  shop_id    bigint NOT NULL,
  lot_id     bigint GENERATED ALWAYS AS IDENTITY,
  member_id  bigint NOT NULL,
  order_id   text,
  amount     bigint NOT NULL CHECK (amount > 0),
  pending    bigint NOT NULL CHECK (pending >= 0),
  free       bigint NOT NULL CHECK (free >= 0),
  held       bigint NOT NULL DEFAULT 0 CHECK (held >= 0),
  spent      bigint NOT NULL DEFAULT 0 CHECK (spent >= 0),
  expired    bigint NOT NULL DEFAULT 0 CHECK (expired >= 0),
  reversed   bigint NOT NULL DEFAULT 0 CHECK (reversed >= 0),
  repaid     bigint NOT NULL DEFAULT 0 CHECK (repaid >= 0),
  earned_at  timestamptz NOT NULL,
  release_at timestamptz,
  expires_at timestamptz,
  PRIMARY KEY (shop_id, lot_id),
  FOREIGN KEY (shop_id, member_id) REFERENCES member (shop_id, member_id),
  CHECK (pending + free + held + spent + expired + reversed + repaid = amount)
);
CREATE INDEX lot_member ON lot (shop_id, member_id, lot_id);
CREATE INDEX lot_order ON lot (shop_id, order_id) WHERE order_id IS NOT NULL;
CREATE INDEX lot_release ON lot (shop_id, release_at) WHERE pending > 0;

CREATE TABLE ledger_transaction (
  shop_id         bigint NOT NULL,
  txn_id          bigint GENERATED ALWAYS AS IDENTITY,
  member_id       bigint NOT NULL,
  kind            text NOT NULL,
  -- Business idempotency, kept for ever: same key with another fingerprint is a loud error.
  key             text NOT NULL,
  fingerprint     text NOT NULL,
  reason          text NOT NULL,
  "values"        jsonb NOT NULL DEFAULT '{}',
  actor           text NOT NULL,
  order_id        text,
  program_version integer,
  effective_at    timestamptz NOT NULL,
  recorded_at     timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (shop_id, txn_id),
  UNIQUE (shop_id, key),
  FOREIGN KEY (shop_id, member_id) REFERENCES member (shop_id, member_id)
);
CREATE INDEX ledger_transaction_member ON ledger_transaction (shop_id, member_id, txn_id DESC);
-- Finds the transactions of a day, for sealing: they lie in the order of time.
CREATE INDEX ledger_transaction_day ON ledger_transaction USING brin (recorded_at);

-- One line of one account. Program accounts (issuance, redeemed, breakage, adjustments) carry no balance row: it would be one hot row a shop.
CREATE TABLE ledger_entry (
  shop_id   bigint NOT NULL,
  txn_id    bigint NOT NULL,
  line      smallint NOT NULL,
  account   text NOT NULL CHECK (account IN ('pending', 'available', 'held', 'debt', 'issuance', 'redeemed', 'breakage', 'adjustments')),
  member_id bigint,
  delta     bigint NOT NULL CHECK (delta <> 0),
  PRIMARY KEY (shop_id, txn_id, line),
  FOREIGN KEY (shop_id, txn_id) REFERENCES ledger_transaction (shop_id, txn_id),
  CHECK ((member_id IS NULL) = (account IN ('issuance', 'redeemed', 'breakage', 'adjustments')))
);
CREATE INDEX ledger_entry_member ON ledger_entry (shop_id, member_id, txn_id DESC) WHERE member_id IS NOT NULL;

-- Per statement, not per row: a batch of a hundred transactions is checked in one pass. All entries of a transaction come in one INSERT.
CREATE FUNCTION ledger_entries_balance() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE bad record;
BEGIN
  SELECT shop_id, txn_id, sum(delta) AS total INTO bad FROM inserted GROUP BY shop_id, txn_id HAVING sum(delta) <> 0 LIMIT 1;
  IF FOUND THEN
    RAISE EXCEPTION 'ledger transaction % of shop % sums to %: expected 0', bad.txn_id, bad.shop_id, bad.total USING ERRCODE = 'check_violation';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER ledger_entry_balance AFTER INSERT ON ledger_entry REFERENCING NEW TABLE AS inserted
  FOR EACH STATEMENT EXECUTE FUNCTION ledger_entries_balance();

-- Append-only for everybody, the owner included; the one exception is the audited erasure of a whole shop.
CREATE FUNCTION ledger_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' AND current_setting('app.erasing_shop', true) = OLD.shop_id::text AND current_user <> 'perennial_app' THEN
    RETURN OLD;
  END IF;
  RAISE EXCEPTION '% of % refused: the ledger is append-only, post a correcting transaction', TG_OP, TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE TRIGGER ledger_entry_append_only BEFORE UPDATE OR DELETE ON ledger_entry FOR EACH ROW EXECUTE FUNCTION ledger_is_append_only();
CREATE TRIGGER ledger_transaction_append_only BEFORE UPDATE OR DELETE ON ledger_transaction FOR EACH ROW EXECUTE FUNCTION ledger_is_append_only();

-- An expiry date never moves by accident.
CREATE FUNCTION lot_expiry_is_fixed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.expires_at IS DISTINCT FROM OLD.expires_at AND coalesce(current_setting('app.extending_lot', true), '') <> OLD.lot_id::text THEN
    RAISE EXCEPTION 'lot % of shop %: expiry may only move by an audited extension', OLD.lot_id, OLD.shop_id USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER lot_expiry BEFORE UPDATE OF expires_at ON lot FOR EACH ROW EXECUTE FUNCTION lot_expiry_is_fixed();

-- ---------------------------------------------------------------- orders: facts, award basis, what was posted
CREATE TABLE shop_order (
  shop_id         bigint NOT NULL,
  order_id        text NOT NULL,
  name            text NOT NULL DEFAULT '',
  customer_id     text,
  member_id       bigint,
  email_hash      text,
  processed_at    timestamptz NOT NULL,
  updated_at      timestamptz NOT NULL,
  -- False while only a refund, a dispute or a deletion of it is known: the order itself was not seen yet.
  seen            boolean NOT NULL DEFAULT true,
  -- The merged OrderFact. No names, no addresses. json, not jsonb: it is stored and read whole, which is a third cheaper.
  fact            json NOT NULL,
  -- The AwardBasis of the first settlement; never rewritten, lines of a later edit are appended.
  basis           json,
  -- Net eligible spend that qualifies for tiers, minor units of the shop's currency; 0 when not paid, cancelled, test or voided.
  qualifying_minor bigint NOT NULL DEFAULT 0,
  accrued         bigint NOT NULL DEFAULT 0 CHECK (accrued >= 0),
  reversed        bigint NOT NULL DEFAULT 0 CHECK (reversed >= 0),
  settled_at      timestamptz,
  -- Facts read in bulk at install: they qualify tiers and award nothing.
  imported        boolean NOT NULL DEFAULT false,
  needs           text[] NOT NULL DEFAULT '{}',
  PRIMARY KEY (shop_id, order_id),
  FOREIGN KEY (shop_id, member_id) REFERENCES member (shop_id, member_id),
  CHECK (reversed <= accrued)
);
CREATE INDEX shop_order_member ON shop_order (shop_id, member_id, processed_at DESC) INCLUDE (qualifying_minor);
CREATE INDEX shop_order_guest ON shop_order (shop_id, email_hash) WHERE member_id IS NULL AND email_hash IS NOT NULL;
CREATE INDEX shop_order_customer ON shop_order (shop_id, customer_id) WHERE customer_id IS NOT NULL;
CREATE INDEX shop_order_unseen ON shop_order (shop_id, updated_at) WHERE NOT seen OR needs <> '{}';

CREATE TABLE product (
  shop_id        bigint NOT NULL REFERENCES shop,
  product_id     text NOT NULL,
  title          text NOT NULL DEFAULT '',
  tags           text[] NOT NULL DEFAULT '{}',
  collection_ids text[] NOT NULL DEFAULT '{}',
  gift_card      boolean NOT NULL DEFAULT false,
  deleted        boolean NOT NULL DEFAULT false,
  updated_at     timestamptz NOT NULL,
  PRIMARY KEY (shop_id, product_id)
);
CREATE TABLE collection (
  shop_id       bigint NOT NULL REFERENCES shop,
  collection_id text NOT NULL,
  title         text NOT NULL DEFAULT '',
  PRIMARY KEY (shop_id, collection_id)
);

-- ---------------------------------------------------------------- tiers
CREATE TABLE tier_change (
  shop_id         bigint NOT NULL,
  tier_change_id  bigint GENERATED ALWAYS AS IDENTITY,
  member_id       bigint NOT NULL,
  from_tier       text NOT NULL,
  to_tier         text NOT NULL,
  reason          text NOT NULL,
  "values"        jsonb NOT NULL DEFAULT '{}',
  program_version integer NOT NULL,
  effective_at    timestamptz NOT NULL,
  recorded_at     timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (shop_id, tier_change_id),
  FOREIGN KEY (shop_id, member_id) REFERENCES member (shop_id, member_id)
);
CREATE INDEX tier_change_member ON tier_change (shop_id, member_id, effective_at DESC, tier_change_id DESC);

-- Members whose tier or card must be looked at again. One row a member coalesces any number of causes; a job drains it 25 a call.
CREATE TABLE member_refresh (
  shop_id       bigint NOT NULL,
  member_id     bigint NOT NULL,
  -- Grows with each cause; a drain deletes the row only if it did not grow meanwhile.
  cause         bigint NOT NULL DEFAULT 1,
  retier        boolean NOT NULL DEFAULT true,
  -- Somebody waits for it now (an order just placed, a join, an adjustment): goes before facts of the past.
  urgent        boolean NOT NULL DEFAULT false,
  requested_at  timestamptz NOT NULL DEFAULT now(),
  ready_at      timestamptz NOT NULL DEFAULT now(),
  -- Until then one drain has the member: no two pushes of one card at once. Causes that come meanwhile leave it alone.
  leased_until  timestamptz,
  attempts      smallint NOT NULL DEFAULT 0,
  parked_reason text,
  PRIMARY KEY (shop_id, member_id),
  FOREIGN KEY (shop_id, member_id) REFERENCES member (shop_id, member_id)
);
CREATE INDEX member_refresh_ready ON member_refresh (shop_id, urgent DESC, ready_at) WHERE parked_reason IS NULL;

-- Members whose tier tag at Shopify is another than their tier there. A queue of its own: a tag costs twenty times what a card costs.
CREATE TABLE member_retag (
  shop_id      bigint NOT NULL,
  member_id    bigint NOT NULL,
  -- Grows with each cause; a drain deletes the row only if it did not grow meanwhile.
  cause        bigint NOT NULL DEFAULT 1,
  requested_at timestamptz NOT NULL DEFAULT now(),
  leased_until timestamptz,
  PRIMARY KEY (shop_id, member_id),
  FOREIGN KEY (shop_id, member_id) REFERENCES member (shop_id, member_id)
);
CREATE INDEX member_retag_ready ON member_retag (shop_id, requested_at);

-- ---------------------------------------------------------------- long work, requests, audit
CREATE TABLE import_run (
  shop_id       bigint NOT NULL REFERENCES shop,
  import_run_id bigint GENERATED ALWAYS AS IDENTITY,
  kind          text NOT NULL,
  state         text NOT NULL CHECK (state IN ('waiting', 'running', 'done', 'failed')),
  operation_id  text,
  total         integer,
  done          integer NOT NULL DEFAULT 0,
  cursor        text,
  message       text,
  started_at    timestamptz NOT NULL DEFAULT now(),
  finished_at   timestamptz,
  PRIMARY KEY (shop_id, import_run_id)
);
CREATE TABLE compliance_request (
  shop_id       bigint NOT NULL REFERENCES shop,
  request_id    bigint GENERATED ALWAYS AS IDENTITY,
  kind          text NOT NULL CHECK (kind IN ('data_request', 'customer_redact', 'shop_redact')),
  -- Shopify's own identity of the request; a repeated delivery is the same request.
  key           text NOT NULL,
  customer_hash text,
  payload       bytea,
  state         text NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'done', 'ignored')),
  -- The export, encrypted; erased seven days after it was made.
  answer        bytea,
  received_at   timestamptz NOT NULL DEFAULT now(),
  due_at        timestamptz NOT NULL,
  done_at       timestamptz,
  note          text,
  PRIMARY KEY (shop_id, request_id),
  UNIQUE (shop_id, key)
);
-- Who looked at or changed what about whom.
CREATE TABLE access_log (
  shop_id   bigint NOT NULL REFERENCES shop,
  access_id bigint GENERATED ALWAYS AS IDENTITY,
  at        timestamptz NOT NULL DEFAULT now(),
  actor     text NOT NULL,
  action    text NOT NULL,
  member_id bigint,
  detail    jsonb NOT NULL DEFAULT '{}',
  PRIMARY KEY (shop_id, access_id)
);
-- Buyer's and staff's commands: same id, same answer; same id, other body: refused.
CREATE TABLE command (
  shop_id     bigint NOT NULL REFERENCES shop,
  actor       text NOT NULL,
  request_id  text NOT NULL,
  fingerprint text NOT NULL,
  answer      jsonb,
  at          timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (shop_id, actor, request_id)
);
-- One row a UTC day and shop: what the ledger held when the day was sealed.
CREATE TABLE ledger_seal (
  shop_id   bigint NOT NULL REFERENCES shop,
  day       date NOT NULL,
  entries   bigint NOT NULL,
  total     bigint NOT NULL,
  hash      text NOT NULL,
  sealed_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (shop_id, day)
);
-- What remains of an erased shop: counts, no personal data. Not a tenant table: the tenant is gone.
CREATE TABLE erasure_certificate (
  certificate_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  shop_id        bigint NOT NULL,
  domain_hash    text NOT NULL,
  counts         jsonb NOT NULL,
  erased_at      timestamptz NOT NULL DEFAULT now()
);
-- rate-limiter-flexible's own layout.
CREATE TABLE rate_limit (
  key    varchar(255) PRIMARY KEY,
  points integer NOT NULL DEFAULT 0,
  expire bigint
);

-- Rows that change with every order find room for their next version on the same page, and no index has to follow.
ALTER TABLE wallet SET (fillfactor = 70);
ALTER TABLE member SET (fillfactor = 85);
ALTER TABLE lot SET (fillfactor = 90);

-- ---------------------------------------------------------------- row-level security
DO $$
DECLARE t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['program_version', 'member', 'member_profile', 'member_term', 'customer_redirect', 'erased_customer', 'wallet', 'lot',
    'ledger_transaction', 'ledger_entry', 'shop_order', 'product', 'collection', 'tier_change', 'member_refresh', 'member_retag', 'import_run',
    'compliance_request', 'access_log', 'command', 'ledger_seal']
  LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', t);
    -- In a sub-select the setting is read once a statement, not once a row.
    EXECUTE format('CREATE POLICY tenant ON %I USING (shop_id = (SELECT nullif(current_setting(''app.shop_id'', true), '''')::bigint))', t);
  END LOOP;
END $$;

-- ---------------------------------------------------------------- rights of the product's role
GRANT USAGE ON SCHEMA public TO perennial_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO perennial_app;
GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO perennial_app;
REVOKE UPDATE, DELETE, TRUNCATE ON ledger_entry, ledger_transaction, access_log, erasure_certificate, ledger_seal FROM perennial_app;
REVOKE INSERT ON erasure_certificate FROM perennial_app;

-- Erases a shop that is uninstalled, as its owner, and leaves a certificate. Runs as the owner of the tables.
CREATE FUNCTION erase_shop(p_shop_id bigint, p_domain_hash text) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE t text; n bigint; counts jsonb := '{}'; v_domain text;
BEGIN
  SELECT domain INTO v_domain FROM shop WHERE shop_id = p_shop_id AND uninstalled_at IS NOT NULL FOR UPDATE;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'shop % is installed or unknown: expected an uninstalled shop', p_shop_id USING ERRCODE = 'insufficient_privilege';
  END IF;
  PERFORM set_config('app.shop_id', p_shop_id::text, true), set_config('app.erasing_shop', p_shop_id::text, true);
  FOREACH t IN ARRAY ARRAY['ledger_entry', 'ledger_transaction', 'lot', 'wallet', 'member_refresh', 'member_retag', 'tier_change', 'shop_order', 'member_term', 'member_profile',
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
REVOKE ALL ON FUNCTION erase_shop(bigint, text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION erase_shop(bigint, text) TO perennial_app;
