-- What the merchant is told of codes is looked up on every visit of Home: neither may read all codes or the whole log.
CREATE INDEX code_leaked ON code (shop_id, code_id) WHERE state = 'leaked';
CREATE INDEX code_use_seen ON code_use (shop_id, seen_at);
CREATE INDEX access_log_compared ON access_log (shop_id, access_id) WHERE action = 'codes_compared';
