export { createOrdersClient } from "./client.js";
export {
  ConflictError,
  ForbiddenError,
  NotFoundError,
  PolarApiError,
  RateLimitError,
  ServerError,
  UnauthorizedError,
  ValidationError,
} from "./errors/api-errors.js";
export {
  ConnectionError,
  RedirectError,
  TimeoutError,
  TokenProviderError,
  UnreadableResponseError,
} from "./errors/call-errors.js";
export type { ErrorCode } from "./errors/codes.js";
export { type AnyPolarError, isPolarError } from "./errors/is-polar-error.js";
export type { ValidationIssue } from "./errors/issues.js";
export { PolarError } from "./errors/polar-error.js";
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
  CustomerOrderInvoice,
  CustomerOrderList,
  CustomerOrderPaymentStatus,
  CustomerOrderProduct,
  CustomerOrderReceipt,
  CustomerOrderSubscription,
  CustomerOrderUpdate,
  CustomerOrganization,
  OrderBillingReason,
  OrderItemSchema,
  OrderStatus,
  ProductMediaFileRead,
  ProductPrice,
} from "./generated/types.js";
export { isPrice, type PriceByKind } from "./price.js";
export type {
  AttemptEvent,
  CallOptions,
  ClientOptions,
  FetchFunction,
  OrdersClient,
  OrdersClientOptions,
  OrdersListQuery,
  TokenProvider,
} from "./types.js";
