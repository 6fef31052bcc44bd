import { expect, test } from "vitest";
import { parsePointer } from "../../scripts/contract/pointer.js";
import { operationsOf, reachable, resolve } from "../../scripts/contract/document.js";
import { bundle } from "../support/fragment.js";

const update = { $ref: "#/paths/~1v1~1customer-portal~1orders~1{id}/patch" };

test.each([
  ["", []],
  ["/a/b", ["a", "b"]],
  ["/paths/~1v1~1x/~01", ["paths", "/v1/x", "~1"]],
  ["/a//b", ["a", "", "b"]],
])("the pointer %j has the steps %j", (pointer, steps) => {
  expect(parsePointer(pointer)).toEqual(steps);
});

test("a reference is followed, also through others", () => {
  const { operation } = operationsOf(bundle).find(({ method }) => method === "PATCH")!;
  expect(resolve(bundle, update)).toBe(operation);
  const document = { ...bundle, "x-alias": update };
  expect(resolve(document, { $ref: "#/x-alias" })).toBe(operation);
});

test("a reference that leads nowhere is an error that names it", () => {
  expect(() => resolve(bundle, { $ref: "#/components/schemas/Nobody" })).toThrow(
    "#/components/schemas/Nobody leads nowhere",
  );
});

test("an operation has the parameters of its path, and the schemas behind its body", () => {
  const { operation, parameters } = operationsOf(bundle).find(({ method }) => method === "PATCH")!;
  expect(parameters).toMatchObject([{ name: "id" }, { name: "Polar-Version" }]);
  expect(reachable(bundle, operation.requestBody).toSorted()).toEqual([
    "AddressInput",
    "CountryAlpha2Input",
    "CustomerOrderUpdate",
  ]);
});
