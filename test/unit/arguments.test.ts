import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  createOrdersClient,
  type CustomerOrderUpdate,
  type FetchFunction,
  type OrdersClientOptions,
} from "../../src/index.js";
import { failureOf, id } from "../support/orders.js";

/** A `fetch` that fails the test: nothing may be sent. */
const noFetch: FetchFunction = () => {
  throw new Error("something was sent");
};
const accepted: FetchFunction = async () => Response.json({ id });
const orders = createOrdersClient({ customerSession: "polar_cst_test", fetch: noFetch });

async function refusal(...args: unknown[]): Promise<string> {
  const error = await failureOf(Reflect.apply(orders.update, orders, args) as Promise<unknown>);
  expect(error).toBeInstanceOf(TypeError);
  return (error as TypeError).message;
}

function optionRefusal(options: unknown): string {
  try {
    createOrdersClient(options as OrdersClientOptions);
  } catch (error) {
    expect(error).toBeInstanceOf(TypeError);
    return (error as TypeError).message;
  }
  throw new Error("the option was accepted");
}

/** The URL that an accepted call goes to. */
async function urlOf(options: Partial<OrdersClientOptions>, orderId = id): Promise<string> {
  const urls: string[] = [];
  const client = createOrdersClient({
    customerSession: "t",
    ...options,
    fetch: async (url) => {
      urls.push(url);
      return Response.json({ id: orderId });
    },
  });
  await client.update(orderId, {});
  expect(urls).toHaveLength(1);
  return urls[0]!;
}

describe("id", () => {
  test.each([
    "",
    " ",
    ".",
    "..",
    "../customers",
    "a/b",
    "?",
    "#",
    "%2e%2e",
    "abc",
    5,
    null,
    undefined,
    {},
    `${id}/`,
    `${id}?x`,
    ` ${id}`,
    `${id}\n`,
    id.replaceAll("-", ""),
    "c232ab00-9414-11ec-b3c8-9f6bdeced846",
    "00000000-0000-0000-0000-000000000000",
    "4f6c1b0e-5a53-4d2e-ca0b-6f0d8d1c2b3a",
  ])("%j is refused without being repeated", async (wrong) => {
    expect(await refusal(wrong, {})).toBe("id must be a UUID version 4 with hyphens");
  });

  test("is taken in either case", async () => {
    expect(await urlOf({}, id.toUpperCase())).toBe(
      `https://api.polar.sh/v1/customer-portal/orders/${id.toUpperCase()}`,
    );
  });

  test("any accepted id is exactly one segment of the path", async () => {
    const anything = fc.oneof(fc.uuid({ version: 4 }), fc.uuid(), fc.string({ unit: "binary" }), fc.webPath());
    await fc.assert(
      fc.asyncProperty(anything, async (candidate) => {
        let path: string;
        try {
          path = new URL(await urlOf({}, candidate)).pathname;
        } catch (error) {
          expect(error).toBeInstanceOf(TypeError);
          return;
        }
        expect(path).toBe(`/v1/customer-portal/orders/${candidate}`);
        expect(path.split("/")).toHaveLength(5);
      }),
      { numRuns: 500 },
    );
  });
});

