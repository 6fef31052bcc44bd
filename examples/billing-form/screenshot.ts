import { statSync } from "node:fs";
import { join } from "node:path";
import { launchChromium } from "./browser.js";
import { startDemo } from "./demo.js";

/** Writes screenshot.jpg, for the README: the form after a correction was saved. */
export async function takeScreenshot(): Promise<void> {
  const path = join(import.meta.dirname, "screenshot.jpg");
  const demo = await startDemo();
  const browser = await launchChromium();
  const page = await browser.newPage({ viewport: { width: 870, height: 800 } });
  await page.goto(demo.url);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.getByRole("link", { name: /Engine Handbook/ }).click();
  await page.getByLabel("City").fill("Oakland");
  await page.getByRole("button", { name: "Save changes" }).click();
  await page.getByText("Saved.").waitFor();
  await page.locator(".columns").screenshot({ path, type: "jpeg", quality: 80 });
  await browser.close();
  await demo.close();
  console.log(`${path}: ${(statSync(path).size / 1000).toFixed(1)} kB`);
}
