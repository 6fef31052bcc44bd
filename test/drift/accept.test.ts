import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { diffLines } from "diff";
import { expect, test } from "vitest";
import type { JsonObject } from "../../scripts/contract/json.js";
import { readDepartures } from "../../scripts/drift/departures.js";
import { readPublished } from "../../scripts/drift/published.js";
import { commandPath, root } from "../../scripts/tools/paths.js";
import { runNode, type Finished } from "../../scripts/tools/run.js";
import { copyOfProject } from "./tree.js";

interface Schema extends JsonObject {
  properties: Record<string, JsonObject>;
  required: string[];
  enum: string[];
}

const listed = await readDepartures();
const order = "/v1/customer-portal/orders/{id}";

/** Polar's next document: the accepted state with a change. */
async function later(
  change: (schemas: Record<string, Schema>, paths: Record<string, Record<string, { responses: JsonObject }>>) => void,
): Promise<JsonObject> {
  const document = structuredClone(await readPublished());
  const { schemas } = document["components"] as { schemas: Record<string, Schema> };
  change(schemas, document["paths"] as Parameters<typeof change>[1]);
  return document;
}

class Project {
  readonly folder = copyOfProject();

  run(...args: string[]): Promise<Finished> {
    return runNode(args, { cwd: this.folder });
  }

  accept(document: JsonObject): Promise<Finished> {
    const file = join(this.folder, "later.json");
    writeFileSync(file, JSON.stringify(document));
    return this.run(commandPath("tsx", "tsx"), "scripts/upstream.ts", "--accept", file);
  }

  /** The lines that came into a file, and those that went. */
  changed(path: string): { added: string[]; gone: string[] } {
    const [before = "", after = ""] = [root, this.folder].map((folder) => readFileSync(join(folder, path), "utf8"));
    const parts = diffLines(before, after);
    const linesOf = (kind: "added" | "removed"): string[] =>
      parts.flatMap((part) => (part[kind] ? part.value.trimEnd().split("\n") : []));
    return { added: linesOf("added"), gone: linesOf("removed") };
  }
}

// No limit: how long a process takes on a busy machine says nothing about it.
const slow = { timeout: 0 };

