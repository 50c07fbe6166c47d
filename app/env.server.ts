import { z } from "zod";

const text = z.string().trim().min(1, "is missing");
const httpUrl = text.refine((value) => /^https?:\/\/[^\s/]+/.test(value), "expected an address with http:// or https://");
/** It stands in a header between other words: nothing may follow it, and without TLS only this machine is trusted. */
const ancestor = text.refine((value) => /^(https:\/\/[^\s/;,]+|http:\/\/(localhost|127\.0\.0\.1)(:\d{1,5})?)$/.test(value), "expected https://host without a path, or http://localhost:port");
const port = z.string().regex(/^\d{1,5}$/, "expected a port between 1 and 65535").transform(Number).refine((value) => value >= 1 && value <= 65535, "expected a port between 1 and 65535");

const schema = z.object({
  NODE_ENV: z.enum(["production", "development", "test"], "expected production, development or test").default("development"),
  PORT: port.default(3000),
  DATABASE_URL: text.refine((value) => /^postgres(ql)?:\/\//.test(value), "expected postgresql://user:password@host:5432/name"),
  SHOPIFY_API_KEY: text,
  SHOPIFY_API_SECRET: text,
  /** Accepted beside the secret while it is being rotated. */
  SHOPIFY_API_SECRET_PREVIOUS: text.optional(),
  SHOPIFY_APP_URL: httpUrl,
  /** Only for apps whose scopes are not managed by shopify.app.toml. */
  SCOPES: text.optional(),
  ENCRYPTION_KEYS: text.refine((value) => /^[A-Za-z0-9_-]{1,32}:/.test(value), "expected `<id>:<32 bytes in base64>`, the newest first, separated by commas"),
  /** Another App Bridge script than Shopify's. */
  APP_BRIDGE_URL: httpUrl.optional(),
  /** An origin that may frame the merchant's pages beside Shopify's admin. */
  FRAME_ANCESTOR: ancestor.optional(),
  /** `/metrics` answers to this bearer token only; without one it does not exist. */
  METRICS_TOKEN: text.optional(),
  /** How many proxies of the host stand before the web process, each adding to X-Forwarded-For: a load balancer is one. */
  PROXY_HOPS: z.string().regex(/^\d$/, "expected a number of proxies, 0 to 9").transform(Number).default(0),
  /** Health of the worker, on this port of the loopback address; off without one. */
  WORKER_PORT: port.optional(),
  LOG_LEVEL: z.enum(["fatal", "error", "warn", "info", "debug", "trace", "silent"], "expected fatal, error, warn, info, debug, trace or silent").default("info"),
});

export type Env = z.infer<typeof schema>;

/** @throws Error with every missing or wrong name in one message; values are never repeated. */
export function parseEnv(source: Record<string, string | undefined>): Env {
  const given = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== undefined && value.trim() !== ""));
  const parsed = schema.safeParse(given);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map((issue) => `${issue.path.join(".")} ${given[String(issue.path[0])] === undefined ? "is missing" : issue.message}`);
  throw new Error(`The environment is not complete: ${problems.join("; ")}. See .env.example.`);
}

let parsed: Env | null = null;

/** The process's settings, parsed at first use. */
export const env: Env = new Proxy({} as Env, {
  get: (_target, name) => (parsed ??= parseEnv(process.env))[name as keyof Env],
});
