import type {
  AmbiguousExternalCustomerID,
  InsufficientScope,
  InvalidToken,
  InvoiceDoesNotExist,
  LengthRequired,
  MissingInvoiceBillingDetails,
  NotPermitted,
  OrderNotEligibleForInvoice,
  ReceiptNotAllocated,
  RequestBodyTooLarge,
  ResourceNotFound,
  Unauthorized,
} from "../generated/types.js";

/** The codes that the contract documents; open, for Polar adds some. */
export type ErrorCode =
  | (
      | AmbiguousExternalCustomerID
      | InsufficientScope
      | InvalidToken
      | InvoiceDoesNotExist
      | LengthRequired
      | MissingInvoiceBillingDetails
      | NotPermitted
      | OrderNotEligibleForInvoice
      | ReceiptNotAllocated
      | RequestBodyTooLarge
      | ResourceNotFound
      | Unauthorized
    )["error"]
  | (string & {});