test(
  "what is mechanical is taken over, and the tree then generates, compiles, and lints except for the descriptions",
  slow,
  async () => {
    const project = new Project();
    const document = await later((schemas, paths) => {
      const { CustomerOrder, CustomerOrderProduct, OrderStatus, ProductMediaFileRead, OrderItemSchema } = schemas;
      Object.assign(CustomerOrder!.properties, {
        tip_amount: { type: "integer", minimum: 0 },
        gift: {
          type: "object",
          required: ["note"],
          properties: { note: { anyOf: [{ type: "string" }, { type: "null" }] }, wrap: { enum: ["paper", "box"] } },
        },
        second_reason: { anyOf: [{ $ref: "#/components/schemas/OrderBillingReason" }, { type: "null" }] },
      });
      CustomerOrder!.required.push("tip_amount");
      OrderStatus!.enum.push("disputed");
      OrderItemSchema!.properties["label"] = { anyOf: [OrderItemSchema!.properties["label"]!, { type: "null" }] };
      CustomerOrderProduct!.properties["visibility"] = {
        anyOf: [{ $ref: "#/components/schemas/ProductVisibility" }, { type: "null" }],
      };
      ProductMediaFileRead!.properties["is_old"] = { type: "boolean", deprecated: true };
      paths[order]!["patch"]!.responses["409"] = {
        content: {
          "application/json": {
            schema: {
              type: "object",
              required: ["error", "detail"],
              properties: { error: { const: "OrderLocked" }, detail: { type: "string" } },
            },
          },
        },
      };
    });
    const { code, output } = await project.accept(document);
    expect(output).toContain("### Done by `npm run upstream -- --accept`");
    // To say that a new member is always there, its examples must have it: that is left.
    expect(output).toMatch(
      /by hand[^]*descriptions in place of each DESCRIBE\n- always sent, .*: `CustomerOrder\.tip_amount`\n$/,
    );
    expect(code).toBe(1);

    expect(project.changed("openapi/components/schemas/CustomerOrder.yaml")).toEqual({
      gone: [],
      added: [
        "  gift:",
        "    $ref: CustomerOrderGift.yaml",
        "    description: DESCRIBE this.",
        "  second_reason:",
        "    anyOf:",
        "      - $ref: OrderBillingReason.yaml",
        "      - type: 'null'",
        "    description: DESCRIBE this.",
        "  tip_amount:",
        "    type: integer",
        "    minimum: 0",
        "    description: DESCRIBE this.",
      ],
    });
    expect(project.changed("openapi/components/schemas/CustomerOrderProduct.yaml")).toEqual({
      gone: ["    $ref: ProductVisibility.yaml", "    description: Who can see the product."],
      added: [
        "    anyOf:",
        "      - $ref: ProductVisibility.yaml",
        "      - type: 'null'",
        "    description: Who can see the product. DESCRIBE `null`.",
      ],
    });
    const gift = readFileSync(join(project.folder, "openapi/components/schemas/CustomerOrderGift.yaml"), "utf8");
    expect(gift.split("\n")).toEqual([
      "type: object",
      "required:",
      "  - note",
      "properties:",
      "  note:",
      "    type:",
      "      - string",
      "      - 'null'",
      "    description: DESCRIBE this.",
      "  wrap:",
      "    type: string",
      "    enum:",
      "      - box",
      "      - paper",
      "    x-open-enum: true",
      "    description: DESCRIBE this.",
      "description: DESCRIBE this.",
      "",
    ]);
    expect(project.changed("openapi/components/schemas/OrderStatus.yaml")).toEqual({
      gone: [],
      added: ["  DESCRIBE `disputed`.", "  - disputed"],
    });
    expect(project.changed("openapi/components/schemas/OrderItemSchema.yaml").added).toContainEqual(
      expect.stringContaining("DESCRIBE `null`."),
    );
    expect(project.changed("openapi/components/schemas/ProductMediaFileRead.yaml").added).toEqual([
      "  is_old:",
      "    type: boolean",
      "    deprecated: true",
      "    description: DESCRIBE this.",
    ]);
    const paths = readFileSync(join(project.folder, "openapi/paths/customer-portal-orders-id.yaml"), "utf8");
    expect(paths).toMatch(
      /responses\/OrderNotFound\.yaml\n {4}'409':\n {6}description: DESCRIBE this\.\n[^]*? {4}'411':/,
    );

    expect(readFileSync(join(project.folder, ".changeset/upstream-1.md"), "utf8")).toMatch(
      /^---\n"@internal\/polar-orders": major\n---\n\nChange the contract .*`CustomerOrder\.tip_amount`.*\.\n$/,
    );

    const redocly = await project.run(commandPath("@redocly/cli", "redocly"), "lint", "orders", "--format", "json");
    const { problems } = JSON.parse(redocly.stdout) as { problems: { ruleId: string }[] };
    expect(new Set(problems.map(({ ruleId }) => ruleId))).toEqual(new Set(["rule/no-placeholder"]));
    const generate = await project.run(commandPath("tsx", "tsx"), "scripts/generate.ts");
    expect(generate.output).toMatch(/^generated /);
    const compiled = await project.run(
      commandPath("typescript", "tsc"),
      "-p",
      "tsconfig.build.json",
      "--outDir",
      "dist",
    );
    expect(compiled).toMatchObject({ code: 0, output: "" });

    // What was accepted is no news, and what is left is left.
    const again = await project.accept(document);
    expect(again.output).not.toContain("What changed upstream");
    expect(again.output).toMatch(/^\*\*Extend the fragment:\*\*/);
  },
);

