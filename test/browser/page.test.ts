import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { seriousFindings, startScene, type Locator, type Page, type Scene } from "./scene.js";

let scene: Scene;
beforeAll(async () => {
  scene = await startScene();
});
afterEach(() => scene.finish());
afterAll(() => scene.close());

const save = (page: Page): Promise<void> => page.getByRole("button", { name: "Save changes" }).click();
const expectSaved = (page: Page, rest = ""): Promise<void> => page.getByText(`Saved. ${rest}`).waitFor();
const expectAlert = (page: Page, text: string): Promise<void> => page.getByRole("alert").getByText(text).waitFor();

/** Makes Polar answer the next update in some way, without touching the requests before it. */
async function answerUpdate(page: Page, fault: Parameters<Scene["polar"]["failNext"]>[0], method = "PATCH") {
  await page.route("**/v1/customer-portal/orders/**", async (route) => {
    if (route.request().method() === method) scene.polar.failNext(fault);
    await route.continue();
  });
}

const refusal = (loc: string[], msg: string) => ({
  status: 422,
  headers: { "Polar-Version": "2026-10" },
  body: {
    error: "PolarRequestValidationError",
    detail: [{ type: "value_error", loc: ["body", ...loc], msg, input: "" }],
  },
});

describe("from the list to the invoice", () => {
  test("one click signs in; the orders appear with amounts in their currencies", async () => {
    const page = await scene.open("/");
    await page.getByRole("button", { name: "Sign in as Ada Lovelace" }).click();
    await page.getByRole("link", { name: /Engine poster.*¥5,280.*refunded/i }).waitFor();
    await page.getByRole("link", { name: /Looms and Logic.*€296\.31.*paid/i }).click();
    await page.getByRole("heading", { name: "Billing details" }).waitFor();
    expect(await page.title()).toBe("Billing details");
  });

  test("what is saved is stored, shown after a reload, and on the invoice that opens in a new tab", async () => {
    const order = scene.given({ is_invoice_generated: true, invoice_number: "ACME-77" });
    const page = await scene.openOrder(order);
    await page.getByLabel("City").fill("Oakland");
    await page.getByLabel("Name").fill("  Ada King ");
    await save(page);
    await page
      .getByText("Name: Ada Lovelace → Ada King; City: San Francisco → Oakland. The invoice shows the new details.")
      .waitFor();
    expect(scene.stored(order.id)).toMatchObject({ billing_name: "Ada King", billing_address: { city: "Oakland" } });
    await page.reload();
    await page.getByLabel("City").waitFor();
    expect(await page.getByLabel("City").inputValue()).toBe("Oakland");
    expect(await page.getByLabel("Name").inputValue()).toBe("Ada King");
    const opened: string[] = [];
    page.on("request", (request) => opened.push(request.url()));
    const [tab] = await Promise.all([
      page.context().waitForEvent("page"),
      page.getByRole("link", { name: "Invoice" }).click(),
    ]);
    await tab.getByText("Ada King").waitFor();
    expect(await tab.textContent("body")).toContain("Oakland");
    expect(opened.filter((url) => url.includes("/document"))).toStrictEqual([]);
  });

  test("a receipt that is still being made is told in its tab, where a reload opens it", async () => {
    const page = await scene.openOrder(scene.given({ receipt_number: "RCPT-1" }));
    const [tab] = await Promise.all([
      page.context().waitForEvent("page"),
      page.getByRole("link", { name: "Receipt" }).click(),
    ]);
    await tab.getByText("It is not ready.").waitFor();
    await tab.reload();
    expect(await tab.textContent("body")).toContain("Receipt RCPT-1");
  });

  test("saving what is stored already sends no update", async () => {
    const order = scene.given();
    const page = await scene.openOrder(order);
    await save(page);
    await page.getByText("Nothing to save").waitFor();
    expect(scene.stored(order.id)?.modified_at).toBeNull();
  });

  test("while it saves, the button says so and does not save twice", async () => {
    const page = await scene.openOrder(scene.given());
    const sentBefore = updates();
    let letThrough = () => {};
    const gate = new Promise<void>((resolve) => {
      letThrough = resolve;
    });
    await page.route("**/v1/customer-portal/orders/**", async (route) => {
      await gate;
      await route.continue();
    });
    await page.getByLabel("City").fill("Oakland");
    await save(page);
    await page.getByRole("button", { name: "Saving …" }).click({ force: true });
    letThrough();
    await expectSaved(page);
    expect(updates() - sentBefore).toBe(1);
  });

  test("an invoice that cannot be updated is mentioned beside the success", async () => {
    const page = await scene.openOrder(scene.given({ is_invoice_generated: true }));
    await answerUpdate(page, { status: 409, headers: { "Polar-Version": "2026-10" }, body: {} }, "POST");
    await page.getByLabel("City").fill("Oakland");
    await save(page);
    await expectSaved(page, "City: San Francisco → Oakland. The invoice could not be updated. Save again later.");
  });
});

