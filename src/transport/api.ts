import createClient from "openapi-fetch";
import type { operations } from "../generated/types.js";
import { callOptions, resolveOptions, resolveServer } from "../options.js";
import type { Json } from "../predicates.js";
import type { CallOptions } from "../types.js";
import { send, type Operation, type PreparedRequest, type Settings } from "./call.js";

type StatusOfSuccess = 200 | 201 | 202;
type Responses<Id extends keyof operations> = operations[Id]["responses"];
type JsonOf<Content> = Content extends { content: { "application/json": infer Value } } ? Value : undefined;
/** What an operation's call resolves to, by the contract. */
type Success<Id extends keyof operations> = {
  [Status in keyof Responses<Id> & StatusOfSuccess]: JsonOf<Responses<Id>[Status]>;
}[keyof Responses<Id> & StatusOfSuccess];
type Body<Id extends keyof operations> = operations[Id] extends { requestBody: infer Content }
  ? JsonOf<Content>
  : undefined;

/**
 * Calls an operation under the caller's `options`. `accepts` says whether a parsed body is what the operation promises, and about
 * what was asked for; `params` and `body` are what openapi-fetch calls so.
 */
export type CallOperation = <Id extends keyof operations>(
  operation: Operation & { readonly operationId: Id },
  options: CallOptions | undefined,
  accepts: (value: Json) => boolean,
  params: operations[Id]["parameters"],
  body?: Body<Id>,
) => Promise<Success<Id>>;

/** `request` of openapi-fetch, without its types: those of `CallOperation` say more. */
type Request = (method: string, path: string, init: object) => Promise<{ readonly data?: unknown }>;

/** Sends the operations of one client: through openapi-fetch, whose `fetch` is the transport. */
export function createCall(settings: Settings): CallOperation {
  const baseUrl = resolveServer(settings.server);
  // Names everything that openapi-fetch would otherwise look up on `Object.prototype`, where a polluted one could redirect the token.
  const options = (fetch?: unknown, params?: object, body?: unknown): object => ({
    baseUrl,
    fetch,
    params,
    body,
    // To build a real one is most of openapi-fetch's cost, and makes a stream of the body, which Polar can refuse with 411.
    Request: SlimRequest,
    pathSerializer,
    querySerializer: undefined,
    bodySerializer: undefined,
    headers: undefined,
    parseAs: undefined,
    requestInitExt: undefined,
    middleware: undefined,
  });
  const request = createClient(options()).request as Request;
  return async (operation, given, accepts, params, body) => {
    const callSettings =
      given === undefined
        ? settings
        : { ...settings, ...resolveOptions(given, callOptions, settings as object as Record<string, unknown>) };
    // As much of a `Response` as openapi-fetch reads of a success: it reads as JSON only what has a length. The call runs in `json`:
    // there its failure comes through as it is, while openapi-fetch takes a falsy one of `fetch`, such as the reason of `abort(0)`,
    // for none.
    const fetch = (prepared: PreparedRequest): object => ({
      ok: true,
      status: 200,
      headers: { get: () => "1" },
      json: () => send(prepared, operation, accepts, callSettings),
    });
    const init = options(fetch, { __proto__: null, query: { __proto__: null }, ...params }, body);
    const { data } = await request(operation.method, operation.path, init);
    // Types let an async function pass for one that returns nothing; its rejection would go unhandled.
    if (settings.checkResponse) await (settings.checkResponse(data, operation.operationId) as unknown);
    return data as never;
  };
}

/** An id is checked before it gets here, so nothing of it needs an escape; openapi-fetch's own serializer takes some 5 µs a call. */
function pathSerializer(path: string, { id }: { readonly id: string }): string {
  return path.replace("{id}", id);
}

class SlimRequest implements PreparedRequest {
  readonly method: string | undefined;
  readonly body: PreparedRequest["body"];

  constructor(
    readonly url: string,
    { method, body }: RequestInit,
  ) {
    this.method = method;
    this.body = body;
  }
}
