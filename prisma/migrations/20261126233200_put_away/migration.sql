-- News that was put away is looked up on every visit of Home: it may not read the whole log.
CREATE INDEX access_log_put_away ON access_log (shop_id, at) WHERE action = 'put_away';
