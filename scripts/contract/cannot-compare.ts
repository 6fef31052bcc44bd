/** What cannot be compared: the command says the message in one line and ends with 2. */
export class CannotCompareError extends Error {
  override readonly name = "CannotCompareError";
}
