import ts from "typescript";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { root } from "../../scripts/tools/paths.js";

const entries = {
  index: {
    values: [
      "ConflictError",
      "ConnectionError",
      "ForbiddenError",
      "NotFoundError",
      "PolarApiError",
      "PolarError",
      "RateLimitError",
      "RedirectError",
      "ServerError",
      "TimeoutError",
      "TokenProviderError",
      "UnauthorizedError",
      "UnreadableResponseError",
      "ValidationError",
      "amendBillingAddress",
      "apiVersion",
      "correctBillingDetails",
      "countryAlpha2InputValues",
      "createOrdersClient",
      "isOrderId",
      "isPolarError",
      "isPrice",
      "issuesByField",
      "listAll",
      "orderBillingReasonValues",
      "orderStatusValues",
      "subdivisions",
      "waitForInvoice",
    ],
    types: [
      "Address",
      "AddressChanges",
      "AddressInput",
      "AnyPolarError",
      "AttemptEvent",
      "BenefitPublic",
      "BillingChanges",
      "CallOptions",
      "ClientOptions",
      "Correction",
      "CountryAlpha2",
      "CountryAlpha2Input",
      "CustomerOrder",
      "CustomerOrderInvoice",
      "CustomerOrderList",
      "CustomerOrderPaymentStatus",
      "CustomerOrderProduct",
      "CustomerOrderReceipt",
      "CustomerOrderSubscription",
      "CustomerOrderUpdate",
      "CustomerOrganization",
      "ErrorCode",
      "FetchFunction",
      "InvoiceLink",
      "OrderBillingReason",
      "OrderFilters",
      "OrderItemSchema",
      "OrderStatus",
      "OrdersClient",
      "OrdersClientOptions",
      "OrdersListQuery",
      "PriceByKind",
      "ProductMediaFileRead",
      "ProductPrice",
      "Subdivision",
      "TokenProvider",
      "ValidationIssue",
      "WaitOptions",
    ],
  },
  sessions: {
    values: ["createSessionsClient"],
    types: [
      "Customer",
      "CustomerIndividual",
      "CustomerSession",
      "CustomerSessionCreate",
      "CustomerTeam",
      "SessionsClient",
      "SessionsClientOptions",
    ],
  },
  testing: {
    values: ["anOrder", "createFakePolar"],
    types: ["FakePolar", "FakePolarOptions", "FakeRequest", "Fault", "OrderOverrides", "TokenRequest"],
  },
  validate: {
    values: [
      "ContractViolationError",
      "assertResponse",
      "billingDetailsSchema",
      "customerOrderSchema",
      "customerOrderUpdateSchema",
      "isAddition",
      "reportTo",
    ],
    types: ["BillingDetails", "ContractSchema", "Issue", "IssueCode"],
  },
};

const files = Object.keys(entries).map((name) => join(root, `dist/${name}.d.ts`));
const program = ts.createProgram(files, {
  module: ts.ModuleKind.NodeNext,
  target: ts.ScriptTarget.ES2022,
  types: ["node"],
});
const checker = program.getTypeChecker();

function exportsOf(entry: string): { name: string; symbol: ts.Symbol }[] {
  const source = program.getSourceFile(join(root, `dist/${entry}.d.ts`));
  const module = source && checker.getSymbolAtLocation(source);
  if (!module) throw new Error(`no dist/${entry}.d.ts: npm run build`);
  return checker.getExportsOfModule(module).map((symbol) => ({
    name: symbol.name,
    symbol: symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol,
  }));
}

describe.each(Object.entries(entries))("the entry %s", (entry, { values, types }) => {
  const found = exportsOf(entry);

  test("exports these names and no others", async () => {
    const module = (await import(join(root, `dist/${entry}.js`))) as object;
    expect(Object.keys(module).toSorted()).toEqual(values);
    expect(found.map(({ name }) => name).toSorted()).toEqual([...values, ...types].toSorted());
  });

  test.each(found.map(({ name, symbol }) => [name, symbol] as const))("%s says what it is", (_name, symbol) => {
    const words = ts.displayPartsToString(symbol.getDocumentationComment(checker));
    expect(words.length).toBeGreaterThan(15);
  });
});

test("an editor shows update, its arguments and its result by their names", () => {
  const file = join(root, "test/hover.ts");
  const text = `import { createOrdersClient } from "../dist/index.js";
const orders = createOrdersClient({ customerSession: "t" });
const order = await orders.update("id", {});
`;
  const host: ts.LanguageServiceHost = {
    getCompilationSettings: () => ({ module: ts.ModuleKind.NodeNext, target: ts.ScriptTarget.ES2022, types: ["node"] }),
    getScriptFileNames: () => [file],
    getScriptVersion: () => "1",
    getScriptSnapshot: (name) => {
      const source = name === file ? text : ts.sys.readFile(name);
      return source === undefined ? undefined : ts.ScriptSnapshot.fromString(source);
    },
    getCurrentDirectory: () => root,
    getDefaultLibFileName: ts.getDefaultLibFilePath,
    fileExists: (name) => name === file || ts.sys.fileExists(name),
    readFile: (name) => (name === file ? text : ts.sys.readFile(name)),
  };
  const service = ts.createLanguageService(host);
  const hover = (needle: string): string =>
    ts.displayPartsToString(service.getQuickInfoAtPosition(file, text.indexOf(needle))?.displayParts);
  expect(hover("update")).toBe(
    "(method) OrdersClient.update(id: string, changes: CustomerOrderUpdate, options?: CallOptions): Promise<CustomerOrder>",
  );
  expect(hover("order =")).toBe("const order: CustomerOrder");
  expect(hover("orders =")).toBe("const orders: OrdersClient");
});
