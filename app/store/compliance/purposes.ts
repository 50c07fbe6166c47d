/** Whom a request is about. */
export const subjectPurpose = (shopId: bigint, kind: string) => `compliance:${shopId}:${kind}`;
/** The export that answers it. */
export const answerPurpose = (shopId: bigint, requestId: bigint) => `export:${shopId}:${requestId}`;
