import type { Permission } from './permission.ts';

/** A change that nobody has to be able to look up: what buyers do, and what takes nothing. */
const unrecorded = [] as const;

/**
 * Who may do what over the API, by method and path: written by hand from the contract, and never from the routes,
 * which are held against it. Neither role nor scope means everybody. Both mean a session or a key.
 */
export const apiPermissions: Readonly<Record<string, Permission>> = {
  // Accounts
  'POST /api/auth/signup/': { limit: 'signUps', audit: ['organization.created', 'user.signed_in'] },
  'POST /api/auth/login/': { limit: 'password', audit: ['user.signed_in'] },
  'POST /api/auth/one-time/': { audit: ['user.signed_in'] },
  'POST /api/auth/logout/': { role: 'viewer', audit: ['user.signed_out'] },
  'GET /api/auth/me/': { role: 'viewer' },
  'POST /api/auth/switch/': { role: 'viewer', audit: ['user.signed_in'] },
  'POST /api/auth/password/change/': {
    role: 'viewer',
    limit: 'password',
    audit: ['user.password_changed'],
  },
  'POST /api/auth/password/forgot/': { limit: 'reset', audit: unrecorded },
  'POST /api/auth/password/reset/': { limit: 'token', audit: ['user.password_reset'] },
  'POST /api/auth/proof/': { role: 'viewer', limit: 'password', audit: unrecorded },
  'POST /api/auth/proof/passkey/': { role: 'viewer', audit: unrecorded },
  'POST /api/auth/second-factor/': { limit: 'secondFactor', audit: ['user.signed_in'] },
  'POST /api/auth/second-factor/passkey/': { audit: unrecorded },
  'GET /api/auth/second-factor/': { role: 'viewer' },
  'POST /api/auth/second-factor/authenticator/': { role: 'viewer', proof: 'always', audit: unrecorded },
  'POST /api/auth/second-factor/authenticator/confirm/': {
    role: 'viewer',
    proof: 'always',
    limit: 'secondFactor',
    audit: ['user.second_factor_added'],
  },
  'DELETE /api/auth/second-factor/authenticator/': {
    role: 'viewer',
    proof: 'always',
    audit: ['user.second_factor_removed'],
  },
  'POST /api/auth/second-factor/recovery-codes/': {
    role: 'viewer',
    proof: 'always',
    audit: ['user.recovery_codes_made'],
  },
  'POST /api/auth/passkeys/options/': { role: 'viewer', proof: 'always', audit: unrecorded },
  'POST /api/auth/passkeys/': { role: 'viewer', proof: 'always', audit: ['user.second_factor_added'] },
  'PATCH /api/auth/passkeys/:id/': { role: 'viewer', audit: ['user.passkey_renamed'] },
  'DELETE /api/auth/passkeys/:id/': {
    role: 'viewer',
    proof: 'always',
    audit: ['user.second_factor_removed'],
  },
  'GET /api/auth/sessions/': { role: 'viewer' },
  'DELETE /api/auth/sessions/:id/': { role: 'viewer', audit: ['user.session_ended'] },
  'POST /api/auth/invitations/read/': { limit: 'token', audit: unrecorded },
  'POST /api/auth/invitations/accept/': { limit: 'token', audit: ['team.member_joined', 'user.signed_in'] },
  'POST /api/auth/invitations/join/': {
    role: 'viewer',
    limit: 'token',
    audit: ['team.member_joined', 'user.signed_in'],
  },

  // Organization and team
  'GET /api/organization/': { role: 'viewer' },
  'PATCH /api/organization/': { role: 'admin', proof: 'depending', audit: ['organization.updated'] },
  'GET /api/organization/dashboard/': { role: 'viewer', mode: 'asked' },
  'GET /api/organization/audit-log/': { role: 'admin' },
  'GET /api/organization/audit-log/proof/': { role: 'admin' },
  'GET /api/organization/team/': { role: 'viewer' },
  'POST /api/organization/team/': {
    role: 'admin',
    proof: 'always',
    limit: 'invitations',
    audit: ['team.member_invited'],
  },
  'PATCH /api/organization/team/:id/': { role: 'admin', proof: 'depending', audit: ['team.role_changed'] },
  'GET /api/organization/sessions/': { role: 'owner' },
  'DELETE /api/organization/sessions/:id/': { role: 'owner', audit: ['user.session_ended'] },
  'POST /api/organization/team/:id/sign-out/': { role: 'owner', audit: ['user.sessions_ended'] },
  'POST /api/organization/team/leave/': { role: 'viewer', audit: ['team.member_left'] },
  'DELETE /api/organization/team/:id/': { role: 'admin', audit: ['team.member_removed'] },

  // API keys
  'GET /api/organization/api-keys/': { role: 'viewer' },
  'POST /api/organization/api-keys/': {
    role: 'admin',
    proof: 'always',
    mode: 'asked',
    audit: ['api_key.created'],
  },
  'POST /api/organization/api-keys/rotate/': {
    role: 'admin',
    proof: 'always',
    mode: 'asked',
    audit: ['api_key.rotated'],
  },
  'POST /api/organization/api-keys/:id/rotate/': {
    role: 'admin',
    proof: 'always',
    audit: ['api_key.rotated'],
  },
  'POST /api/organization/api-keys/:id/revoke/': { role: 'admin', audit: ['api_key.revoked'] },
  'GET /api/organization/api-requests/': { role: 'staff', mode: 'asked' },

  // Providers
  'GET /api/organization/providers/': { role: 'staff' },
  'PUT /api/organization/providers/order/': { role: 'admin', mode: 'asked', audit: ['provider.ordered'] },
  'PUT /api/organization/providers/:provider/': {
    role: 'admin',
    proof: 'always',
    mode: 'asked',
    audit: ['provider.connected'],
  },
  'DELETE /api/organization/providers/:provider/': {
    role: 'admin',
    mode: 'asked',
    audit: ['provider.disconnected'],
  },
  'POST /api/organization/providers/:provider/check/': { role: 'admin', mode: 'asked', audit: unrecorded },
  'GET /api/organization/live-checklist/': { role: 'staff' },
  'PUT /api/organization/live-checklist/keys-backed-up/': {
    role: 'admin',
    audit: ['organization.keys_backed_up'],
  },

  // Webhooks and events
  'GET /api/organization/webhook/': { role: 'viewer', mode: 'asked' },
  'PUT /api/organization/webhook/': {
    role: 'admin',
    proof: 'depending',
    mode: 'asked',
    audit: ['webhook.updated'],
  },
  'DELETE /api/organization/webhook/': { role: 'admin', mode: 'asked', audit: ['webhook.removed'] },
  'POST /api/organization/webhook/rotate-secret/': {
    role: 'admin',
    proof: 'always',
    mode: 'asked',
    audit: ['webhook.secret_rotated'],
  },
  'POST /api/organization/webhook/test/': {
    role: 'admin',
    limit: 'webhook-test',
    mode: 'asked',
    audit: ['webhook.tested'],
  },
  'GET /api/organization/webhook/deliveries/': { role: 'viewer', mode: 'asked' },
  'GET /api/organization/webhook/deliveries/:id/': { role: 'viewer' },
  'POST /api/organization/webhook/deliveries/:id/resend/': {
    role: 'admin',
    limit: 'webhook-resend',
    audit: ['webhook.delivery_resent'],
  },
  'GET /api/organization/events/': { role: 'viewer', mode: 'asked' },
  'GET /api/organization/events/:id/': { role: 'viewer' },
  'GET /api/events/': { role: 'viewer', scope: 'payments:read', limit: 'key', mode: 'key' },

  // Catalog
  'GET /api/products/': { role: 'viewer' },
  'POST /api/products/': { role: 'staff', audit: ['product.created'] },
  'GET /api/products/:id/': { role: 'viewer' },
  'PATCH /api/products/:id/': { role: 'staff', audit: ['product.updated'] },
  'DELETE /api/products/:id/': { role: 'staff', audit: ['product.updated'] },

  // Images, which products and logos name afterwards
  'POST /api/media/': { role: 'staff', audit: unrecorded },

  // Payment links: never by an API key
  'GET /api/payment-links/': { role: 'viewer', mode: 'asked', answers: 'export' },
  'POST /api/payment-links/': { role: 'staff', mode: 'asked', audit: ['payment_link.created'] },
  'POST /api/payment-links/preview/': {
    role: 'staff',
    mode: 'asked',
    audit: unrecorded,
    answers: 'buyer-page',
  },
  'GET /api/payment-links/:id/': { role: 'viewer' },
  'PATCH /api/payment-links/:id/': { role: 'staff', audit: ['payment_link.updated'] },
  'DELETE /api/payment-links/:id/': { role: 'staff', audit: ['payment_link.deleted'] },
  'POST /api/payment-links/:id/restore/': { role: 'staff', audit: ['payment_link.restored'] },
  'POST /api/payment-links/:id/duplicate/': { role: 'staff', audit: ['payment_link.created'] },
  'GET /api/payment-links/:id/holds/': { role: 'viewer' },
  'POST /api/payment-links/:id/holds/:checkout_id/release/': {
    role: 'staff',
    audit: ['payment_link.place_released'],
  },
  'GET /api/payment-links/:id/payments/': { role: 'viewer' },
  'GET /api/payment-links/:id/qr.svg': { role: 'viewer', answers: 'image' },
  'GET /api/payment-links/:id/qr.png': { role: 'viewer', answers: 'image' },
  'GET /api/payment-links/:id/poster.pdf': { role: 'viewer', answers: 'pdf' },
  'GET /api/payment-links/public/:id/': { answers: 'preview' },
  'POST /api/payment-links/public/:id/start/': { limit: 'start', idempotent: true, audit: unrecorded },

  // Checkouts
  'POST /api/checkout/create/': {
    scope: 'checkout:create',
    limit: 'key',
    mode: 'key',
    idempotent: true,
    audit: unrecorded,
  },
  'POST /checkout/create/': {
    scope: 'checkout:create',
    limit: 'key',
    mode: 'key',
    idempotent: true,
    audit: unrecorded,
  },
  'GET /api/checkouts/': { role: 'viewer', scope: 'payments:read', limit: 'key', mode: 'key' },
  'GET /api/checkouts/:id/': { role: 'viewer', scope: 'payments:read', limit: 'key', mode: 'key' },
  'GET /api/checkout/:token/': { limit: 'read' },
  'POST /api/checkout/:token/pay/': { limit: 'pay', idempotent: true, audit: unrecorded },
  'POST /api/checkout/:token/cancel/': { limit: 'pay', audit: unrecorded },
  'POST /api/checkout/:token/renew/': { limit: 'pay', audit: unrecorded },
  'GET /api/checkout/:token/transfer/': { limit: 'read' },
  'POST /api/checkout/:token/transfer/sent/': { limit: 'pay', audit: unrecorded },
  'GET /api/checkout/:token/transfer.svg': { limit: 'read', answers: 'image' },
  'GET /api/checkout/:token/transfer.png': { limit: 'read', answers: 'image' },
  'GET /api/checkout/:token/receipt/': { limit: 'read' },
  'GET /api/checkout/:token/receipt.json': { limit: 'read' },
  'GET /api/checkout/:token/receipt.pdf': { limit: 'receipt', answers: 'pdf' },

  // Transactions, refunds, books
  'GET /api/transactions/': {
    role: 'viewer',
    scope: 'payments:read',
    limit: 'key',
    mode: 'key',
    answers: 'export',
  },
  'GET /api/transactions/:id/': { role: 'viewer', scope: 'payments:read', limit: 'key', mode: 'key' },
  'GET /api/transactions/:id/receipt/': { role: 'viewer' },
  'POST /api/transactions/:id/resend-webhook/': {
    role: 'admin',
    limit: 'webhook-resend',
    audit: ['webhook.delivery_resent'],
  },
  'POST /api/transactions/:id/refund/': {
    role: 'admin',
    proof: 'depending',
    scope: 'refunds:write',
    limit: 'key',
    mode: 'key',
    idempotent: true,
    audit: ['refund.created'],
  },
  'POST /api/transactions/:id/refund/code/': { role: 'admin', limit: 'refundCode', audit: unrecorded },
  'GET /api/refunds/': { role: 'viewer', scope: 'refunds:read', limit: 'key', mode: 'key' },
  'GET /api/refunds/:id/': { role: 'viewer', scope: 'refunds:read', limit: 'key', mode: 'key' },
  'GET /api/organization/ledger/': { role: 'viewer', mode: 'asked', answers: 'export' },

  // Statements of banks
  'POST /api/organization/bank-statements/': {
    role: 'admin',
    scope: 'statements:write',
    limit: 'statement',
    mode: 'key',
    audit: ['bank_statement.imported'],
  },
  'GET /api/organization/bank-statements/': { role: 'viewer', mode: 'asked' },
  'GET /api/organization/bank-statements/sample/': { role: 'staff', mode: 'sandbox', answers: 'bank-file' },
  'GET /api/organization/statement-mappings/': { role: 'viewer' },
  'DELETE /api/organization/statement-mappings/:id/': {
    role: 'admin',
    audit: ['bank_statement.mapping_forgotten'],
  },
  'GET /api/organization/bank-entries/': { role: 'viewer', mode: 'asked' },
  'POST /api/organization/bank-entries/:id/match/': { role: 'admin', audit: ['bank_entry.matched'] },
  'POST /api/organization/bank-entries/:id/ignore/': { role: 'admin', audit: ['bank_entry.ignored'] },
  'POST /api/organization/bank-entries/:id/undo/': { role: 'admin', audit: ['bank_entry.undone'] },
  'GET /api/organization/bank-refunds/': { role: 'viewer', mode: 'asked' },
  // Marks what is in the file, so that it says what it writes down.
  'GET /api/organization/bank-refunds.xml': {
    role: 'admin',
    mode: 'asked',
    answers: 'bank-file',
    audit: ['bank_refunds.exported'],
  },

  // Sandbox and providers
  'POST /api/providers/:provider/notifications/:connection_id/': { audit: unrecorded },
  'POST /api/providers/:provider/notifications/': { audit: unrecorded },
  'GET /api/organization/simulator/': { role: 'admin' },
  'PUT /api/organization/simulator/': { role: 'admin', audit: ['simulator.updated'] },
  'POST /api/checkouts/:id/simulate/': { role: 'admin', mode: 'sandbox', audit: ['simulator.fired'] },
  'GET /api/development/mailbox/': { role: 'admin', answers: 'mails' },
  'GET /api/organization/sandbox-mails/': { role: 'admin', answers: 'mails' },
  'GET /api/organization/kept-mails/': { role: 'admin', answers: 'mails' },
  'POST /api/organization/kept-mails/:id/send/': {
    role: 'admin',
    answers: 'mails',
    audit: ['mail.sent_by_hand'],
  },

  // Files that stand beside the API
  'GET /media/:hash': { limit: 'media', answers: 'media' },
  'GET /.well-known/receipt-keys.json': { answers: 'keys' },
};
