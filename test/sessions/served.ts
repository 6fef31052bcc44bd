import { onTestFinished } from "vitest";
import { serve } from "../../scripts/tools/serve.js";
import type { AttemptEvent } from "../../src/index.js";
import { createSessionsClient, type SessionsClient, type SessionsClientOptions } from "../../src/sessions.js";
import { createFakePolar, type FakePolar, type FakePolarOptions } from "../../src/testing.js";

interface Served {
  readonly polar: FakePolar;
  readonly server: string;
  readonly sessions: SessionsClient;
  readonly events: AttemptEvent[];
}

/** A fake Polar behind a real socket, and a client that creates sessions there. */
export async function servedSessions(
  options: Partial<SessionsClientOptions> = {},
  polarOptions?: FakePolarOptions,
): Promise<Served> {
  const polar = createFakePolar(polarOptions);
  const { url: server, close } = await serve(polar.fetch);
  onTestFinished(close);
  return { polar, server, ...sessionsAt(server, { organizationToken: polar.organizationToken, ...options }) };
}

export function sessionsAt(
  server: string,
  options: Partial<SessionsClientOptions> = {},
): Pick<Served, "sessions" | "events"> {
  const events: AttemptEvent[] = [];
  const onAttempt = (event: AttemptEvent): void => void events.push(event);
  const sessions = createSessionsClient({ organizationToken: "polar_oat_test", server, onAttempt, ...options });
  return { sessions, events };
}
