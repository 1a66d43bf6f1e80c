import type { Message } from '../message.ts';

/**
 * What is mailed to merchants and their colleagues. The dashboard is English, and so are these; the voice is that of the
 * buyer's messages.
 */
export const toMerchants = {
  'mail.reset.subject': 'Choose a new password',
  'mail.reset.lead':
    'Somebody, most likely you, asked for a new password for {email}. Choose it on the page that the button opens.',
  'mail.reset.button': 'Choose a new password',
  'mail.reset.note':
    'The page works once and for {duration}; everybody who is signed in as you is then signed out. If it was not you, leave this mail alone: your password stays as it is.',

  'mail.exists.subject': 'You have an account already',
  'mail.exists.lead':
    'Somebody tried to open an account with {email}, which has one. If it was you, sign in with it.',
  'mail.exists.button': 'Sign in',
  'mail.exists.note':
    'If you do not remember the password, choose a new one from the sign-in page. If it was not you, there is nothing to do: nobody got in.',
  'mail.changed.subject.password_changed': 'Your password was changed',
  'mail.changed.subject.password_reset': 'Your password was changed with a link from a mail',
  'mail.changed.subject.authenticator_added': 'An authenticator app was added to your account',
  'mail.changed.subject.authenticator_removed': 'The authenticator app was removed from your account',
  'mail.changed.subject.passkey_added': 'A passkey was added to your account',
  'mail.changed.subject.passkey_removed': 'A passkey was removed from your account',
  'mail.changed.subject.recovery_codes_made': 'Your recovery codes were made anew',
  'mail.changed.subject.second_factor_reset': 'All second factors were removed from your account',
  'mail.changed.account': 'Account',
  'mail.changed.passkey': 'Passkey',
  'mail.changed.at': 'When',
  'mail.changed.from': 'From',
  'mail.changed.operator': 'this server, by whoever runs it',
  'mail.changed.itWasYou': 'If it was you, there is nothing to do.',
  'mail.changed.itWasNot':
    'If it was not you, choose a new password now: everybody who is signed in as you is then signed out. After that, look at your second factors under “Settings”, “Security”, and make new recovery codes.',
  'mail.changed.button': 'Choose a new password',
  'mail.changed.note':
    'If you cannot sign in any more, write to whoever runs this server: they can remove a second factor that is not yours.',
  'mail.invitation.subject': 'Join {organization} on {platform}',
  'mail.invitation.heading': '{inviter} invites you to {organization}',
  'mail.invitation.role.viewer': 'You would see links, payments and products, and change nothing.',
  'mail.invitation.role.staff': 'You would manage products and payment links.',
  'mail.invitation.role.admin':
    'You would also refund payments and manage keys, webhooks, settings and people.',
  'mail.invitation.role.owner': 'You would be an owner, who may do everything.',
  'mail.invitation.button': 'Join {organization}',
  'mail.invitation.note':
    'The invitation is for {email} and ends on {moment}. If you do not know who sent it, leave this mail alone.',

  'mail.refundCode.subject': 'Your code to refund {amount}',
  'mail.refundCode.lead': 'Enter this code to refund {amount} of payment {payment} of {organization}:',
  'mail.refundCode.note':
    'It works once, for {duration}, and only for this payment and this amount. If you are not refunding anything, somebody is signed in as you: change your password.',
  'mail.returned.subject.merchant': '{amount} of {payer} goes back',
  'mail.returned.heading.merchant': '{amount} of {payer} goes back',
  'mail.returned.why.merchant.late':
    'The payment arrived after its checkout had closed, and no place was left. Nothing was sold.',
  'mail.returned.why.merchant.excess': 'More arrived than was to be paid. The payment stays paid.',
  'mail.returned.why.merchant.nothing_sold':
    'This money arrived after the checkout had closed. Nothing was sold.',
  'mail.returned.how.merchant.transfer':
    'You send it from your account: it stands under “Refunds to send” until it is in a file for your bank. The buyer is told then.',
  'mail.returned.how.merchant.provider':
    'It is given back by itself. There is nothing to do, and the buyer is told.',
  'mail.returned.button.merchant': 'Open it in the dashboard',

  'mail.payment.subject': '{amount} paid by {payer}',
  'mail.payment.lead': '{payer} paid {amount} to {organization}.',
  'mail.payment.what': 'For',
  'mail.payment.link': 'Payment link',
  'mail.payment.net': 'After fees',
  'mail.payment.reference': 'Your reference',
  'mail.payment.button': 'Open the payment',

  'mail.bank.subject.takenBack': 'The bank took money of buyers back',
  'mail.bank.subject.refundReturned': 'Refunds came back to your account',
  'mail.bank.subject.both': 'The bank took money back, and refunds came back',
  'mail.bank.takenBack':
    'The bank took these transfers of buyers back. The money is not in your books any more, and a payment that lacks it now is marked as disputed. Ask the buyers how they want to pay.',
  'mail.bank.refundReturned':
    'These refunds came back to your account, mostly because the account of the buyer is closed. Ask the buyers for another one.',
  'mail.bank.more': 'There are {count} more in the statement.',
  'mail.bank.button': 'Open bank transfers',
  'mail.endpoint.subject': 'Your webhook endpoint is failing',
  'mail.endpoint.lead':
    'A notification to {address} was tried for three days without success and is given up. Later ones may be failing too.',
  'mail.endpoint.leadGone':
    'Your server answered that {address} is gone, so nothing more is sent there and the endpoint is switched off.',
  'mail.endpoint.event': 'Event',
  'mail.endpoint.error': 'Last answer',
  'mail.endpoint.at': 'Given up',
  'mail.endpoint.button': 'Open webhooks',
  'mail.endpoint.note':
    'Nothing is lost: every event can be sent again from there, or read from the list of events. You are told once, until a delivery succeeds again.',
} as const satisfies Record<string, Message>;