describe("changes", () => {
  test.each([
    [undefined, "changes must be a plain object"],
    [null, "changes must be a plain object"],
    ["billing_name", "changes must be a plain object"],
    [[], "changes must be a plain object"],
    [new Date(0), "changes must be a plain object"],
    [new Map(), "changes must be a plain object"],
    [new URLSearchParams(), "changes must be a plain object"],
    [new FormData(), "changes must be a plain object"],
    // JSON would drop what its accessors give.
    [
      new (class Form {
        billing_name = "Ada";
      })(),
      "changes must be a plain object",
    ],
    [{ billing_address: new Map() }, "changes.billing_address must be a plain object"],
    [{ billingName: "Ada" }, "changes has an unknown member billingName; known are billing_name, billing_address"],
    [
      { billing_nmae: undefined },
      "changes has an unknown member billing_nmae; known are billing_name, billing_address",
    ],
    [{ "1815 Ada": 1 }, "changes has an unknown member; known are billing_name, billing_address"],
    [{ "Ada Lovelace 1815": 1 }, "changes has an unknown member; known are billing_name, billing_address"],
    [{ billing_address: "1 Main St" }, "changes.billing_address must be a plain object"],
    [{ billing_address: [] }, "changes.billing_address must be a plain object"],
    [{ billing_address: "" }, "changes.billing_address must be a plain object"],
    [
      { billing_address: { country: "US", zip: "94105" } },
      "changes.billing_address has an unknown member zip; known are line1, line2, postal_code, city, state, country",
    ],
    [{ billing_name: 5 }, "changes.billing_name must be a string or null"],
    [{ billing_name: false }, "changes.billing_name must be a string or null"],
    [{ billing_name: ["Ada"] }, "changes.billing_name must be a string or null"],
    [{ billing_name: () => "Ada" }, "changes.billing_name must be a string or null"],
    [{ billing_address: 0 }, "changes.billing_address must be a plain object"],
    [{ billing_address: { country: Symbol("US") } }, "changes.billing_address.country must be a string or null"],
    [{ billing_address: { country: "US", line1: {} } }, "changes.billing_address.line1 must be a string or null"],
  ])("%o is refused by name and rule", async (changes, message) => {
    expect(await refusal(id, changes)).toBe(message);
  });

  test.each<[string, CustomerOrderUpdate]>([
    ["an empty object", {}],
    ["null members", { billing_name: null, billing_address: null }],
    ["an object without a prototype", Object.assign(Object.create(null) as object, { billing_name: "Ada" })],
  ])("%s is taken", async (_fact, changes) => {
    const client = createOrdersClient({ customerSession: "t", fetch: accepted });
    expect(await client.update(id, changes)).toEqual({ id });
  });

  test("are read once: what the caller changes later reaches no retry", async () => {
    const bodies: unknown[] = [];
    const changes: { billing_name: string } = { billing_name: "first" };
    const client = createOrdersClient({
      customerSession: "t",
      fetch: async (_url, { body }) => {
        bodies.push(body);
        changes.billing_name = "second";
        return bodies.length === 1 ? new Response(null, { status: 500 }) : Response.json({ id });
      },
    });
    const updated = client.update(id, changes);
    changes.billing_name = "changed at once";
    await updated;
    expect(bodies).toEqual(['{"billing_name":"first"}', '{"billing_name":"first"}']);
  });
});

describe("the options of a call", () => {
  test.each([
    [null, "options must be a plain object"],
    [
      { retries: 1 },
      "options has an unknown member retries; known are timeoutMs, attemptTimeoutMs, maxRetries, signal",
    ],
    [{ signal: {} }, "signal must be an AbortSignal"],
    [{ signal: null }, "signal must be an AbortSignal"],
    [{ signal: { throwIfAborted() {}, aborted: false } }, "signal must be an AbortSignal"],
    [{ timeoutMs: null }, "timeoutMs must be a number of milliseconds from 1 to 2147483647"],
    [{ timeoutMs: 0 }, "timeoutMs must be a number of milliseconds from 1 to 2147483647"],
    [{ timeoutMs: 2_147_483_648 }, "timeoutMs must be a number of milliseconds from 1 to 2147483647"],
    [{ timeoutMs: Number.NaN }, "timeoutMs must be a number of milliseconds from 1 to 2147483647"],
    [{ timeoutMs: "10" }, "timeoutMs must be a number of milliseconds from 1 to 2147483647"],
    [{ maxRetries: -1 }, "maxRetries must be a whole number, 0 or more"],
    [{ maxRetries: 1.5 }, "maxRetries must be a whole number, 0 or more"],
    [{ maxRetries: Number.POSITIVE_INFINITY }, "maxRetries must be a whole number, 0 or more"],
  ])("%o is refused by name and rule", async (options, message) => {
    expect(await refusal(id, {}, options)).toBe(message);
  });

  test("undefined is as good as absent", async () => {
    const client = createOrdersClient({ customerSession: "t", fetch: accepted });
    const options = { signal: undefined, timeoutMs: undefined, maxRetries: undefined };
    expect(await client.update(id, {}, options)).toEqual({ id });
  });
});