describe("fields", () => {
  test("a missing country is reported at its field, focused and announced, and nothing is sent", async () => {
    const page = await scene.openOrder(scene.given({ billing_address: null }));
    const before = updates();
    await save(page);
    const country = page.getByLabel("Country");
    await expectAlert(page, "Country is required");
    expect(await country.getAttribute("aria-invalid")).toBe("true");
    expect(await describedBy(page, "Country")).toBe("Country is required");
    expect(await country.evaluate((element) => element === document.activeElement)).toBe(true);
    expect(updates()).toBe(before);
  });

  test("what Polar refuses appears at its field, and what you typed stays", async () => {
    const page = await scene.openOrder(scene.given());
    await answerUpdate(page, refusal(["billing_address", "city"], "City is unknown"));
    await page.getByLabel("City").fill("Atlantis");
    await save(page);
    await expectAlert(page, "City is unknown");
    expect(await describedBy(page, "City")).toBe("City is unknown");
    expect(await page.getByLabel("City").inputValue()).toBe("Atlantis");
    expect(await page.locator("[aria-invalid=true]").count()).toBe(1);
  });

  test("what Polar refuses as a whole is shown by the button", async () => {
    const page = await scene.openOrder(scene.given());
    await answerUpdate(page, refusal(["billing_address"], "Value error, Invalid US state"));
    await page.getByLabel("City").fill("Atlantis");
    await save(page);
    await expectAlert(page, "Invalid US state");
    expect(await page.locator("[aria-invalid=true]").count()).toBe(0);
  });

  test("country and state of a stored address are locked, with the reason", async () => {
    const page = await scene.openOrder(scene.given());
    for (const [label, value] of [
      ["Country", "United States"],
      ["State or province", "California"],
    ] as const) {
      const field = page.getByLabel(label);
      expect(await field.inputValue()).toBe(value);
      expect(await field.isEditable()).toBe(false);
      expect(await describedBy(page, label)).toBe("Country and state cannot be changed once an order has an address.");
    }
  });

  test("an address in a country that Polar does not take back is told; the name can be corrected", async () => {
    const billing_address = { country: "RU", city: "Omsk" };
    const order = scene.given({ billing_address });
    const page = await scene.open(`/?order=${order.id}`);
    await page.getByRole("button", { name: "Sign in" }).click();
    await page.getByText("An address in Russia cannot be changed here. Please ask the seller.").waitFor();
    await page.getByLabel("Name").fill("Ada King");
    await save(page);
    await expectSaved(page, "Name: Ada Lovelace → Ada King.");
    expect(scene.stored(order.id)).toMatchObject({ billing_name: "Ada King", billing_address });
  });

  test("countries are named in the customer's language; states are a select where Polar knows them", async () => {
    const order = scene.given({ billing_address: null });
    const page = await scene.openOrder(order, { locale: "de-DE" });
    const [country, state] = [page.getByLabel("Country"), page.getByLabel("State or province")];
    await country.selectOption("Kanada");
    expect(await state.locator("option").count()).toBe(14);
    await state.selectOption("Ontario");
    await country.selectOption("Deutschland");
    expect(await state.evaluate((element) => [element.tagName, (element as HTMLInputElement).value])).toStrictEqual([
      "INPUT",
      "",
    ]);
    await country.selectOption("Vereinigte Staaten");
    expect(await state.locator("option").count()).toBe(52);
    await state.selectOption("New York");
    await save(page);
    await expectSaved(page);
    expect(scene.stored(order.id)?.billing_address).toMatchObject({ country: "US", state: "US-NY", city: null });
    expect(await country.isEditable()).toBe(false);
  });
});

describe("trouble", () => {
  test("a token that expires while the form is open is replaced", async () => {
    const page = await scene.openOrder(scene.given());
    expireToken();
    await page.getByLabel("City").fill("Oakland");
    await save(page);
    await expectSaved(page);
  });

  test("where the login has ended as well, signing in saves what was typed", async () => {
    const order = scene.given();
    const page = await scene.openOrder(order);
    expireToken();
    await page.context().clearCookies();
    await page.getByLabel("City").fill("Oakland");
    await save(page);
    await page.getByRole("button", { name: "Sign in" }).click();
    await expectSaved(page);
    expect(scene.stored(order.id)?.billing_address?.city).toBe("Oakland");
  });

  test("a rate limit is told with its seconds; trying again saves what was typed", async () => {
    const order = scene.given();
    const page = await scene.openOrder(order);
    scene.polar.failNext({ status: 429 });
    await page.getByLabel("City").fill("Oakland");
    await save(page);
    await expectAlert(page, "Wait 60 seconds");
    await page.getByRole("button", { name: "Try again" }).click();
    await expectSaved(page);
    expect(scene.stored(order.id)?.billing_address?.city).toBe("Oakland");
  });

  test("offline is told; what was typed is saved when the connection is back", async () => {
    const page = await scene.openOrder(scene.given());
    await page.getByLabel("City").fill("Oakland");
    await page.context().setOffline(true);
    await save(page);
    await expectAlert(page, "You are offline.");
    await page.context().setOffline(false);
    await page.getByRole("button", { name: "Try again" }).click();
    await expectSaved(page);
  });

  test("an order that does not exist is told", async () => {
    const page = await scene.open(`/?order=${crypto.randomUUID()}`);
    await page.getByRole("button", { name: "Sign in" }).click();
    await expectAlert(page, "This order was not found.");
  });
});

