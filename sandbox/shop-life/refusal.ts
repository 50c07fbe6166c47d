/** The shop cannot do what was asked. The message is one sentence: value, place, expectation. */
export class Refusal extends Error {
  override name = "Refusal";

  /** `missing` means that what the command names does not exist; otherwise it exists and does not allow this. */
  constructor(sentence: string, readonly missing = false) {
    super(sentence);
  }
}
