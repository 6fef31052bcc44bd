export { createOrdersClient } from "./client.js";
export {
  type AnyPolarError,
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
export {
  apiVersion,
  countryAlpha2InputValues,
  orderBillingReasonValues,
  orderStatusValues,
} from "./generated/constants.js";
export type {
  Address,
  AddressInput,
  BenefitPublic,
  CountryAlpha2,
  CountryAlpha2Input,
  CustomerOrder,
  CustomerOrderProduct,
  CustomerOrderSubscription,
  CustomerOrderUpdate,
  CustomerOrganization,
  OrderBillingReason,
  OrderItemSchema,
  OrderStatus,
  ProductMediaFileRead,
  ProductPrice,
} from "./generated/types.js";
export { isPrice } from "./price.js";
export type { ValidationIssue } from "./problem.js";
export type {
  AttemptEvent,
  CallOptions,
  CustomerSession,
  FetchFunction,
  OrdersClient,
  OrdersClientOptions,
  PriceByKind,
} from "./types.js";
