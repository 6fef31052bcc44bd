import { createOrdersClient } from "@internal/polar-orders";
import { ContractViolationError, assertResponse, reportTo } from "@internal/polar-orders/validate";

const connection = { customerSession: "polar_cst_test", server: process.env.POLAR_SERVER ?? "sandbox" };
const id = "df17aa72-3bde-4468-a13b-ecb9733ba43b";

// Report and go on. Unknown enum values and price kinds are reported as well.
const watching = createOrdersClient({
  ...connection,
  checkResponse: reportTo((issues, operation) => console.warn(operation, issues)),
});
await watching.update(id, { billing_name: "Ada Lovelace" });

// Reject what breaks the contract. The update is still stored.
const strict = createOrdersClient({ ...connection, checkResponse: assertResponse });
try {
  await strict.update(id, { billing_name: "Ada Lovelace" });
  console.log("the response matches the contract");
} catch (error) {
  if (!(error instanceof ContractViolationError)) throw error;
  console.error(error.message, error.issues);
}
