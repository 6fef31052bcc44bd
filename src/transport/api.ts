import createClient, { type Client } from "openapi-fetch";
import type { operations, paths } from "../generated/types.js";
import { callOptions, resolveOptions, resolveServer } from "../options.js";
import type { CallOptions } from "../types.js";
import { send, type Operation, type PreparedRequest, type Settings } from "./call.js";

/** Each option that openapi-fetch would else look up on `Object.prototype`, where a polluted one could redirect the token. */
const unset = {
  baseUrl: undefined,
  Request: undefined,
  headers: undefined,
  params: undefined,
  parseAs: undefined,
  querySerializer: undefined,
  bodySerializer: undefined,
  pathSerializer: undefined,
  requestInitExt: undefined,
  body: undefined,
  middleware: undefined,
};

type StatusOfSuccess = 200 | 201 | 202;
type Responses<Id extends keyof operations> = operations[Id]["responses"];
type ValueOf<Response> = Response extends { content: { "application/json": infer Body } } ? Body : undefined;
/** What an operation's call resolves to, by the contract. */
type Success<Id extends keyof operations> = {
  [Status in keyof Responses<Id> & StatusOfSuccess]: ValueOf<Responses<Id>[Status]>;
}[keyof Responses<Id> & StatusOfSuccess];

type Init = { readonly fetch: () => Promise<Response> };

/** Sends the operations of one client: in openapi-fetch's words, through the transport. */
export interface Api {
  /**
   * Makes a call. `request` gives it to openapi-fetch with `init`, whose `fetch` is the transport; `options` are the caller's;
   * `accepts` says whether a parsed body is what the operation promises, and about what was asked for.
   */
  readonly call: <Id extends keyof operations>(
    operation: Operation & { readonly operationId: Id },
    options: CallOptions | undefined,
    accepts: (value: unknown) => boolean,
    request: (api: Client<paths>, init: Init) => Promise<{ data?: unknown }>,
  ) => Promise<Success<Id>>;
}

export function createApi(settings: Settings): Api {
  const client = createClient<paths>({
    ...(unset as object),
    baseUrl: resolveServer(settings.server),
    pathSerializer,
    querySerializer,
    // To build a real one is most of openapi-fetch's cost, and makes a stream of the body, which Polar can refuse with 411.
    Request: SlimRequest as unknown as typeof Request,
  });
  return {
    async call(operation, options, accepts, request) {
      const callSettings =
        options === undefined ? settings : { ...settings, ...resolveOptions(options, callOptions, settings) };
      const transport = (prepared: PreparedRequest) =>
        new SlimResponse(() => send(prepared, operation, accepts, callSettings));
      const { data } = await request(client, { ...(unset as object), fetch: transport as unknown as Init["fetch"] });
      // Types let an async function pass for one that returns nothing; its rejection would go unhandled.
      if (settings.checkResponse) await (settings.checkResponse(data, operation.operationId) as unknown);
      return data as never;
    },
  };
}

/** An id is checked before it gets here, so nothing of it needs an escape. */
function pathSerializer(path: string, parameters: Readonly<Record<string, unknown>>): string {
  return path.replace("{id}", String(parameters["id"]));
}

/** Repeats a key for each of its values: brackets are ignored by Polar, which would silently drop a filter. Own members only. */
function querySerializer(query: Readonly<Record<string, unknown>>): string {
  const pairs = Object.entries(query).flatMap(([name, value]) =>
    value === undefined ? [] : [value].flat().map((one) => [name, String(one)]),
  );
  return String(new URLSearchParams(pairs));
}

class SlimRequest implements PreparedRequest {
  readonly method: string | undefined;

  constructor(
    readonly url: string,
    readonly init: PreparedRequest["init"],
  ) {
    this.method = init.method;
  }
}

/**
 * As much of a `Response` as openapi-fetch reads of a success. The call runs in `json`: there its failure comes through as it is, while
 * openapi-fetch takes a falsy one of `fetch`, such as the reason of `abort(0)`, for none.
 */
class SlimResponse {
  readonly ok = true;
  // It reads as JSON only what has a length.
  readonly headers = { get: () => "1" };

  constructor(readonly json: () => Promise<unknown>) {}
}
