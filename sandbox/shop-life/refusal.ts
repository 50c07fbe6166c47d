/** The shop cannot do what was asked. The message is one sentence: value, place, expectation. */
export class Refusal extends Error {
  override name = "Refusal";
}
