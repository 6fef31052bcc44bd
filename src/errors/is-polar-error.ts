import type * as api from "./api-errors.js";
import type * as call from "./call-errors.js";
import { brand } from "./polar-error.js";

/** Every error of a call by its literal `name`, so that a `switch` over it narrows. */
export type AnyPolarError =
  | (api.PolarApiError & { readonly name: "PolarApiError" })
  | api.UnauthorizedError
  | api.ForbiddenError
  | api.NotFoundError
  | api.ConflictError
  | api.ValidationError
  | api.RateLimitError
  | api.ServerError
  | call.ConnectionError
  | call.TimeoutError
  | call.RedirectError
  | call.UnreadableResponseError
  | call.TokenProviderError;

/** Whether a caught value is an error of this package; unlike `instanceof`, also of another copy of it. */
export function isPolarError(value: unknown): value is AnyPolarError {
  return typeof value === "object" && value !== null && Reflect.get(value, brand) === true;
}
