import { assertBody, isOrderId } from "./arguments.js";
import { assert } from "./assert.js";
import { ValidationError } from "./errors/api-errors.js";
import { withoutRepeats } from "./errors/issues.js";
import { customerSessionCreateMembers } from "./generated/constants.js";
import { customerSessionsCreate } from "./generated/operations.js";
import type { CustomerSession, CustomerSessionCreate } from "./generated/types.js";
import { clientOptions, resolveOptions, type OptionTable } from "./options.js";
import { isString } from "./predicates.js";
import { createCall } from "./transport/api.js";
import { systemRuntime } from "./transport/call.js";
import { isToken } from "./transport/token.js";
import type { CallOptions, ClientOptions, TokenProvider } from "./types.js";

export type {
  Customer,
  CustomerIndividual,
  CustomerSession,
  CustomerSessionCreate,
  CustomerTeam,
} from "./generated/types.js";

/** The options of `createSessionsClient`. */
export interface SessionsClientOptions extends ClientOptions {
  /** An organization token (`polar_oat_…`) with the scope `customer_sessions:write`. It gives access to everything: keep it on the server. */
  organizationToken: string;
  /** Lets the client start where `window` and `document` exist: only for tests under jsdom. Default: `false`. */
  dangerouslyAllowBrowser?: boolean | undefined;
}

/** Creates customer sessions. */
export interface SessionsClient {
  /**
   * Creates a session. It lasts one hour and cannot be renewed or revoked; earlier ones stay valid. `token` and `customer_portal_url` are
   * secrets of the customer, and `customer` is personal data: log none of them.
   *
   * @param request Exactly one of `customer_id` and `external_customer_id`; optional `member_id`, `external_member_id`, `return_url`.
   * @throws {TypeError} A wrong argument; nothing was sent.
   * @throws {ValidationError} No such customer or member, or a value that Polar refuses.
   * @throws {ConflictError} `AmbiguousExternalCustomerID`: a token of a user found the id in several organizations.
   * @throws {PolarError} No readable response came, or Polar refused for another reason.
   * @see https://polar.sh/docs/api-reference/customer-portal/sessions/create
   */
  create(request: CustomerSessionCreate, options?: CallOptions): Promise<CustomerSession>;

  /**
   * Makes a token function for `createOrdersClient({ customerSession })`: it creates a session when first called, reuses its token
   * until a minute before it expires, and creates another one if Polar refuses the token. Failures are not cached. Concurrent calls
   * share one request.
   *
   * @param request Whose session; as for `create`.
   * @throws {TypeError} A wrong argument.
   */
  provider(request: CustomerSessionCreate): TokenProvider;
}

const sessionsOptions: OptionTable = {
  organizationToken: [undefined, isToken, "a token of visible ASCII characters, without spaces or a scheme"],
  dangerouslyAllowBrowser: [false, (value) => typeof value === "boolean", "true or false"],
  ...clientOptions,
};

// A token is given up this long before its end, so that it still lives when it arrives.
const marginMs = 60_000;

/**
 * Makes a client that creates customer sessions. For servers only: it holds the organization's token.
 *
 * @param options `organizationToken` is required; see `SessionsClientOptions` for units and defaults.
 * @throws {TypeError} A wrong option, or a browser.
 */
export function createSessionsClient(options: SessionsClientOptions): SessionsClient {
  const { organizationToken, dangerouslyAllowBrowser, ...resolved } = resolveOptions(options, sessionsOptions);
  assert(
    dangerouslyAllowBrowser || !("window" in globalThis && "document" in globalThis),
    "createSessionsClient must not run in a browser: who can read the organization token can do everything. Create sessions on a server. Tests under jsdom set dangerouslyAllowBrowser: true",
  );
  const call = createCall({
    ...resolved,
    signal: undefined,
    runtime: systemRuntime,
    nextToken: () => organizationToken,
  });
  const create: SessionsClient["create"] = async (request, callOptions) => {
    assertSessionRequest(request);
    try {
      return await call(customerSessionsCreate, callOptions, (session) => isToken(session?.["token"]), {}, request);
    } catch (error) {
      if (error instanceof ValidationError) dropOtherVariant(error, request);
      throw error;
    }
  };
  return { create, provider: (request) => createProvider(create, request, resolved.timeoutMs) };
}

function assertSessionRequest(request: CustomerSessionCreate): void {
  assertBody(request, "request", customerSessionCreateMembers);
  const { customer_id, external_customer_id } = request;
  const ids = [customer_id, external_customer_id].filter(isString);
  assert(ids.length === 1, "request must have exactly one of customer_id and external_customer_id");
  assert(!isString(customer_id) || isOrderId(customer_id), "request.customer_id must be a UUID version 4 with hyphens");
}

/** Polar checks a request against both of its variants and reports the faults of both: those of the one that was not sent mislead. */
function dropOtherVariant(error: ValidationError, request: CustomerSessionCreate): void {
  const variants = ["CustomerSessionCustomerIDCreate", "CustomerSessionCustomerExternalIDCreate"];
  const sent = variants[isString(request.customer_id) ? 0 : 1];
  const issues = error.issues
    .filter(({ path }) => path[0] === sent || !variants.includes(String(path[0])))
    // A request is flat: behind its member come names of Polar's libraries.
    .map(({ path, message, code }) => ({ path: path.filter((step) => step !== sent).slice(0, 1), message, code }));
  const distinct = withoutRepeats(issues);
  // A getter, as in the class: the messages can repeat what was sent, and a logger may print values.
  Object.defineProperty(error, "issues", { get: () => distinct });
}

function createProvider(
  create: SessionsClient["create"],
  given: CustomerSessionCreate,
  timeoutMs: number,
): TokenProvider {
  assertSessionRequest(given);
  // A copy: what the caller makes of the object later is another customer's session.
  const request = { ...given };
  let cached: { readonly token: string; readonly endsAt: number } | undefined;
  let pending: { readonly token: Promise<string>; readonly endsAt: number } | undefined;
  const renew = async (): Promise<string> => {
    // Counted on a clock that nobody sets, from before the request: only the length of the life is taken from Polar's.
    const startedAt = performance.now();
    const { token, created_at, expires_at } = await create(request);
    cached = { token, endsAt: startedAt + Date.parse(expires_at) - Date.parse(created_at) - marginMs };
    return token;
  };
  return ({ refused }) => {
    const now = performance.now();
    if (cached && cached.token !== refused && now < cached.endsAt) return cached.token;
    // One that is older than a call can last hangs: in a worker, it dies with the request that began it.
    if (!pending || now > pending.endsAt) {
      const run = { token: renew().finally(() => pending === run && (pending = undefined)), endsAt: now + timeoutMs };
      pending = run;
    }
    return pending.token;
  };
}
