import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  customerOrderSchema,
  customerOrderUpdateSchema,
  customerSessionCreateSchema,
  customerSessionSchema,
} from "../../src/generated/validators.js";
import { arbitraryOf, seed } from "../support/arbitraries.js";
import { faultsOf, variantCodes } from "../support/faults.js";
import { oracle } from "../support/fragment.js";

// An order has some 150 arbitrary members, so that one run of it is as good as many.
describe.each([
  ["CustomerOrderUpdate", customerOrderUpdateSchema, 1000],
  ["CustomerOrder", customerOrderSchema, 200],
  ["CustomerSessionCreate", customerSessionCreateSchema, 1000],
  ["CustomerSession", customerSessionSchema, 200],
] as const)("any %s", (schemaName, schema, numRuns) => {
  const isValid = oracle(schemaName);
  const faults = (document: unknown) =>
    schema["~standard"].validate(document).issues?.filter(({ code }) => !variantCodes.has(code)) ?? [];

  test("that keeps the contract passes ajv and the validator", () => {
    fc.assert(
      fc.property(arbitraryOf(schemaName), (document) => {
        expect({ ajv: isValid(document), faults: faults(document) }).toEqual({ ajv: true, faults: [] });
      }),
      { seed, numRuns },
    );
  });

  test("with a single fault is refused by both", () => {
    fc.assert(
      fc.property(arbitraryOf(schemaName), fc.nat(), (document, choice) => {
        const all = faultsOf(document, schemaName).filter(({ code }) => !variantCodes.has(code));
        const fault = all[choice % all.length]!;
        expect({ label: fault.label, ajv: isValid(fault.document), faults: faults(fault.document) }).toMatchObject({
          ajv: false,
          faults: [{ path: fault.path, code: fault.code }],
        });
      }),
      { seed, numRuns },
    );
  });
});
