export { createOrdersClient } from "./client.js";
export {
  AttemptTimeoutError,
  ConnectionError,
  ForbiddenError,
  isPolarError,
  OrderNotFoundError,
  PolarApiError,
  PolarError,
  RateLimitError,
  RedirectError,
  ServerError,
  TokenProviderError,
  UnauthorizedError,
  UnreadableResponseError,
  ValidationError,
} from "./errors.js";
export type { AnyPolarError } from "./errors.js";
export { isPrice } from "./price.js";
export type { ValidationIssue } from "./problem.js";
export type {
  Address,
  AddressInput,
  AttemptEvent,
  CallOptions,
  CustomerOrder,
  CustomerOrderProduct,
  CustomerOrderSubscription,
  CustomerOrderUpdate,
  CustomerSession,
  FetchFunction,
  InputCountry,
  OrderBillingReason,
  OrderItem,
  OrdersClient,
  OrdersClientOptions,
  OrderStatus,
  PriceByKind,
  ProductPrice,
} from "./types.js";
