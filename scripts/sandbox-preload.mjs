// `node --import ./scripts/sandbox-preload.mjs`: everything this process would send to https://<shop>.myshopify.com goes to
// the sandbox at SANDBOX_URL instead. The app itself knows nothing of it.
import { Agent, setGlobalDispatcher } from "undici";

const target = new URL(process.env.SANDBOX_URL ?? "http://127.0.0.1:4010");
const SHOP = /^https:\/\/([a-z0-9][a-z0-9-]*\.myshopify\.com)$/i;

const redirect = (dispatch) => (options, handler) => {
  const shop = SHOP.exec(String(options.origin))?.[1];
  if (!shop) return dispatch(options, handler);
  const headers = Array.isArray(options.headers)
    ? [...options.headers, "x-sandbox-host", shop]
    : { ...options.headers, "x-sandbox-host": shop };
  return dispatch({ ...options, origin: target.origin, headers }, handler);
};

setGlobalDispatcher(new Agent().compose(redirect));
