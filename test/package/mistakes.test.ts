import { join } from "node:path";
import ts from "typescript";
import { describe, expect, test } from "vitest";
import { root } from "../../scripts/tools/paths.js";

const options: ts.CompilerOptions = {
  strict: true,
  exactOptionalPropertyTypes: true,
  module: ts.ModuleKind.NodeNext,
  target: ts.ScriptTarget.ES2022,
  types: ["node"],
  noEmit: true,
};
const file = join(root, "test/mistake.ts");
const base = ts.createCompilerHost(options);
let previous: ts.Program | undefined;

/** Code and whole message of each error that the compiler reports. */
function errorsOf(lines: string): { code: number; message: string }[] {
  const text = `import { createOrdersClient, isPolarError, isPrice, type CustomerOrder } from "../dist/index.js";
const orders = createOrdersClient({ customerSession: "t" });
const id = "4f6c1b0e-5a53-4d2e-9a0b-6f0d8d1c2b3a";
${lines}`;
  const host: ts.CompilerHost = {
    ...base,
    fileExists: (name) => name === file || base.fileExists(name),
    getSourceFile: (name, ...rest) =>
      name === file ? ts.createSourceFile(name, text, ts.ScriptTarget.ES2022) : base.getSourceFile(name, ...rest),
  };
  previous = ts.createProgram([file], options, host, previous);
  return ts.getPreEmitDiagnostics(previous, previous.getSourceFile(file)).map(({ code, messageText }) => ({
    code,
    message: ts.flattenDiagnosticMessageText(messageText, "\n"),
  }));
}

describe("a likely mistake does not compile, and the message names the member", () => {
  test.each<[mistake: string, line: string, code: number, names: string]>([
    [
      "an unknown member",
      "orders.update(id, { nickname: 'Ada' });",
      2353,
      "'nickname' does not exist in type 'CustomerOrderUpdate'",
    ],
    ["camelCase", "orders.update(id, { billingName: 'Ada' });", 2561, "Did you mean to write 'billing_name'"],
    [
      "a missing country",
      "orders.update(id, { billing_address: { city: 'Paris' } });",
      2741,
      "Property 'country' is missing",
    ],
    ["an unsupported country", "orders.update(id, { billing_address: { country: 'RU' } });", 2322, '"RU"'],
    [
      "a country in lower case",
      "orders.update(id, { billing_address: { country: 'us' } });",
      2820,
      "Did you mean '\"US\"'",
    ],
    ["a null id", "orders.update(null, {});", 2345, "'null' is not assignable to parameter of type 'string'"],
    [
      "a number as the name",
      "orders.update(id, { billing_name: 5 });",
      2322,
      "'number' is not assignable to type 'string'",
    ],
    ["undefined for absent", "orders.update(id, { billing_name: undefined });", 2379, "billing_name"],
    [
      "an unknown line of the address",
      "orders.update(id, { billing_address: { country: 'US', zip: '1' } });",
      2353,
      "'zip'",
    ],
    ["no changes", "orders.update(id);", 2554, "Expected 2-3 arguments"],
    ["no token", "createOrdersClient({ server: 'sandbox' });", 2345, "Property 'customerSession' is missing"],
    [
      "an unknown option",
      "createOrdersClient({ customerSession: 't', timeout: 5 });",
      2561,
      "'timeout' does not exist in type 'OrdersClientOptions'. Did you mean to write 'timeoutMs'",
    ],
    [
      "a promise taken for the order",
      "orders.update(id, {}).status;",
      2339,
      "Property 'status' does not exist on type 'Promise<CustomerOrder>'",
    ],
    [
      "a name that may be null",
      "declare const o: CustomerOrder; o.billing_name.length;",
      18047,
      "'o.billing_name' is possibly 'null'",
    ],
  ])("%s", (_mistake, line, code, names) => {
    const errors = errorsOf(line);
    expect(errors.map((error) => error.code)).toEqual([code]);
    expect(errors[0]?.message).toContain(names);
  });

  test("correct code compiles", () => {
    expect(
      errorsOf("orders.update(id, { billing_name: null, billing_address: { country: 'US', line1: null } });"),
    ).toEqual([]);
  });
});
