/** As much of a redemption as its path is told from. */
export interface RedemptionFacts {
  status: "held" | "issued" | "closing" | "burned" | "voided";
  spent: bigint; restored: bigint; onExpiry: "return" | "lapse";
  createdAt: Date; issuedAt: Date | null; closingAt: Date | null; closingReason: string | null; codeGoneAt: Date | null; resolvedAt: Date | null;
  /** When points last came back with returned goods; null where that moment is not kept. */
  restoredAt: Date | null;
  /** Orders that showed its code, and when they were placed. */
  uses: readonly { orderId: string; name: string; at: string }[];
}

/** How a redemption ended or stands: `lapsed` and `used_late` are ends of their own for whoever reads them. */
export type RedemptionStanding = RedemptionFacts["status"] | "lapsed" | "used_late";

export function redemptionStanding(redemption: RedemptionFacts): RedemptionStanding {
  if (redemption.status !== "voided") return redemption.status;
  if (redemption.spent > 0n) return "used_late";
  return lapses(redemption) ? "lapsed" : "voided";
}

/** One thing that happened to a redemption. `at` is null only where the moment is not kept. */
export type PathStep =
  | { kind: "redeemed" | "issued" | "taken_back" | "code_gone" | "spent" | "given" | "lapsed" | "restored"; at: Date | null }
  | { kind: "used"; at: Date; order: { orderId: string; name: string } };

/** What happened to a redemption, the first first. What happened at one moment stands in the order it happens in. */
export function redemptionPath(redemption: RedemptionFacts): PathStep[] {
  const { status, createdAt, issuedAt, uses, closingAt, closingReason, codeGoneAt, resolvedAt, restored, restoredAt } = redemption;
  const dated: PathStep[] = [
    { kind: "redeemed", at: createdAt },
    ...(issuedAt ? [{ kind: "issued" as const, at: issuedAt }] : []),
    ...uses.map(({ at, ...order }) => ({ kind: "used" as const, at: new Date(at), order })),
    ...(closingReason === null ? [] : [{ kind: "taken_back" as const, at: closingAt ?? resolvedAt }]),
    ...(codeGoneAt ? [{ kind: "code_gone" as const, at: codeGoneAt }] : []),
    // Whose code was used late had the points back before.
    ...(status === "voided" ? [{ kind: lapses(redemption) ? "lapsed" as const : "given" as const, at: resolvedAt }] : []),
    ...(status === "burned" && uses.length === 0 ? [{ kind: "spent" as const, at: resolvedAt }] : []),
    ...(restored > 0n ? [{ kind: "restored" as const, at: restoredAt }] : []),
  ];
  // Shopify tells of orders in whole seconds: what happened within one stands in the order it happens in.
  const time = ({ at }: PathStep) => (at ? Math.floor(at.getTime() / 1000) : Number.MAX_VALUE);
  return dated.sort((one, other) => time(one) - time(other));
}

const lapses = ({ closingReason, onExpiry }: RedemptionFacts) => closingReason === "code_expired" && onExpiry === "lapse";