test("what is not mechanical is left to a person, and no file of the fragment is touched", slow, async () => {
  const project = new Project();
  const { code, output } = await project.accept(
    await later(({ CustomerOrder, CustomerOrderUpdate, CountryAlpha2Input, OrderStatus }) => {
      delete CustomerOrder!.properties["tax_amount"];
      CustomerOrder!.required = CustomerOrder!.required.filter((name) => name !== "tax_amount");
      CustomerOrder!.properties["net_amount"] = { type: "string" };
      Object.assign(CustomerOrderUpdate!.properties, { vat_id: { type: "string" } });
      CountryAlpha2Input?.enum.push("XK");
      // What is not a plain name could write more into the file than itself.
      OrderStatus?.enum.push("a: b\n- c");
      CustomerOrder!.properties["x: y\nz"] = { type: "string" };
    }),
  );
  expect(output).toMatch(/^\*\*Look now \(major\):\*\*/);
  const byHand = output.slice(output.indexOf("by hand"));
  for (const place of ["CustomerOrder.tax_amount", "CustomerOrder.net_amount: type", "CustomerOrderUpdate.vat_id"]) {
    expect(byHand).toContain(`\`${place}\``);
  }
  expect(code).toBe(1);
  for (const schema of ["CustomerOrder", "CustomerOrderUpdate", "CountryAlpha2Input", "OrderStatus"]) {
    expect(project.changed(`openapi/components/schemas/${schema}.yaml`)).toEqual({ added: [], gone: [] });
  }
});

test("departures that are fulfilled go, the others keep their lines", slow, async () => {
  const project = new Project();
  const { code } = await project.accept(
    await later(({ CustomerOrder }) => CustomerOrder!.required.push("seats", "next_payment_attempt_at")),
  );
  expect(code).toBe(0);
  const { added, gone } = project.changed("openapi/departures.json");
  expect(added).toEqual([]);
  expect(gone.filter((line) => line.includes("pointer"))).toEqual(
    ["next_payment_attempt_at", "seats"].map(
      (name) => `      "pointer": "/components/schemas/CustomerOrder/properties/${name}/required",`,
    ),
  );
  const left = Object.values(
    JSON.parse(readFileSync(join(project.folder, "openapi/departures.json"), "utf8")) as Record<string, unknown[]>,
  ).flat();
  expect(left).toHaveLength(listed.length - 2);
  const format = await project.run(commandPath("oxfmt", "oxfmt"), "--check", "openapi/departures.json");
  expect(format).toMatchObject({ code: 0 });
});

test("departures that repeat what is taken over follow it, so that nothing is left to do", slow, async () => {
  const project = new Project();
  const document = await later(({ RecurringInterval, CustomerOrderPaymentStatus }) => {
    RecurringInterval!.enum.push("decade");
    const { properties } = CustomerOrderPaymentStatus!;
    properties["status"] = { anyOf: [properties["status"]!, { type: "null" }] };
  });
  const repeating = listed.filter(({ ours }) => JSON.stringify(ours)?.includes('"month"'));
  expect(repeating.length).toBeGreaterThan(1);
  const { output } = await project.accept(document);
  expect(output).toMatch(/departures that repeat what this changes follow: .*`ProductPriceFixed\.recurring_interval`/);
  const { added } = project.changed("openapi/departures.json");
  expect(added).toEqual(
    repeating.map(() => expect.stringContaining('"enum": ["day", "decade", "month", "week", "year", null]')),
  );
  const format = await project.run(commandPath("oxfmt", "oxfmt"), "--check", "openapi/departures.json");
  expect(format).toMatchObject({ code: 0 });
  await project.run(commandPath("tsx", "tsx"), "scripts/generate.ts");
  expect((await project.accept(document)).output).toMatch(/^\*\*Nothing changed, nothing to do\.\*\*/);
});

test("a departure that is fulfilled in part gives way to what is left of it, with its reason", slow, async () => {
  const project = new Project();
  const document = await later((_schemas, paths) => {
    paths[order]!["patch"]!.responses["413"] = {
      content: { "application/json": { schema: { type: "object", properties: { detail: { type: "string" } } } } },
    };
  });
  const { output } = await project.accept(document);
  expect(output).toContain("departures that are fulfilled in part shrink: of `answer RequestBodyTooLarge`");
  const { added } = project.changed("openapi/departures.json");
  expect(added.length).toBeGreaterThan(0);
  const format = await project.run(commandPath("oxfmt", "oxfmt"), "--check", "openapi/departures.json");
  expect(format).toMatchObject({ code: 0 });
  const again = await project.accept(document);
  expect(again.output).not.toContain("RequestBodyTooLarge");
});
