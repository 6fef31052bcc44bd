/** The longest body that is read, in bytes after decompression; a page of 100 orders has 0.4 MB. */
export const longestBody = 8_388_608;
/** How much of an error's body is kept, in bytes. */
export const longestErrorBody = 65_536;

export interface BodyText {
  readonly text: string;
  /** Whether `text` ends where the limit was, and the rest was thrown away. */
  readonly isCut?: boolean;
}

/** Reads a body as text, up to `limit` bytes. A short gzip can become gigabytes, so what is counted is what comes out. */
export async function readText(response: Response, limit: number): Promise<BodyText> {
  const { body, headers, type } = response;
  const length = headers.get("Content-Length");
  // A browser hides the encoding of an answer from another origin; there the length may be the compressed one.
  const isShort = length !== null && Number(length) <= limit && !headers.get("Content-Encoding") && type !== "cors";
  if (!body || isShort) return { text: await response.text() };
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let text = "";
  for (let left = limit; ;) {
    const { done, value } = await reader.read();
    if (done) return { text: text + decoder.decode() };
    text += decoder.decode(value.subarray(0, left), { stream: true });
    left -= value.length;
    if (left < 0) {
      void reader.cancel().catch(() => {});
      return { text, isCut: true };
    }
  }
}
