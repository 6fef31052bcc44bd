import { chromium, type Browser } from "playwright-core";

export type { BrowserContextOptions, Locator, Page } from "playwright-core";

/** Starts Debian's Chromium without what it sends home, and without what containers lack. */
export function launchChromium(): Promise<Browser> {
  const args = [
    "no-sandbox",
    "disable-gpu",
    "disable-lcd-text",
    "disable-quic",
    "no-first-run",
    "disable-background-networking",
  ];
  return chromium.launch({
    executablePath: "/usr/bin/chromium",
    args: [...args, "disable-component-update", "disable-sync"].map((name) => `--${name}`),
  });
}
