/**
 * Stands in for `Request` in openapi-fetch: keeps what `fetch` is to be called with. Building a real `Request` is most of
 * openapi-fetch's cost, and a real one would turn the body into a stream, which Polar refuses with 411 when it is cloned.
 */
export class PreparedRequest {
  readonly url: string;
  readonly init: RequestInit;

  constructor(url: string, init: RequestInit) {
    this.url = url;
    this.init = init;
  }
}
