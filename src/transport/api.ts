import createClient from "openapi-fetch";
import type { operations } from "../generated/types.js";
import { callOptions, resolveOptions, resolveServer } from "../options.js";
import type { Json } from "../predicates.js";
import type { CallOptions } from "../types.js";
import { send, type Operation, type Settings } from "./call.js";

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
 * what was asked for; `params` is what openapi-fetch calls so.
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
  const { checkResponse } = settings;
  // Names what openapi-fetch would otherwise look up on `Object.prototype`, where a polluted one could redirect the token. Body and
  // headers are the transport's: it makes them for each attempt, and those of openapi-fetch take some 10 µs a call.
  const options = (fetch?: unknown, params?: object): object => ({
    baseUrl,
    fetch,
    params,
    Request: RequestUrl,
    pathSerializer,
    querySerializer: undefined,
    parseAs: undefined,
    middleware: undefined,
  });
  const request = createClient(options()).request as Request;
  return async (operation, given, accepts, params, body) => {
    const callSettings =
      given === undefined
        ? settings
        : { ...settings, ...resolveOptions(given, callOptions, settings as object as Record<string, unknown>) };
    // Here, so that what the caller changes later is not sent.
    const text = body && JSON.stringify(body);
    // As much of a `Response` as openapi-fetch reads of a success: it reads as JSON only what has a length. The call runs in `json`:
    // there its failure comes through as it is, while openapi-fetch takes a falsy one of `fetch`, such as the reason of `abort(0)`,
    // for none.
    const fetch = ({ url }: RequestUrl): object => ({
      ok: true,
      status: 200,
      headers: { get: () => "1" },
      json: () => send(url, text, operation, accepts, callSettings),
    });
    const init = options(fetch, { __proto__: null, query: { __proto__: null }, ...params });
    const { data } = await request(operation.method, operation.path, init);
    // Types let an async function pass for one that returns nothing; its rejection would go unhandled.
    if (checkResponse) await (checkResponse(data, operation.operationId) as unknown);
    return data as never;
  };
}

/** An id is checked before it gets here, so nothing of it needs an escape; openapi-fetch's own serializer takes some 5 µs a call. */
function pathSerializer(path: string, { id }: { readonly id: string }): string {
  return path.replace("{id}", id);
}

/** What is needed of a `Request`: a real one is costly, and makes a stream of the body, which Polar can refuse with 411. */
class RequestUrl {
  readonly method = "";
  constructor(readonly url: string) {}
}
