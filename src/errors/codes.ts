import type {
  InsufficientScope,
  InvalidToken,
  LengthRequired,
  NotPermitted,
  RequestBodyTooLarge,
  ResourceNotFound,
  Unauthorized,
} from "../generated/types.js";

/** The codes that the contract documents; open, for Polar adds some. */
export type ErrorCode =
  | (
      | InsufficientScope
      | InvalidToken
      | LengthRequired
      | NotPermitted
      | RequestBodyTooLarge
      | ResourceNotFound
      | Unauthorized
    )["error"]
  | (string & {});
