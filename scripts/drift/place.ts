import { formatPointer, parsePointer } from "../contract/pointer.js";

const holder = { schema: "schema", content: "contents", headers: "headers" } as const;
const schema = {
  properties: "members",
  patternProperties: "members",
  anyOf: "variants",
  items: "schema",
  additionalProperties: "schema",
  propertyNames: "schema",
  not: "schema",
} as const;

/** What each kind of node holds: `*` stands for names that are free. What is not listed is a keyword. */
const grammar = {
  document: { servers: "servers", paths: "paths", components: "components" },
  components: { schemas: "members", responses: "responses", parameters: "parameters", headers: "headers" },
  servers: { "*": "server" },
  paths: { "*": "path" },
  path: { "*": "operation" },
  operation: {
    parameters: "parameters",
    requestBody: "request body",
    responses: "responses",
    security: "requirements",
  },
  requirements: { "*": "security" },
  parameters: { "*": "parameter" },
  responses: { "*": "answer" },
  headers: { "*": "header" },
  contents: { "*": "media type" },
  members: { "*": "member" },
  variants: { "*": "variant" },
  parameter: holder,
  "request body": holder,
  answer: holder,
  header: holder,
  "media type": holder,
  schema,
  member: schema,
  variant: schema,
} as const;

type ValuesOf<T> = T extends unknown ? T[keyof T] : never;

/** What stands at a place of the canonical tree: a thing of the contract, or a keyword of one. */
export type Part = ValuesOf<ValuesOf<typeof grammar>> | "keyword";

/** The kind of node after each token: a member may well be called `properties`, so only the way from the root tells. */
function kindsAlong(tokens: readonly string[]): Part[] {
  const grammars: Readonly<Record<string, Readonly<Record<string, Part>>>> = grammar;
  let kind: Part | "document" = "document";
  return tokens.map((token) => {
    kind = Object.entries(grammars[kind] ?? {}).find(([key]) => key === token || key === "*")?.[1] ?? "keyword";
    return kind;
  });
}

export function partAt(tokens: readonly string[]): Part {
  return kindsAlong(tokens).at(-1) ?? "keyword";
}

/** Whether a schema stands there, whose `anyOf` is then a union and not a member of that name. */
export function isSchemaAt(tokens: readonly string[]): boolean {
  return /^(?:schema|member|variant)$/.test(partAt(tokens));
}

/** Whether an answer is one of success, by its status. */
export function isSuccess(tokens: readonly string[]): boolean {
  return tokens.at(-1)?.startsWith("2") === true;
}

export type Side = "answer" | "request" | "both";

/** Whom a place concerns: who reads answers, who sends requests, or both. */
export function sideOf([root, , , part]: readonly string[]): Side {
  if (root !== "paths") return "both";
  if (part === "responses") return "answer";
  return part === "parameters" || part === "requestBody" ? "request" : "both";
}

/** `CustomerOrderProduct.prices[] (amount_type=fixed).legacy`, `PATCH /v1/…, answer 401`: a place in the words of the API's readers. */
export function legible(pointer: string): string {
  const tokens = parsePointer(pointer);
  const kinds = kindsAlong(tokens);
  const words = tokens.map((token, index) => {
    const kind = kinds[index];
    if (kind === "path") return `${(tokens[index + 1] ?? "").toUpperCase()} ${token}`;
    if (kind === "member")
      return kinds[index - 2] === "components" || tokens[index - 2] === "schema" ? token : `.${token}`;
    if (kind === "variant") return ` (${token})`;
    if (kind === "schema" && token === "items") return "[]";
    if (kind === "answer" || kind === "parameter" || kind === "header") return `, ${kind} ${token}`;
    if (kind === "request body") return ", request";
    if (kind === "media type" || kind === "security" || kind === "server") return `, ${token}`;
    if (kind === "requirements" && index === tokens.length - 1) return ": security";
    if (kind === "schema" && index === tokens.length - 1 && token !== "schema") return `: ${token}`;
    return kind === "keyword" && index < tokens.length - 1 ? `.${token}` : "";
  });
  return words.join("").replace(/^[,.] ?/, "") || pointer;
}

/** Components by their places in the tree, to name a place by the nearest component around it. */
export type Owners = ReadonlyMap<string, string>;

export function ownersOf(positions: ReadonlyMap<string, readonly string[]>): Owners {
  const named = [...positions].flatMap(([name, pointers]) => pointers.map((pointer) => [pointer, name] as const));
  // A response may be a mere reference to a reference: the first name, the outermost, wins.
  return new Map(named.toReversed());
}

/** Whether it says that a member must be there, or may be null: this belongs to the member, not to the component that is its value. */
export function isOfMember(tokens: readonly string[]): boolean {
  return partAt(tokens) === "keyword" && /^(?:required|type)$/.test(tokens.at(-1) ?? "");
}

/** The same place as seen from the nearest component around it: `/components/schemas/Address/properties/city`. */
export function fromOwner(tokens: readonly string[], owners: Owners): string {
  for (let length = tokens.length - (isOfMember(tokens) ? 2 : 1); length > 0; length--) {
    const owner = owners.get(formatPointer(tokens.slice(0, length)));
    if (owner !== undefined) return owner + formatPointer(tokens.slice(length));
  }
  return formatPointer(tokens);
}
