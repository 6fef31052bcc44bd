import type { DeclaredOperation } from "./fragment.js";

/** What is different from the request that the contract itself gives as its example. */
export interface Changes {
  readonly path?: Readonly<Record<string, string>>;
  readonly query?: URLSearchParams;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

/** Sends a request that keeps the contract, except for the changes: around the client, which would refuse some of them. */
export function ask(
  server: string,
  operation: DeclaredOperation,
  { path = {}, query, headers = {}, body = Object.values(operation.requests)[0] }: Changes = {},
): Promise<Response> {
  const filled = operation.path.replaceAll(/\{(\w+)\}/g, (_match, name: string) =>
    encodeURIComponent(path[name] ?? String(exampleOf(operation, name))),
  );
  const url = new URL(server + filled);
  url.search = query?.toString() ?? "";
  return fetch(url, {
    method: operation.method,
    headers: {
      Authorization: "Bearer polar_test",
      ...(body !== undefined && { "Content-Type": "application/json" }),
      ...headers,
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
    redirect: "error",
    signal: AbortSignal.timeout(10_000),
  });
}

function exampleOf({ id, parameters }: DeclaredOperation, name: string): unknown {
  const { example } = parameters.find((parameter) => parameter.name === name) ?? {};
  if (example === undefined) throw new Error(`${id} has no example of ${name}`);
  return example;
}
