import { apiVersion } from "../generated/constants.js";
import { json, oauthProblem, ordinary, problem } from "./answers.js";
import { found, toUuid, uuid, type Check, type Finding } from "./checks.js";
import { getInvoice, getPaymentStatus, getReceipt, look, requestInvoice } from "./documents.js";
import { checkQuery, list } from "./list.js";
import { createSession, sessionBody } from "./sessions.js";
import type { Call, Caller, State } from "./state.js";
import type { FakeRequest } from "./types.js";
import { update, updateBody } from "./update.js";

/** For sessions, unless it names the scope that an organization token needs. */
interface Operation {
  readonly scope?: string;
  readonly query?: typeof checkQuery;
  readonly body?: Check;
  readonly run: (call: Call) => Response;
}

const orders = "/v1/customer-portal/orders/";
const operations: Readonly<Record<string, Operation>> = {
  [`GET ${orders}`]: { query: checkQuery, run: list },
  [`GET ${orders}{id}`]: { run: ({ order }) => json(200, order) },
  [`PATCH ${orders}{id}`]: { body: updateBody, run: update },
  [`GET ${orders}{id}/invoice`]: { run: getInvoice },
  [`POST ${orders}{id}/invoice`]: { run: requestInvoice },
  [`GET ${orders}{id}/receipt`]: { run: getReceipt },
  [`GET ${orders}{id}/payment-status`]: { run: getPaymentStatus },
  "POST /v1/customer-sessions/": { scope: "customer_sessions:write", body: sessionBody, run: createSession },
};
const versions = new Set(["2026-04", apiVersion, "2027-01"]);
const maxBytes = 10_485_760;

/** Answers in Polar's order of checks. */
export function respond(state: State, request: FakeRequest): Response {
  const version = request.headers.get("Polar-Version") || apiVersion;
  if (!versions.has(version)) return json(404, { detail: "Not Found" }, {});
  const answer = checkLength(request) ?? route(state, request);
  answer.headers.set("Polar-Version", version);
  return answer;
}

function checkLength({ method, body }: FakeRequest): Response | undefined {
  if (!/^(POST|PUT|PATCH)$/.test(method)) return undefined;
  if (body === undefined) return problem(411, "LengthRequired", "A Content-Length header is required.", {});
  const detail = `Request body exceeded the maximum allowed size of ${maxBytes} bytes.`;
  return new TextEncoder().encode(body).length > maxBytes ? problem(413, "RequestBodyTooLarge", detail, {}) : undefined;
}

function route(state: State, request: FakeRequest): Response {
  const { method, url, headers } = request;
  // A client registration token counts as none.
  const token = /^bearer +(?!polar_crt_)([!-~]+)$/i.exec(headers.get("Authorization") ?? "")?.[1];
  const caller = state.callers.get(token ?? "");
  if (token && !(caller && caller.expiresAt > state.now())) return oauthProblem(401, "invalid_token");
  const find = (verb: string, path: string) => operations[`${verb} ${path.replace(/(\/orders\/)[^/]+/, "$1{id}")}`];
  const operation = find(method, url.pathname);
  if (operation) return perform(state, request, operation, caller);
  const Allow = ["GET", "POST", "PATCH"].find((verb) => find(verb, url.pathname));
  if (Allow) return json(405, { detail: "Method Not Allowed" }, { ...ordinary, Allow });
  const path = url.pathname.endsWith("/") ? url.pathname.slice(0, -1) : `${url.pathname}/`;
  if (!find("GET", path) && !find("POST", path)) return json(404, { detail: "Not Found" });
  return new Response(null, { status: 307, headers: { Location: url.origin + path + url.search } });
}

function perform(state: State, request: FakeRequest, operation: Operation, caller: Caller | undefined): Response {
  const { pathname, searchParams: query } = request.url;
  const { body, faults } = operation.body ? readBody(request) : {};
  if (faults) return problem(422, "RequestValidationError", faults);
  const challenge = { ...ordinary, "WWW-Authenticate": 'Bearer realm="polar"' };
  if (!caller || !caller.scopes !== !operation.scope) return problem(401, "Unauthorized", "Unauthorized", challenge);
  if (operation.scope && !caller.scopes?.includes(operation.scope))
    return oauthProblem(403, "insufficient_scope", `scope="${operation.scope}", `);
  if (caller.role === "member")
    return problem(403, "NotPermitted", "Only owners and billing managers can access billing features.");
  const id = /\/orders\/([^/]+)/.exec(pathname)?.[1];
  const findings = [
    ...(id === undefined ? [] : uuid(["path", "id"], id)),
    ...(operation.query?.(query) ?? []),
    ...(operation.body?.(["body"], body) ?? []),
  ];
  if (findings.length > 0) return problem(422, "RequestValidationError", findings);
  const own = state.orders.filter(({ customer_id }) => customer_id === caller.customerId);
  const order = own.find((one) => one.id === toUuid(id ?? ""))!;
  if (id !== undefined && !order) return problem(404, "ResourceNotFound", "Not found");
  if (order && request.method === "GET") look(state, order);
  return operation.run({ state, own, order, query, body });
}

function readBody({ headers, body = "" }: FakeRequest): { body?: unknown; faults?: Finding[] } {
  // Without a JSON media type, the body counts as one string.
  const isJson = /^application\/([\w.-]+\+)?json(?![\w.+-])/i.test(headers.get("Content-Type") ?? "");
  try {
    return { body: body && isJson ? ((JSON.parse(body) as unknown) ?? undefined) : body || undefined };
  } catch {
    // Right where a value is missing; for other faults Polar has other words.
    const at = /^([^"]|"([^"\\]|\\.)*")*?[:,[]\s*(?=[^\s"{[\dtfn-]|$)/.exec(body)?.[0].length ?? 0;
    return { faults: found("json_invalid", ["body", at], "JSON decode error", {}, { error: "Expecting value" }) };
  }
}
