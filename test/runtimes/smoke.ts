import type * as Index from "../../src/index.js";
import type { AnyPolarError, OrdersClientOptions } from "../../src/index.js";

/** What the program is told of its surroundings. */
export interface Surroundings {
  /** The fake Polar. */
  readonly polar: string;
  /** The server of faults; the first step of a path names the fault. */
  readonly faults: string;
  readonly token: string;
  /** An order with a country, and a receipt that is yet to be rendered. */
  readonly orderId: string;
  /** In a browser, CORS hides what a server's answer does not expose. */
  readonly isBrowser: boolean;
}

export interface Check {
  readonly name: string;
  readonly problem: string | undefined;
  /** What was seen, if runtimes may differ. */
  readonly seen: string | undefined;
}

const secret = "7secretname777";

/** One and the same program for every runtime: uses the client as an application does, on Web APIs alone. */
export async function smoke(entry: typeof Index, surroundings: Surroundings): Promise<Check[]> {
  const checks: Check[] = [];
  for (const [name, run] of Object.entries(checksOf(entry, surroundings))) {
    try {
      const seen = (await run()) ?? undefined;
      checks.push({ name, problem: undefined, seen });
    } catch (error) {
      checks.push({ name, problem: String(error), seen: undefined });
    }
  }
  return checks;
}

type Run = () => Promise<string | void>;

function checksOf(
  entry: typeof Index,
  { polar, faults, token, orderId, isBrowser }: Surroundings,
): Record<string, Run> {
  const clientAt = (server: string, options: Partial<OrdersClientOptions> = {}) =>
    entry.createOrdersClient({ server, customerSession: token, maxRetries: 0, ...options });
  const orders = clientAt(polar);
  const failing = (fault: string, options?: Partial<OrdersClientOptions>): Promise<AnyPolarError> =>
    failureOf(entry, clientAt(`${faults}/${fault}`, options).update(orderId, { billing_name: secret }));
  return {
    async get() {
      equal((await orders.get(orderId)).id, orderId);
    },
    async "the platform's own fetch"() {
      equal((await clientAt(polar, { fetch: globalThis.fetch }).get(orderId)).id, orderId);
    },
    async list() {
      const { items, pagination } = await orders.list({ limit: 1, sorting: ["-created_at"] });
      equal([items.length, pagination.total_count], [1, 2]);
    },
    async update() {
      equal((await orders.update(orderId, { billing_name: "Grace Hopper" })).billing_name, "Grace Hopper");
      equal((await orders.get(orderId)).billing_name, "Grace Hopper");
    },
    async "422 with field issues"() {
      const error = await failureOf(entry, orders.update(orderId, { billing_address: { country: "FR" } }));
      equal(error.name === "ValidationError" && error.issues[0]?.path, ["billing_address", "country"]);
    },
    async "429"() {
      const error = await failing("429");
      // Polar does not expose the header to other origins.
      equal([error.name, Reflect.get(error, "retryAfterMs")], ["RateLimitError", isBrowser ? 60_000 : 7000]);
      return `retryAfterMs ${Reflect.get(error, "retryAfterMs")}`;
    },
    async "an answer without CORS headers"() {
      const error = await failing("without-cors");
      equal(error.name, isBrowser ? "ConnectionError" : "RateLimitError");
      return error.name;
    },
    async "a lost connection"() {
      const error = await failing("reset");
      equal(error.name, "ConnectionError");
      return causes(error);
    },
    async "a timeout"() {
      const error = await failing("stall", { attemptTimeoutMs: 200 });
      equal([error.name, Reflect.get(error, "limit")], ["TimeoutError", "attemptTimeoutMs"]);
    },
    async "an abort"() {
      const controller = new AbortController();
      const reason = { mine: true };
      setTimeout(() => controller.abort(reason), 100);
      const call = clientAt(`${faults}/stall`).get(orderId, { signal: controller.signal });
      const caught: unknown = await call.then(
        () => "resolved",
        (error: unknown) => error,
      );
      equal(caught === reason, true);
    },
    async "a redirect is refused"() {
      const error = await failing("redirect");
      equal([error.name, Reflect.get(error, "status")], ["RedirectError", isBrowser ? 0 : 307]);
      return `status ${Reflect.get(error, "status")}`;
    },
    async "a token is renewed"() {
      const customerSession = ({ refused }: { refused: string | undefined }) => (refused ? token : "polar_cst_old");
      equal((await clientAt(polar, { customerSession }).get(orderId)).id, orderId);
    },
    async "a broken body"() {
      const error = await failing("broken");
      equal([error.name, Reflect.get(error, "status")], ["UnreadableResponseError", 200]);
      return causes(error);
    },
    async "a receipt of 202"() {
      equal(await orders.receipt(orderId), undefined);
      equal(typeof (await orders.receipt(orderId))?.url, "string");
    },
    async "an invoice request of 202"() {
      equal(await orders.generateInvoice(orderId), undefined);
    },
    async "no printed form holds a token or what was typed"() {
      for (const fault of ["echo", "broken", "reset", "redirect"]) {
        const error = await failing(fault);
        const printed = [String(error), String(error.stack), JSON.stringify(error), String(error.cause)].join();
        equal([printed.includes(secret), printed.includes(token)], [false, false]);
      }
    },
  };
}

async function failureOf(entry: typeof Index, call: Promise<unknown>): Promise<AnyPolarError> {
  const caught: unknown = await call.then(
    () => "resolved",
    (error: unknown) => error,
  );
  if (!entry.isPolarError(caught)) throw new Error(`not a PolarError: ${String(caught)}`);
  return caught;
}

function equal(actual: unknown, expected: unknown): void {
  const [is, wanted] = [JSON.stringify(actual), JSON.stringify(expected)];
  if (is !== wanted) throw new Error(`${is} instead of ${wanted}`);
}

/** The names and codes of an error's causes. */
function causes({ cause }: Error): string {
  const names: string[] = [];
  for (let one = cause; one instanceof Error; one = one.cause) {
    const code: unknown = Reflect.get(one, "code");
    names.push(typeof code === "string" ? `${one.name} ${code}` : one.name);
  }
  return names.join(" < ") || "no cause";
}
