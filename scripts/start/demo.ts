import type { BillingChanges, CustomerOrder } from "../../src/index.js";
import { anOrder } from "../../src/testing.js";

/** What the customer of the demo has bought. */
export const demoOrders: readonly CustomerOrder[] = [
  anOrder(),
  anOrder({
    created_at: "2026-08-02T08:05:12.330871Z",
    description: "Lectures, second year",
    invoice_number: "DIFFERENCE-8K2QX7-0002",
    status: "refunded",
    is_invoice_generated: true,
  }),
];

/** A new name and street. The rest of the address is carried over. */
export const demoChanges: BillingChanges = {
  billing_name: "Ada King",
  billing_address: { line1: "1 Ferry Building", line2: null, postal_code: "94111" },
};
