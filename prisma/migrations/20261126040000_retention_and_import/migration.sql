-- An import tells that it is alive, so that one whose worker died is taken up again; and whether it could read all orders or only
-- those Shopify shows without read_all_orders.
ALTER TABLE import_run ADD COLUMN touched_at timestamptz NOT NULL DEFAULT now();
ALTER TABLE import_run ADD COLUMN whole boolean NOT NULL DEFAULT true;

-- Who looked at whom is kept for two years. The product cannot delete of it by itself; this takes what is older, of the shop at hand only.
CREATE FUNCTION forget_old_access(p_most integer) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE v_shop bigint := nullif(current_setting('app.shop_id', true), '')::bigint; n integer;
BEGIN
  DELETE FROM access_log WHERE shop_id = v_shop AND access_id IN (
    SELECT access_id FROM (SELECT access_id, at FROM access_log WHERE shop_id = v_shop ORDER BY access_id LIMIT p_most) oldest WHERE at < now() - interval '2 years');
  GET DIAGNOSTICS n = ROW_COUNT;
  RETURN n;
END $$;
REVOKE ALL ON FUNCTION forget_old_access(integer) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION forget_old_access(integer) TO perennial_app;
