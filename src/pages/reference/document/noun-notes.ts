/** What a noun is for, above its endpoints. */
export const nounNotes: Readonly<Record<string, string>> = {
  'Payment links':
    'A payment link sells a fixed set of lines at a fixed price. It is made by people in the dashboard and shared with buyers; it can never be managed with an API key. What a link sells never changes after it was made.',
  Checkout:
    'One buyer on the way to one payment. It starts from a payment link, or your server creates it for any lines. Whoever holds its token can pay, cancel or read it, so treat the token like a password. Creating one also answers at `/checkout/create/`.',
  Payments:
    'A transaction is made with the first attempt to pay and keeps every attempt. Its status tells where the money is; the ledger tells each movement.',
  Receipts:
    'What a buyer keeps of a payment: as JSON, as a PDF, and as a small signed file that anyone can verify offline. How is told under Verifying receipts above.',
  Refunds:
    'A payment goes back in full or in parts until nothing is left. A refund gives no place of a limited link back.',
  'Bank statements':
    'Buyers who pay by bank transfer send the money to your own account. What your bank says of it is handed in here: each entry counts once, and belongs to the payment whose reference stands in it.',
  Events:
    'Everything that changed, in the order in which it was committed. Pull them to miss nothing, or let webhooks carry them to you.',
  Webhooks: 'Where events are sent, and what became of each. Webhooks above says how to verify them.',
  Products: 'The catalog. Changing a product changes no link that was made before.',
  'API keys': 'One active key per mode. A key is shown once; only a hash of it is kept.',
  Organization: 'The seller: settings, limits, and the figures on the dashboard’s first page.',
  Team: 'Who may do what. Invitations go by mail.',
  Accounts: 'People: signing up and in, passwords and sessions.',
  'Audit log':
    'Every sign-in and every change of settings, keys, links, refunds and team, chained by hashes.',
  Connections:
    'Who moves your money: bank transfers to your own account, and payment providers. Several may be connected in each mode; buyers see them in your order. Never open to an API key.',
  Providers: 'For payment providers, not for you: where they report what became of a payment.',
  Development: 'Help on a machine of your own.',
};
