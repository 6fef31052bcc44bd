import { createFakePolar, type FakePolar, type FakePolarOptions } from "../../src/testing.js";
import { answerOracle, operations, type DeclaredOperation } from "./fragment.js";

const origin = "https://api.polar.sh";
const orders = "/v1/customer-portal/orders/";

/** A request to a fake; by default with a good token, and a body as JSON. */
export interface Sent {
  /** `null` for none. */
  readonly token?: string | null;
  readonly headers?: Readonly<Record<string, string>>;
  /** A string is sent as it is. */
  readonly body?: unknown;
}

/** A fake whose every answer is checked against the contract; `fetch` rejects if one departs from it. */
export interface CheckedFake extends FakePolar {
  /** Sends a request, such as `GET orders/?page=2`; a path that does not begin with `/` is one of the orders'. */
  send(request: string, sent?: Sent): Promise<Response>;
}

export function checkedFake(options?: FakePolarOptions): CheckedFake {
  const fake = createFakePolar(options);
  const fetch: FakePolar["fetch"] = async (url, init) => {
    const answer = await fake.fetch(url, init);
    const operation = operationAt(init?.method ?? "GET", new URL(url).pathname);
    if (operation) await check(operation, answer.clone());
    return answer;
  };
  const send: CheckedFake["send"] = (request, { token, headers, body } = {}) => {
    const [method = "", path = ""] = request.split(" ");
    const usual = path.startsWith("/v1/customer-sessions") ? fake.organizationToken : fake.token;
    const bearer = token === undefined ? usual : token;
    const isRaw = body === null || typeof body === "string" || body instanceof ReadableStream;
    return fetch(origin + (path.startsWith("/") ? path : orders + path), {
      method,
      headers: {
        ...(bearer !== null && { Authorization: `Bearer ${bearer}` }),
        ...(body !== undefined && { "Content-Type": "application/json" }),
        ...headers,
      },
      ...(body !== undefined && { body: isRaw ? body : JSON.stringify(body) }),
    });
  };
  return { ...fake, fetch, send };
}

function operationAt(method: string, path: string): DeclaredOperation | undefined {
  return operations.find(
    (one) => one.method === method && new RegExp(`^${one.path.replace("{id}", "[^/]+")}$`).test(path),
  );
}

async function check({ id, answers }: DeclaredOperation, answer: Response): Promise<void> {
  const { status, headers } = answer;
  const mediaType = headers.get("Content-Type")?.split(";")[0];
  const body = await answer.text();
  const place = `${id}: ${status} ${mediaType} ${body}`;
  if (!answers.some((one) => one.status === status && one.mediaType === mediaType))
    throw new Error(`${place} is not declared`);
  if (mediaType !== "application/json") return;
  const validate = answerOracle(status, id);
  if (!validate(JSON.parse(body))) throw new Error(`${place}: ${JSON.stringify(validate.errors)}`);
}
