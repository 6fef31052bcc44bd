export { isOrderId } from "./arguments.js";
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
export { type AnyPolarError, isPolarError } from "./errors/is-polar-error.js";
export type { ValidationIssue } from "./errors/issues.js";
export { PolarError } from "./errors/polar-error.js";
export {
  apiVersion,
  countryAlpha2InputValues,
  orderBillingReasonValues,
  orderStatusValues,
  type Subdivision,
  subdivisions,
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
  ErrorCode,
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
export { type AddressChanges, amendBillingAddress } from "./workflows/amend-billing-address.js";
export { type BillingChanges, correctBillingDetails, type Correction } from "./workflows/correct-billing-details.js";
export { issuesByField } from "./workflows/issues-by-field.js";
export { listAll, type OrderFilters } from "./workflows/list-all.js";
export { type InvoiceLink, waitForInvoice, type WaitOptions } from "./workflows/wait-for-invoice.js";
