/**
 * Once, when the other side has done a call of this field and before its answer is heard, something else happens: as if the caller
 * had slept in between. @returns whether it came to that; and with it calls are plain again.
 */
export function beforeAnswerOf(field: string, meanwhile: () => Promise<unknown>): () => boolean {
  const sound = globalThis.fetch;
  let slept = false;
  globalThis.fetch = async (...given) => {
    const answer = await sound(...given);
    if (!slept && String(given[1]?.body).includes(field)) {
      slept = true;
      await meanwhile();
    }
    return answer;
  };
  return () => {
    globalThis.fetch = sound;
    return slept;
  };
}
