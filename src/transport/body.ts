/** The longest body that is read, in bytes after decompression; a page of 100 orders has 0.4 MB. */
export const maxBodyBytes = 8_388_608;
/** How much of an error's body is kept, in bytes. */
export const maxErrorBodyBytes = 65_536;

export interface BodyText {
  readonly text: string;
  /** Whether `text` was cut at the limit. */
  readonly isCut?: boolean;
}

/**
 * Reads a body as text, up to `limit` bytes. A short gzip can become gigabytes, so what is counted is what comes out. After `signal`
 * has aborted it reads no further, even if the caller's own `fetch` ignores the signal.
 */
export async function readText(response: Response, limit: number, signal: AbortSignal): Promise<BodyText> {
  // An answer without a body, or a test's own that has `text` alone.
  if (!response.body) return { text: await response.text() };
  const reader = response.body.getReader();
  const decoder = new TextDecoder();
  let text = "";
  let chunk: Uint8Array | undefined;
  for (let left = limit; ;) {
    const { done, value } = await reader.read();
    // Decoded only when the next one is there: Node decodes much faster what is not part of a stream, as a short body.
    if (chunk) text += decoder.decode(chunk, { stream: !done });
    if (done) return { text };
    chunk = value.subarray(0, left);
    left -= value.length;
    if (left < 0 || signal.aborted) {
      void reader.cancel().catch(() => {});
      return { text: text + decoder.decode(chunk, { stream: true }), isCut: true };
    }
  }
}