describe("for everyone", () => {
  test("the keyboard alone is enough", async () => {
    const order = scene.given({ created_at: "2030-01-01T00:00:00Z" });
    const page = await scene.open("/");
    await tabTo(page.getByRole("button", { name: "Sign in" }));
    await page.keyboard.press("Enter");
    await tabTo(page.getByRole("link", { name: /Engine Handbook.*2030/ }));
    await page.keyboard.press("Enter");
    await tabTo(page.getByRole("heading", { name: "Your orders" }).getByRole("link"));
    await page.getByLabel("City").waitFor();
    for (const value of ["Ada King", "1 New Street", "", "94607", "Oakland"]) {
      await page.keyboard.press("Tab");
      await page.keyboard.press("ControlOrMeta+A");
      await page.keyboard.press("Delete");
      await page.keyboard.type(value);
    }
    await page.keyboard.press("Enter");
    await expectSaved(page);
    const address = {
      line1: "1 New Street",
      line2: null,
      postal_code: "94607",
      city: "Oakland",
      state: "US-CA",
      country: "US",
    };
    expect(scene.stored(order.id)).toMatchObject({ billing_name: "Ada King", billing_address: address });
  });

  test.each([["light"], ["dark"]] as const)("axe-core finds nothing serious in any view (%s)", async (colorScheme) => {
    const page = await scene.open("/", { colorScheme });
    await page.getByRole("button", { name: "Sign in" }).waitFor();
    expect(await seriousFindings(page)).toStrictEqual([]);
    await page.getByRole("button", { name: "Sign in" }).click();
    await page
      .getByRole("link", { name: /Engine Handbook/ })
      .first()
      .waitFor();
    expect(await seriousFindings(page)).toStrictEqual([]);
    const locked = await scene.openOrder(scene.given(), { colorScheme });
    await locked.getByLabel("City").fill(`Oakland ${colorScheme}`);
    await save(locked);
    await expectSaved(locked);
    await locked.getByRole("button", { name: "Save changes" }).hover();
    expect(await seriousFindings(locked)).toStrictEqual([]);
    scene.polar.failNext({ status: 429 });
    await save(locked);
    await locked.getByRole("alert").waitFor();
    expect(await seriousFindings(locked)).toStrictEqual([]);
    const invalid = await scene.openOrder(scene.given({ billing_address: null }), { colorScheme });
    await save(invalid);
    await invalid.getByRole("alert").waitFor();
    expect(await seriousFindings(invalid)).toStrictEqual([]);
  });

  test("no view is wider than a screen of 320 pixels", async () => {
    const options = { viewport: { width: 320, height: 640 } };
    const width = (page: Page) => page.evaluate(() => document.documentElement.scrollWidth);
    const list = await scene.open("/", options);
    await list.getByRole("button", { name: "Sign in" }).click();
    await list
      .getByRole("link", { name: /Engine Handbook/ })
      .first()
      .waitFor();
    expect(await width(list)).toBe(320);
    const page = await scene.openOrder(scene.given({ is_invoice_generated: true, receipt_number: "R-1" }), options);
    scene.polar.failNext({ status: 429 });
    await save(page);
    await page.getByRole("alert").waitFor();
    expect(await width(page)).toBe(320);
  });

  test("the page is dark where the customer prefers it", async () => {
    const brightness = async (colorScheme: "light" | "dark") => {
      const page = await scene.open("/", { colorScheme });
      const color = await page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
      return Math.max(...(color.match(/\d+/g) ?? []).map(Number));
    };
    expect(await brightness("light")).toBeGreaterThan(230);
    expect(await brightness("dark")).toBeLessThan(40);
  });
});

/** The updates that reached Polar. */
function updates(): number {
  return scene.polar.requests.filter(({ method }) => method === "PATCH").length;
}

function expireToken(): void {
  const authorization = scene.polar.requests.at(-1)?.headers.get("Authorization");
  scene.polar.expire(String(authorization?.split(" ")[1]));
}

/** Presses Tab until an element has the focus; it must be within reach. */
async function tabTo(target: Locator): Promise<void> {
  await target.waitFor();
  const hasFocus = () => target.evaluate((element) => element === document.activeElement);
  for (let presses = 0; presses < 10 && !(await hasFocus()); presses++) await target.page().keyboard.press("Tab");
  expect(await hasFocus()).toBe(true);
}

async function describedBy(page: Page, label: string): Promise<string | null> {
  const ids = await page.getByLabel(label).getAttribute("aria-describedby");
  return page.locator(`[id="${ids}"]`).textContent();
}
