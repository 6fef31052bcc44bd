/** What cannot be compared: the command says the message in one line and ends with 2. */
export class CannotCompareError extends Error {
  override readonly name = "CannotCompareError";

  constructor(message: string) {
    super(harmless(message));
  }
}

/** Text of others in one line: it must not control a terminal, nor the runner of a workflow, which takes `##[…]` anywhere in a line. */
export function harmless(text: string): string {
  return text.replaceAll(/[\s\p{Cc}]+/gu, " ").replaceAll("##[", "# #[");
}