describe("the options of the client", () => {
  const session = { customerSession: "t" };
  const tokenRule =
    "customerSession must be a token of visible ASCII characters without spaces, or a function that gives one";
  const serverRule =
    "server must be production, sandbox, an https URL or http on loopback, without credentials, query or fragment";
  test.each<[unknown, string]>([
    [undefined, "options must be a plain object"],
    [{}, tokenRule],
    [{ customerSession: "" }, tokenRule],
    [{ customerSession: "secret\r\nX-Evil: 1" }, tokenRule],
    [{ customerSession: "Bearer secret" }, tokenRule],
    [{ customerSession: "sécret" }, tokenRule],
    [{ customerSession: 5 }, tokenRule],
    [
      { ...session, token: "secret" },
      expect.stringMatching(/^options has an unknown member token; known are customerSession, /),
    ],
    [{ ...session, server: "" }, serverRule],
    [{ ...session, server: "staging" }, serverRule],
    [{ ...session, server: "api.polar.sh" }, serverRule],
    [{ ...session, server: "http://api.polar.sh" }, serverRule],
    [{ ...session, server: "http://127.0.0.1.example.com" }, serverRule],
    [{ ...session, server: "http://localhost.example.com" }, serverRule],
    // An ordinary DNS name on Linux.
    [{ ...session, server: "http://polar.localhost" }, serverRule],
    [{ ...session, server: "ftp://localhost" }, serverRule],
    [{ ...session, server: null }, serverRule],
    [{ ...session, server: "toString" }, serverRule],
    [{ ...session, server: "https://user@polar.example.com" }, serverRule],
    [{ ...session, server: "https://:secret@polar.example.com" }, serverRule],
    [{ ...session, server: "https://polar.example.com?x=1" }, serverRule],
    [{ ...session, server: "https://polar.example.com/v?" }, serverRule],
    [{ ...session, server: "https://polar.example.com/#" }, serverRule],
    [{ ...session, server: "https://polar.example.com#x" }, serverRule],
    [{ ...session, apiVersion: "" }, "apiVersion must be of the form YYYY-MM"],
    [{ ...session, apiVersion: "v1" }, "apiVersion must be of the form YYYY-MM"],
    [{ ...session, apiVersion: "2026-100" }, "apiVersion must be of the form YYYY-MM"],
    [{ ...session, timeoutMs: 0 }, "timeoutMs must be a number of milliseconds from 1 to 2147483647"],
    [{ ...session, maxRetries: "2" }, "maxRetries must be a whole number, 0 or more"],
    [{ ...session, attemptTimeoutMs: -1 }, "attemptTimeoutMs must be a number of milliseconds from 1 to 2147483647"],
    [
      { ...session, attemptTimeoutMs: Number.POSITIVE_INFINITY },
      "attemptTimeoutMs must be a number of milliseconds from 1 to 2147483647",
    ],
    [{ ...session, fetch: "fetch" }, "fetch must be a function"],
    [{ ...session, checkResponse: true }, "checkResponse must be a function"],
    [{ ...session, apiVersion: "v2026-10" }, "apiVersion must be of the form YYYY-MM"],
    [{ ...session, onAttempt: {} }, "onAttempt must be a function"],
  ])("%o is refused by name and rule", (options, message) => {
    expect(optionRefusal(options)).toEqual(message);
  });

  const path = `/v1/customer-portal/orders/${id}`;
  test.each<[OrdersClientOptions["server"], string]>([
    ["production", `https://api.polar.sh${path}`],
    ["sandbox", `https://sandbox-api.polar.sh${path}`],
    ["https://polar.example.com", `https://polar.example.com${path}`],
    ["https://polar.example.com/", `https://polar.example.com${path}`],
    ["https://polar.example.com/proxy/polar///", `https://polar.example.com/proxy/polar${path}`],
    [new URL("https://polar.example.com:8443/proxy"), `https://polar.example.com:8443/proxy${path}`],
    ["http://localhost:4010", `http://localhost:4010${path}`],
    ["http://127.1.2.3", `http://127.1.2.3${path}`],
    ["http://127.0.10.255", `http://127.0.10.255${path}`],
    ["http://[::1]:4010", `http://[::1]:4010${path}`],
  ])("server %s leads to the operation", async (server, url) => {
    expect(await urlOf({ server: server! })).toBe(url);
  });

  test("the least and the longest durations are taken", () => {
    const least = { timeoutMs: 1, attemptTimeoutMs: 1, maxRetries: 0 };
    const longest = { timeoutMs: 2_147_483_647, attemptTimeoutMs: 2_147_483_647 };
    expect(() => createOrdersClient({ ...session, ...least })).not.toThrow();
    expect(() => createOrdersClient({ ...session, ...longest })).not.toThrow();
  });

  test("apiVersion is sent as Polar-Version", async () => {
    let version: string | null = null;
    const client = createOrdersClient({
      ...session,
      apiVersion: "2027-01",
      fetch: async (_url, { headers }) => {
        version = new Headers(headers).get("Polar-Version");
        return Response.json({ id });
      },
    });
    await client.update(id, {});
    expect(version).toBe("2027-01");
  });
});
