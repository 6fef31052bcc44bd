import { apiVersion } from "../generated/constants.js";
import type { Finding } from "./checks.js";
import type { Fault } from "./types.js";

const oauthTexts = {
  invalid_token: "The access token provided is expired, revoked, malformed, or invalid for other reasons.",
  insufficient_scope: "The request requires higher privileges than provided by the access token.",
};
export const ordinary = { "Cache-Control": "private, no-store" };

export const json = (status: number, body: unknown, headers: Record<string, string> = ordinary): Response =>
  new Response(JSON.stringify(body), { status, headers: { "Content-Type": "application/json", ...headers } });
export const problem = (status: number, error: string, detail: string | Finding[], headers?: Record<string, string>) =>
  json(status, { error, detail }, headers);

/** OAuth's own form of an error. */
export function oauthProblem(status: number, error: keyof typeof oauthTexts, scope = ""): Response {
  const error_description = oauthTexts[error];
  const challenge = `Bearer realm="polar", ${scope}error="${error}", error_description="${error_description}"`;
  const headers = { "WWW-Authenticate": challenge, "Cache-Control": "no-store", Pragma: "no-cache" };
  return json(status, { error, error_description }, headers);
}

export function failure({ status, headers, body }: Exclude<Fault, string>): Response {
  if (body !== undefined && typeof body !== "string") return json(status, body, headers);
  const limited = { "Retry-After": "60", "Polar-Version": apiVersion };
  if (!headers && body === undefined && status === 429) return new Response(null, { status, headers: limited });
  return new Response(body ?? (status === 500 ? "Internal Server Error" : null), { status, headers: headers ?? {} });
}

/** What `fetch` rejects with on Node. */
export const connectionLost = (): TypeError =>
  new TypeError("fetch failed", { cause: Object.assign(new Error("read ECONNRESET"), { code: "ECONNRESET" }) });

export async function stall(signal: AbortSignal | null | undefined): Promise<never> {
  await new Promise((resolve) => signal?.addEventListener("abort", resolve, { once: true }));
  throw signal?.reason;
}

/** The answer, but with a body that breaks off. */
export function breakOff(answer: Response): Response {
  const start = (controller: ReadableStreamDefaultController) => controller.enqueue(new TextEncoder().encode("{"));
  const pull = (controller: ReadableStreamDefaultController) => controller.error(new TypeError("terminated"));
  return new Response(new ReadableStream({ start, pull }), answer);
}
