import type { FetchFunction } from "../../src/index.js";

/** One request and its answer as they went over the wire. */
export interface Recorded {
  readonly method: string;
  readonly url: string;
  readonly headers: Headers;
  readonly body: unknown;
  readonly response: Response;
  readonly text: string;
}

/** The real `fetch`, with further headers (Prism's `Prefer`), that keeps what it sent and got. */
export function recordingFetch(extraHeaders: Record<string, string> = {}): {
  fetch: FetchFunction;
  requests: Recorded[];
} {
  const requests: Recorded[] = [];
  return {
    requests,
    async fetch(url, init) {
      const headers = new Headers(init.headers);
      for (const [name, value] of Object.entries(extraHeaders)) headers.set(name, value);
      const response = await fetch(url, { ...init, headers });
      const text = await response.clone().text();
      requests.push({ method: init.method ?? "GET", url, headers, body: init.body, response, text });
      return response;
    },
  };
}
