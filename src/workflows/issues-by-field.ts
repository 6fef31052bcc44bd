/** What issues have in common, whether they come from Polar or from a schema in the form of Standard Schema. */
interface FieldIssue {
  readonly path?: readonly (PropertyKey | { readonly key: PropertyKey })[] | undefined;
  readonly message: string;
}

/**
 * The messages of a `ValidationError`, or of a schema's issues, by their field: `{ "billing_address.country": ["is required"] }`.
 * A message about the whole is under the empty name. The result has no prototype.
 */
export function issuesByField({ issues }: { readonly issues: readonly FieldIssue[] }): Record<string, string[]> {
  const messages = Object.create(null) as Record<string, string[]>;
  for (const { path = [], message } of issues) {
    const field = path.map((step) => String(typeof step === "object" ? step.key : step)).join(".");
    (messages[field] ??= []).push(message);
  }
  return messages;
}
