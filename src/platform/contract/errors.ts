import { type FieldError, Problem } from '#platform/kit/problem.ts';
import { declines } from './declines.ts';

/**
 * Every error code of the API with its HTTP status and title. Codes are stable: clients branch on them.
 * The `detail` sentence is given where the error is raised, because only there the way out is known.
 */
export const errorCodes = {
  invalid_request: { status: 400, title: 'The request is not valid' },
  invalid_json: { status: 400, title: 'The body is not valid JSON' },
  unknown_field: { status: 400, title: 'The request has a field that is not known here' },
  read_only_field: { status: 400, title: 'The request changes a field that is read-only' },
  immutable_field: { status: 400, title: 'The request changes a field that never changes' },
  required: { status: 400, title: 'A required field is missing' },
  invalid_type: { status: 400, title: 'A field has the wrong type' },
  invalid_value: { status: 400, title: 'A field has a value that is not allowed' },
  invalid_amount: { status: 400, title: 'An amount is not valid' },
  invalid_tax_rate: { status: 400, title: 'A tax rate is not valid' },
  invalid_time: { status: 400, title: 'A time is not valid' },
  invalid_cursor: { status: 400, title: 'The cursor is not valid' },
  invalid_limit: { status: 400, title: 'The limit is not valid' },
  invalid_idempotency_key: { status: 400, title: 'The idempotency key is not valid' },
  unsupported_currency: { status: 400, title: 'The currency is not supported' },
  currency_unavailable: { status: 400, title: 'The currency is not offered here' },
  unknown_product: { status: 400, title: 'A product is not available' },
  price_missing: { status: 400, title: 'A product has no price in this currency' },
  amount_below_minimum: { status: 400, title: 'The total is below the minimum' },
  amount_above_maximum: { status: 400, title: 'The total is above the maximum' },
  expires_in_past: { status: 400, title: 'The expiry is not in the future' },
  max_uses_below_uses: { status: 400, title: 'The limit is below the places already taken' },
  redirect_not_allowed: { status: 400, title: 'The redirect address is not allowed' },
  wrong_key_mode: { status: 400, title: 'The key is for the other mode' },
  invalid_signature: { status: 400, title: 'The signature is not valid' },
  test_card_required: { status: 400, title: 'Only test cards are accepted here' },
  weak_password: { status: 400, title: 'The password is too common' },
  invalid_reset_link: { status: 400, title: 'The link to a new password is not valid any more' },
  invalid_invitation: { status: 400, title: 'The invitation is not valid any more' },
  second_factor_invalid: { status: 400, title: 'The second factor is not valid' },
  wrong_password: { status: 400, title: 'The current password is wrong' },
  signup_refused: { status: 409, title: 'No account can be opened with this address here' },
  email_taken: { status: 409, title: 'The email address already has an account' },
  image_unavailable: { status: 400, title: 'The image could not be fetched' },
  authentication_required: { status: 401, title: 'Sign in first' },
  invalid_credentials: { status: 401, title: 'The credentials are not valid' },
  second_factor_required: { status: 401, title: 'The second factor is required' },
  invalid_challenge: { status: 401, title: 'The sign-in is not waiting any more' },
  invalid_sign_in_link: { status: 401, title: 'The sign-in link is not valid any more' },
  dashboard_session_required: { status: 401, title: 'A dashboard session is required' },
  api_key_required: { status: 401, title: 'An API key is required' },
  ...declines,
  second_factor_enrolment_required: { status: 403, title: 'This organization asks for a second factor' },
  fresh_proof_required: { status: 403, title: 'A fresh proof of who you are is required' },
  insufficient_role: { status: 403, title: 'Your role does not allow this' },
  missing_scope: { status: 403, title: 'The API key lacks a scope' },
  no_organization: { status: 403, title: 'You belong to no organization' },
  invitation_for_another: { status: 403, title: 'The invitation is for another address' },
  foreign_form: { status: 403, title: 'The form was sent from another site' },
  signup_disabled: { status: 403, title: 'Sign-up is switched off' },
  refund_code_required: { status: 400, title: 'The code from your mail is required' },
  refund_code_invalid: { status: 400, title: 'The code is not valid' },
  unknown_way: { status: 400, title: 'The checkout cannot be paid that way' },
  refund_exceeds_payment: { status: 409, title: 'The refund is more than what remains' },
  transaction_not_paid: { status: 409, title: 'The transaction is not paid' },
  organization_suspended: { status: 403, title: 'The organization is suspended' },
  ad_hoc_items_disabled: { status: 403, title: 'Ad-hoc items are switched off' },
  not_found: { status: 404, title: 'Not found' },
  method_not_allowed: { status: 405, title: 'The method is not allowed here' },
  not_acceptable: { status: 406, title: 'The answer cannot be given in that form' },
  authenticator_exists: { status: 409, title: 'There is an authenticator app already' },
  second_factor_missing: { status: 409, title: 'There is no second factor' },
  already_member: { status: 409, title: 'The person is in the team already' },
  last_owner: { status: 409, title: 'The organization needs an owner' },
  request_timeout: { status: 408, title: 'The request took too long to arrive' },
  mail_server_missing: { status: 409, title: 'No mail server is set' },
  mail_not_sendable: { status: 409, title: 'The mail cannot be sent' },
  link_fully_held: { status: 409, title: 'Every remaining place is held' },
  place_kept_for_others: { status: 409, title: 'The place is kept for others for now' },
  checkout_already_paid: { status: 409, title: 'The checkout is already paid' },
  checkout_not_paid: { status: 409, title: 'The checkout is not paid' },
  checkout_not_open: { status: 409, title: 'The checkout is not open' },
  payment_in_progress: { status: 409, title: 'A payment is being checked' },
  idempotency_in_progress: { status: 409, title: 'The first request is still running' },
  refund_rests_on_it: { status: 409, title: 'A refund rests on this money' },
  entry_already_decided: { status: 409, title: 'The entry is decided already' },
  nothing_to_undo: { status: 409, title: 'There is nothing to undo' },
  match_impossible: { status: 409, title: 'The entry cannot belong to that payment' },
  live_mode_unavailable: { status: 409, title: 'Live mode is not available yet' },
  instance_unsafe: { status: 409, title: 'This installation is not set up for real money' },
  provider_not_connected: { status: 409, title: 'The provider is not connected' },
  sandbox_only: { status: 409, title: 'This works in the sandbox only' },
  simulation_impossible: { status: 409, title: 'The sandbox cannot play this here' },
  key_not_active: { status: 409, title: 'The key is not active' },
  webhook_disabled: { status: 409, title: 'No webhook endpoint is enabled' },
  active_key_exists: { status: 409, title: 'An active key exists' },
  link_inactive: { status: 410, title: 'The payment link is not active' },
  link_deleted: { status: 410, title: 'The payment link is deleted' },
  link_expired: { status: 410, title: 'The payment link has expired' },
  link_used_up: { status: 410, title: 'The payment link is used up' },
  checkout_expired: { status: 410, title: 'The checkout has expired' },
  checkout_canceled: { status: 410, title: 'The checkout is canceled' },
  checkout_failed: { status: 410, title: 'The checkout has no attempts left' },
  payload_too_large: { status: 413, title: 'The body is too large' },
  uri_too_long: { status: 414, title: 'The address is too long' },
  unsupported_media_type: { status: 415, title: 'The media type is not supported' },
  range_not_satisfiable: { status: 416, title: 'The range lies outside of the file' },
  expectation_failed: { status: 417, title: 'The expectation cannot be met' },
  mapping_needed: { status: 422, title: 'What the columns of the table are is not known' },
  encoding_needed: { status: 422, title: 'The encoding of the file is not known' },
  statement_unreadable: { status: 422, title: 'The statement cannot be read' },
  idempotency_key_reuse: { status: 422, title: 'The idempotency key was used for another request' },
  rate_limited: { status: 429, title: 'Too many requests' },
  headers_too_large: { status: 431, title: 'The headers are too large' },
  internal_error: { status: 500, title: 'Something went wrong on our side' },
  method_not_implemented: { status: 501, title: 'The method is not known here' },
  provider_unreachable: { status: 502, title: 'The provider could not be asked' },
  outcome_unknown: { status: 503, title: 'Whether the request was done is not known' },
  unavailable: { status: 503, title: 'The service is not available right now' },
} as const satisfies Record<string, { status: number; title: string }>;

export type ErrorCode = keyof typeof errorCodes;

export type ProblemOptions = {
  /** One sentence that says what to do. */
  detail: string;
  /** JSON path of the one field at fault, such as `products[0].quantity`. */
  field?: string;
  errors?: FieldError[];
  headers?: Record<string, string>;
  /** Further members of the problem document, such as `release_at`. */
  extra?: Record<string, unknown>;
  /** Kept for the log, never shown. */
  cause?: unknown;
  /** The same code under another status, where the contract says so (`link_deleted` on PATCH is 409). */
  status?: number;
};

/** Makes the error that a use-case throws; status and title come from the code. */
export function problem(code: ErrorCode, options: ProblemOptions): Problem {
  const { status, title } = errorCodes[code];
  const errors =
    options.errors ?? (options.field ? [{ field: options.field, code, message: options.detail }] : []);
  return new Problem({
    status: options.status ?? status,
    code,
    title,
    detail: options.detail,
    errors,
    headers: options.headers ?? {},
    extra: options.extra ?? {},
    cause: options.cause,
  });
}

/** The 404 that unknown, foreign and malformed ids share, so that they cannot be told apart. */
export function notFound(what: string): Problem {
  return problem('not_found', { detail: `There is no ${what} at this address.` });
}
