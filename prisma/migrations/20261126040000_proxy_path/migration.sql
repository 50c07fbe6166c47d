-- Where the storefront reaches the app, as the last verified request through Shopify's proxy said: a merchant may rename it. Null: as declared.
ALTER TABLE shop ADD COLUMN proxy_path text;
