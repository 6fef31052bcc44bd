import { breakOff, connectionLost, failure, stall } from "./testing/answers.js";
import { respond } from "./testing/router.js";
import { anOrder } from "./testing/samples.js";
import { createState } from "./testing/state.js";
import type { FakePolar, FakePolarOptions, FakeRequest, Fault } from "./testing/types.js";

export { anOrder, type OrderOverrides } from "./testing/samples.js";
export type { FakePolar, FakePolarOptions, FakeRequest, Fault, TokenRequest } from "./testing/types.js";

/** Makes an in-memory Polar for tests and demos. It follows Polar's rules, and remembers. */
export function createFakePolar({ orders = [anOrder()], ...options }: FakePolarOptions = {}): FakePolar {
  const state = createState(orders, options);
  const faults: Fault[] = [];
  const requests: FakeRequest[] = [];
  return {
    ...state,
    requests,
    token: state.issueToken(),
    organizationToken: state.issueToken({ scopes: ["customer_sessions:write"] }),
    failNext: (fault, times = 1) => void faults.push(...Array.from({ length: times }, () => fault)),
    expire: (token) => void state.callers.delete(token),
    async fetch(url, { method = "GET", body, signal, ...init } = {}) {
      signal?.throwIfAborted();
      const headers = new Headers(init.headers);
      const request: FakeRequest = { method, url: new URL(url), headers, body: undefined, status: undefined };
      requests.push(request);
      const fault = faults.shift();
      request.body = await readBody(method, body);
      signal?.throwIfAborted();
      if (fault === "connection") throw connectionLost();
      if (fault === "stall") return stall(signal);
      const answer = typeof fault === "object" ? failure(fault) : respond(state, request);
      if (fault === "lost response") throw connectionLost();
      request.status = answer.status;
      return fault === "broken body" ? breakOff(answer) : answer;
    },
  };
}

/** `undefined` where `fetch` announces no length. */
async function readBody(method: string, body: RequestInit["body"] = null): Promise<string | undefined> {
  if (body === null) return /^(POST|PUT)$/.test(method) ? "" : undefined;
  return body instanceof ReadableStream ? undefined : new Response(body).text();
}
