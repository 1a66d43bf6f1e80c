import type { Message } from '../message.ts';

/**
 * The English catalogue, the one the others are measured by. `{names}` are filled in, `<b>` is bold, `<link>` is
 * the link its page makes. Voice: plain, exact, short; say whether money moved; no exclamation mark, no "please".
 */
export const english = {
  // Every page
  'site.runsOn': 'Runs on {platform}',
  'site.terms': 'Terms',
  'site.contact': 'Contact the seller',
  'site.writeToSeller': 'Write to the seller',
  'site.visitSeller': 'Visit the seller’s website',
  'site.connectionLost':
    '<b>The connection broke.</b> We do not know whether the last step arrived. Press the button again: it is safe, a repeated payment is charged once.',
  'mode.test': '<b>Test mode.</b> No card is charged and no money moves.',
  'mode.testMoved': '<b>Test mode.</b> No money moved.',
  'mode.testMode': 'Test mode',
  'mode.testCards': 'Test cards',
  'mode.testCardsHint': 'Any future expiry and any security code work.',
  'mode.useCard': 'Fill in test card {number}',

  // Test cards
  'testCard.pays': 'pays',
  'testCard.declined': 'declined',
  'testCard.insufficientFunds': 'not enough funds',
  'testCard.expired': 'expired',
  'testCard.wrongCode': 'wrong security code',
  'testCard.error': 'error, a retry may work',
  'testCard.challenge': 'asks 3-D Secure',
  'testCard.pending': 'stays pending, then pays',
  'testCard.early': 'pays before you are back',

  // Time
  'time.inCity': '{city} time ({zone})',
  'time.hours': { one: '{count} hour', other: '{count} hours' },
  'time.minutes': { one: '{count} minute', other: '{count} minutes' },
  'time.seconds': { one: '{count} second', other: '{count} seconds' },
  'time.minutesLeft': '{minutes} min left',

  // The order
  'order.label': 'Your order',
  'order.whatYouBuy': 'What you buy',
  'order.items': { one: '{count} item', other: '{count} items' },
  'order.total': 'Total',
  'order.totalIncluded': 'Total, tax included',
  'order.totalAdded': 'Total, tax added',
  'order.totalUntaxed': 'Total, no tax',
  'order.toPayIncluded': 'To pay, tax included',
  'order.toPayAdded': 'To pay, tax added',
  'order.toPayUntaxed': 'To pay, no tax',
  'order.currency': 'Currency',
  'order.lineTax': '{rate} tax',
  'order.lineQuantity': '{quantity} × {price}',
  'order.net': 'Net',
  'order.includedTax': 'incl. {rate} tax',
  'order.addedTax': 'plus {rate} tax',
  'order.soldBy': 'Sold by {seller}',
  'order.convertedByBank':
    'Converted from {from} at <b>1 EUR = {rate} USD</b>, European Central Bank, {day}. The price is fixed when you continue.',
  'order.convertedByPlatform':
    'Converted from {from} at <b>1 EUR = {rate} USD</b>, the rate of {platform}. The price is fixed when you continue.',
  'order.convertedByBankFixed':
    'Converted from {from} at <b>1 EUR = {rate} USD</b>, European Central Bank, {day}. The price is fixed.',
  'order.convertedByPlatformFixed':
    'Converted from {from} at <b>1 EUR = {rate} USD</b>, the rate of {platform}. The price is fixed.',
  'order.previewPrice': '{amount}, sold by {seller}',
  'order.andMore': { one: '{first} and {count} more', other: '{first} and {count} more' },

  // How tax was calculated
  'tax.how': 'How tax was calculated',
  'tax.inclusive': 'Prices include tax. Tax is rounded once per line: price × rate ÷ (100% + rate).',
  'tax.exclusive': 'Tax is added to prices, rounded once per line: price × rate.',

  // Link page
  'link.title': '{what}, {seller}',
  'poster.scan': 'Scan to pay',
  'poster.scanTest': 'Test mode. Scan to try; no money moves.',
  'poster.qrCode': 'QR code with the address of this offer',
  'link.heading': 'Your details',
  'link.continue': 'Continue to pay {amount}',
  'link.continuing': 'Continuing',
  'link.nothingYet': 'You pay on the next step. Nothing is charged now.',
  'link.placesLeft': {
    one: '<b>{count} left.</b> It is kept for you for {duration} once you continue.',
    other: '<b>{count} left.</b> Yours is kept for {duration} once you continue.',
  },
  'link.places': { one: '{count} left', other: '{count} left' },
  'link.onSaleUntil': 'On sale until <b>{moment}</b> {zone}.',
  'link.notePlaces': '<b>{places}</b>',
  'link.noteUntil': 'On sale until {moment}',
  'link.noteBoth': '<b>{places}</b>, on sale until {moment}',
  'link.company': 'Buying for a company? Add name and tax number',
  'link.address': 'Add phone or street address',

  // Billing fields
  'field.optional': 'optional',
  'field.email': 'Email',
  'field.emailHint': 'Your receipt goes here.',
  'field.firstName': 'First name',
  'field.lastName': 'Last name',
  'field.country': 'Country',
  'field.chooseCountry': 'Choose',
  'field.postalCode': 'Postal code',
  'field.state': 'State or region',
  'field.company': 'Company',
  'field.taxId': 'Tax number',
  'field.phone': 'Phone',
  'field.line1': 'Street and number',
  'field.line2': 'Apartment or floor',
  'field.city': 'City',

  // Card fields
  'field.number': 'Card number',
  'field.expiry': 'Expiry',
  'field.expiryHint': 'MM / YY',
  'field.cvc': 'Security code',
  'field.cvcHint': '3 digits',
  'field.cvcHintLong': '4 digits',
  'field.cardName': 'Name on card',

  // Errors beside a field, repeated in the summary
  'error.summary': {
    '=1': 'Check one field. Nothing was charged.',
    '=2': 'Check two fields. Nothing was charged.',
    '=3': 'Check three fields. Nothing was charged.',
    '=4': 'Check four fields. Nothing was charged.',
    one: 'Check {count} field. Nothing was charged.',
    other: 'Check {count} fields. Nothing was charged.',
  },
  'error.summaryLine': '{label}: {message}',
  'error.title': 'Check the form: {title}',
  'error.emailMissing': 'Enter your email address.',
  'error.emailWrong': 'Write it like name@example.com.',
  'error.firstNameMissing': 'Enter your first name.',
  'error.countryMissing': 'Choose a country.',
  'error.postalCodeMissing': 'Enter the postal code. Banks in the United States check it.',
  'error.tooLong': { one: 'Use at most {count} character.', other: 'Use at most {count} characters.' },
  'error.notAllowed': 'This value is not accepted. Change it and try again.',
  'error.numberMissing': 'Enter the card number.',
  'error.numberDigits': 'Use digits only.',
  'error.numberShort': {
    '=1': 'One of {expected} digits is missing.',
    '=2': 'Two of {expected} digits are missing.',
    '=3': 'Three of {expected} digits are missing.',
    one: '{count} of {expected} digits is missing.',
    other: '{count} of {expected} digits are missing.',
  },
  'error.numberLong': {
    '=1': 'There is one digit too many: this card has {expected}.',
    '=2': 'There are two digits too many: this card has {expected}.',
    one: 'There is {count} digit too many: this card has {expected}.',
    other: 'There are {count} digits too many: this card has {expected}.',
  },
  'error.numberChecksum': 'One digit is wrong. Compare it with the card.',
  'error.testCardRequired': 'Only test cards work here. Choose one from the list at the top of the page.',
  'error.expiryMissing': 'Enter the expiry date.',
  'error.expiryShape': 'Write month and year, like 08 / 28.',
  'error.expiryMonth': 'The month is 01 to 12.',
  'error.expiryPassed': 'This date has passed.',
  'error.cvcMissing': 'Enter the security code.',
  'error.cvcDigits': 'Enter the {count} digits on the back of the card.',
  'error.cvcDigitsFront': 'Enter the {count} digits on the front of the card.',
  'error.cardNameMissing': 'Enter the name on the card.',

  // Checkout page
  'checkout.title': 'Pay {amount}, {seller}',
  'checkout.declinedTitle': 'Declined: pay {amount}',
  'checkout.heading': 'Pay by card',
  'checkout.headingLive': 'Pay securely',
  'checkout.billedTo': 'Billed to',
  'checkout.change': 'Change',
  'checkout.pay': 'Pay {amount}',
  'checkout.paying': 'Paying {amount}',
  'checkout.continueLive': 'Continue to payment',
  'checkout.liveNote':
    'You pay {amount} on the page of {provider}. Your card details go there directly and never pass through this site.',
  'checkout.provider': 'the payment provider',
  'checkout.placeKept': 'Place kept until <b>{time}</b>',
  'checkout.openUntil': 'Open until <b>{time}</b>',
  'checkout.extend': 'Extend',
  'checkout.extending': 'Extending',
  'checkout.cancelNote': '<link>Cancel</link> and go back to {seller}',
  'checkout.canceling': 'Canceling',
  'checkout.attemptsLeft': {
    one: '{count} of {limit} attempts left.',
    other: '{count} of {limit} attempts left.',
  },

  // Notices above a form
  'notice.renewed': '<b>Extended.</b> You have until {time}.',
  'notice.placeHeld': '<b>Your place is kept until {time}.</b> Correct what you like and continue.',
  'notice.notRenewable': '<b>This cannot be extended further.</b> Pay before {time}, or start again later.',
  'notice.othersFirst':
    '<b>This cannot be extended: others come first.</b> A place was kept from your connection before and not paid for. Pay before {time}.',
  'notice.keptForOthers':
    '<b>Others come first for now.</b> A place was kept from your connection and not paid for. Nothing was charged. Try again in {duration}.',
  'notice.tooManyTries': '<b>Too many tries.</b> Nothing was charged. Wait {duration} and try again.',
  'notice.outOfBounds':
    '<b>The seller cannot take this amount right now.</b> Nothing was charged. Write to the seller.',
  'notice.currencyUnavailable':
    '<b>This currency is not offered now.</b> Nothing was charged. Choose the other one.',
  'notice.wayGone': 'The seller does not offer that way any more. Nothing was charged; choose another.',
  'notice.unavailable': '<b>We could not do that just now.</b> Nothing was charged. Try again in a moment.',

  // Declines: what happened, whether money moved, what next
  'decline.card_declined': 'Your bank declined the card',
  'decline.insufficient_funds': 'Your bank declined the card: not enough funds',
  'decline.expired_card': 'Your bank declined the card: it has expired',
  'decline.incorrect_cvc': 'Your bank declined the card: the security code is wrong',
  'decline.processing_error': 'The bank could not process the card just now',
  'decline.authentication_failed': 'The payment was not confirmed with your bank',
  'decline.returned': 'You came back without paying',
  'decline.next.card_declined':
    'No money moved. Try <link>another card</link>, or ask your bank and try this one again.',
  'decline.next.expired_card': 'No money moved. Try <link>another card</link>.',
  'decline.next.incorrect_cvc': 'No money moved. Compare the code with the card and <link>try again</link>.',
  'decline.next.processing_error': 'No money moved. <link>Try again</link> in a moment, or use another card.',
  'decline.next.authentication_failed':
    'No money moved. <link>Try again</link> and confirm it with your bank, or use another card.',
  'decline.next.returned': 'No money moved. Continue when you are ready.',
  'decline.placeStays': 'Your place stays yours until {time}.',
  'decline.card': 'Card •••• {last4}, {brand}, {time}.',
  'card.masked': '{brand} •••• {last4}',
  'card.unknown': 'Card',

  // 3-D Secure test page
  'challenge.title': 'Confirm this payment',
  'challenge.bank': 'Test bank',
  'challenge.secure': '3-D Secure',
  'challenge.heading': 'Is this payment yours?',
  'challenge.payTo': 'Pay to',
  'challenge.amount': 'Amount',
  'challenge.card': 'Card',
  'challenge.askedAt': 'Asked at',
  'challenge.approve': 'Approve',
  'challenge.refuse': 'Refuse',
  'challenge.abandon': 'Abandon',
  'challenge.sending': 'Sending your answer',
  'challenge.note': 'A real bank would ask for its app or a code here. Abandon leaves without an answer.',

  // Ways to pay
  'way.heading': 'How do you want to pay?',
  'way.transferHeading': 'Pay by bank transfer',
  'way.testCard': 'Test card',
  'way.testCardLine': 'In the sandbox only. Nothing is charged.',
  'way.redirectLine': 'You pay on the page of {provider} and come back here.',
  'way.redirectNext': 'Next: the provider’s page. You are charged there, once.',
  'way.transfer': 'Bank transfer',
  'way.transferLine': 'From your own account, there in seconds or in one working day.',
  'way.transferPlace': {
    one: 'Your place is kept for {count} day.',
    other: 'Your place is kept for {count} days.',
  },
  'way.transferDays': { one: 'You have {count} day for it.', other: 'You have {count} days for it.' },
  'way.transferNoPlace':
    'Your place is not kept meanwhile: if none is left when the money arrives, you get it back.',
  'way.transferNext': 'Next: account and reference. Nothing is charged now.',

  // Transfer page
  'transfer.title': 'Transfer {amount} to {seller}',
  'transfer.heading': 'Send it from your bank',
  'transfer.lead':
    'Nothing is paid yet. Copy these four, or scan the code: the reference tells us that the money is yours.',
  'transfer.toPay': 'To pay by bank transfer',
  'transfer.amount': 'Amount',
  'transfer.accountName': 'Account holder',
  'transfer.iban': 'IBAN',
  'transfer.bic': 'BIC',
  'transfer.bicLine': 'BIC {bic}, where your bank asks for it',
  'transfer.reference': 'Reference',
  'transfer.copyAmount': 'Copy amount',
  'transfer.copyName': 'Copy name',
  'transfer.copyIban': 'Copy IBAN',
  'transfer.copyReference': 'Copy reference',
  'transfer.copied': 'Copied',
  'transfer.nameWhy':
    'The account runs under this name, not under {seller}, and your bank compares it: write it exactly like this.',
  'transfer.nameSame': 'Your bank compares it: write it exactly like this.',
  'transfer.scan': 'Scan with your banking app',
  'transfer.scanNote': 'It fills in all four. On a phone, save the code and open it in the app.',
  'transfer.scanRest': 'Scan for the rest',
  'transfer.scanRestNote': 'Same account and holder, same reference. Transfers add up.',
  'transfer.save': 'Save the code',
  'transfer.code': 'QR code with amount, account and reference',
  'transfer.kept': 'Your place is kept until <b>{time}</b> {zone}. All of this is in your mail, too.',
  'transfer.open': 'It can be paid until <b>{time}</b> {zone}. All of this is in your mail, too.',
  'transfer.noPlace':
    'No place is kept meanwhile: if the offer is used up when the money arrives, it goes back to you.',
  'transfer.sent': 'I have sent it',
  'transfer.sending': 'Telling the seller',
  'transfer.sentNote': 'You need not press it: we see the money either way.',
  'transfer.otherWay': 'Pay another way',
  'transfer.next': 'What happens next',
  'transfer.youSend': 'You send {amount}',
  'transfer.youSendNote': 'With the reference, in one transfer or several',
  'transfer.arrives': 'It arrives',
  'transfer.arrivesNote': 'Instant transfers in seconds, others in one working day',
  'transfer.receipt': 'Your receipt',
  'transfer.receiptTo': 'To {email}',
  'transfer.receiptPlace': 'To {email}, and the place is yours',
  'transfer.band': '<b>Test mode.</b> Do not send money.',
  'transfer.partHeading': '{received} has arrived. {missing} is missing.',
  'transfer.arrived': '{amount} arrived',
  'transfer.missing': '{amount} missing',
  'transfer.onItsWay': '{amount} on its way',
  'transfer.toPayTotal': 'To pay',
  'transfer.arrivedOn': 'Arrived {day}',
  'transfer.comes': 'On its way',
  'transfer.toSend': 'Still to send',
  'transfer.wayHeading': 'Your {amount} is on its way. Do not send it again.',
  'transfer.wayLead':
    'The seller’s bank has announced it and has not booked it yet. It counts as paid once booked, usually on the next working day.',
  'transfer.sentHeading': 'You sent {amount}. Do not send it again.',
  'transfer.sentLead':
    'It has not arrived at the seller’s bank yet. Instant transfers take seconds, others one working day; we see it when the seller reads the account.',
  'transfer.saidSent': 'You said that you sent it',
  'transfer.seen': 'Seen at the seller’s bank',
  'transfer.notSeen': 'Waiting for the seller’s bank',
  'transfer.receiptSoon': 'Receipt to {email}',
  'transfer.showAgain': 'Account and reference',
  'transfer.mayClose': 'You may close this page; we mail you when it is booked.',
  'transfer.placeStays': 'Your place stays yours until <b>{time}</b> {zone}.',
  'transfer.waitsUntil': 'It is waited for until <b>{time}</b> {zone}.',
  'transfer.payment': 'Payment {id}, reference {reference}',
  'transfer.arrivedHeading': 'Your transfer has arrived.',
  'transfer.takenBackHeading': 'Your bank took {amount} back.',
  'transfer.takenBackLead':
    '{seller} does not have it any more, and knows. Ask your bank why, and {seller} before you send it again.',
  'transfer.allArrived': '{amount} arrived, nothing is missing',
  'transfer.booked': 'Booked at the seller’s bank',
  'transfer.receiptSent': 'Receipt sent',
  'transfer.viewReceipt': 'View receipt',
  'transfer.paid': 'Paid',

  // Processing page
  'processing.title': 'We are checking your payment',
  'processing.heading': 'We are checking with your bank. Do not pay again.',
  'processing.leadCard':
    '{amount} from {card}. The bank has the request and has not given its final word. This usually takes under a minute.',
  'processing.lead':
    '{amount}. The bank has the request and has not given its final word. This usually takes under a minute.',
  'processing.sent': 'Sent to the bank',
  'processing.waiting': 'Waiting for the bank’s answer',
  'processing.asked': 'Last asked at {time}, asking again every {duration}',
  'processing.receiptTo': 'Receipt to {email}',
  'processing.receipt': 'Receipt',
  'processing.mayClose': 'You may close this page. We send the receipt, or tell you that no money moved.',
  'processing.placeStays': 'Your place stays yours meanwhile.',
  'processing.payment': 'Payment {id}.',
  'processing.checkNow': 'Check now',
  'processing.actionHeading': 'Your bank waits for your answer',
  'processing.actionLead':
    '{amount} is not charged yet. Go on to your bank’s page and confirm the payment, or go back and pay another way.',
  'processing.actionGo': 'Go on to your bank',
  'processing.actionCancel': 'Cancel this payment',

  // Receipt
  'receipt.title': 'Receipt {number}, {seller}',
  'receipt.thanks': 'Thank you, {name}. It is paid.',
  'receipt.thanksPlain': 'Thank you. It is paid.',
  'receipt.refundedHeading': 'This payment was refunded',
  'receipt.partlyRefundedHeading': 'Part of this payment was refunded',
  'receipt.refundPendingHeading': 'A refund is on its way',
  'receipt.paid': 'Paid',
  'receipt.ofPaid': 'of {amount} paid',
  'receipt.refundNotFinal': 'paid; the refund is not final yet',
  'receipt.refunded': 'Refunded',
  'receipt.partlyRefunded': 'Partly refunded',
  'receipt.refundPending': 'Refund pending',
  'receipt.print': 'Print',
  'receipt.pdf': 'Download PDF',
  'receipt.receipt': 'Receipt',
  'receipt.payment': 'Payment {id}',
  'receipt.seller': 'Seller',
  'receipt.billedTo': 'Billed to',
  'receipt.taxId': 'Tax number {id}',
  'receipt.next': 'What happens next',
  'receipt.nextPaid': 'The seller has been told. A copy of this receipt is on its way to you.',
  'receipt.nextRefunded': 'The money goes back to the card it came from. Usually there in 3 to 10 days.',
  'receipt.item': 'Item',
  'receipt.quantity': 'Qty',
  'receipt.unit': 'Unit',
  'receipt.tax': 'Tax',
  'receipt.lineTotal': 'Total',
  'receipt.kept': 'Paid after refunds',
  'receipt.signed':
    '<b>Signed receipt.</b> Anyone can check offline that it is genuine and unchanged: keep the <file>signed file</file>, and see <guide>how to verify it</guide>.',
  'receipt.verify': 'Verify this receipt',
  'receipt.key': 'key {id}',
  'receipt.backTo': 'Back to {seller}',
  'receipt.askRefund': 'Ask about a refund',
  'receipt.pdf.heading': 'Receipt {number}',
  'receipt.pdf.test': 'TEST – no money moved.',
  'receipt.pdf.converted': 'Converted from {from} at 1 EUR = {rate} USD.',
  'receipt.pdf.convertedByBank': 'Converted from {from} at 1 EUR = {rate} USD, European Central Bank, {day}.',
  'receipt.pdf.refunded': '{amount} went back. Paid after refunds: {kept}.',
  'receipt.pdf.refundPending': 'A refund is on its way.',
  'receipt.pdf.refundNote': 'As of {moment}. This note may change, so it is not part of what is signed.',
  'receipt.pdf.signed': 'Signed receipt',
  'receipt.pdf.signedFile':
    'The attached file {file} holds what this receipt says, signed with Ed25519. Anyone can check offline that it is genuine and unchanged, with the key that is published here:',
  'receipt.pdf.notWhole':
    '□ stands for a character that cannot be printed here. The attached file has every character.',
  'receipt.pdf.qrCode': 'QR code with the address of this receipt',
  'receipt.pdf.open': 'Open this receipt',
  'receipt.pdf.page': 'page {page} of {pages}',
  'receipt.pdf.fileDescription': 'The signed receipt',

  // Announcements: one page for each way a link or checkout can be closed
  'announcement.linkNotFound': 'There is no payment link at this address',
  'announcement.linkNotFoundLead':
    'The address may be incomplete. Compare it with the one you were given, or ask the seller for a new one. Nothing was charged.',
  'announcement.linkInactive': 'This payment link is switched off',
  'announcement.linkInactiveLead':
    'The seller takes no payments through it at the moment. You were not charged.',
  'announcement.linkDeleted': 'This payment link was taken down',
  'announcement.linkDeletedLead':
    'The seller has removed it, so it takes no more payments. You were not charged.',
  'announcement.linkExpired': 'The sale ended on {moment} {zone}',
  'announcement.linkExpiredPlain': 'The sale has ended',
  'announcement.linkExpiredLead': 'This link no longer takes payments. You were not charged.',
  'announcement.linkUsedUp': 'All places are taken',
  'announcement.linkUsedUpLead':
    'Every place of this link is paid for, so none will come free by waiting. You were not charged.',
  'announcement.linkHeld': 'All places are held right now',
  'announcement.linkHeldLead':
    'The last places are with people who are paying. Not every payment is completed, so a second try is worth it.',
  'announcement.linkHeldRelease': 'The next place comes free by <b>{time}</b> at the latest.',
  'announcement.linkHeldUndecided': 'Their banks have the last word. It usually takes under a minute.',
  'announcement.linkHeldNote': 'You were not charged. This page checks by itself every {duration}.',
  'announcement.checkAgain': 'Check again now',
  'announcement.seeOffers': 'See what is on offer now',
  'announcement.paidAlready': 'Paid already? Your receipt is in your mail, and stays valid.',
  'announcement.checkoutNotFound': 'There is no payment at this address',
  'announcement.checkoutNotFoundLead':
    'The address is incomplete or no longer valid. Opening it charged nothing. If you paid before, your receipt is in your mail.',
  'announcement.checkoutCanceled': 'This payment was canceled',
  'announcement.checkoutCanceledLead': 'You were not charged.',
  'announcement.placeReleased': 'The seller gave your place to others',
  'announcement.placeReleasedLead': 'You were not charged. You can start again while there are places.',
  'announcement.saleClosed': 'The seller closed this sale',
  'announcement.saleClosedLead': 'You were not charged, and nothing can be paid here any more.',
  'announcement.checkoutExpired': 'The time to pay ran out at {time}',
  'announcement.checkoutExpiredLead': 'You were not charged. A place that was kept for you is free again.',
  'announcement.checkoutFailed': 'This payment did not go through',
  'announcement.checkoutFailedLead':
    'No money moved. All attempts of this checkout are used up; you can start a new one with another card.',
  'announcement.checkoutPaid': 'This is already paid',
  'announcement.checkoutPaidLead': '{amount} was charged once. There is nothing left to do here.',
  'announcement.checkoutRefunded': 'This payment was refunded',
  'announcement.checkoutRefundedLead':
    '{amount} goes back to the card it came from. Usually there in 3 to 10 days.',
  'announcement.latePayment': 'Your payment came too late and goes back',
  'announcement.latePaymentLead':
    '{amount} arrived after this checkout had closed and no place was left. It is refunded in full, usually there in 3 to 10 days.',
  'announcement.openReceipt': 'Open the receipt',
  'announcement.startAgain': 'Start again',
  'announcement.pageNotFound': 'There is no page at this address',
  'announcement.pageNotFoundLead': 'Compare the address with the one you were given. Nothing was charged.',
  'announcement.foreignForm': 'This form came from another site',
  'announcement.foreignFormLead':
    'Nothing was started and nothing was charged. Open the seller’s page and fill in the form there.',
  'announcement.openPage': 'Open the seller’s page',
  'announcement.tooManyRequests': 'Too many tries from your connection',
  'announcement.tooManyRequestsLead': 'You were not charged. Wait {duration} and try again.',
  'announcement.unavailable': 'The till is closed for a moment',
  'announcement.unavailableLead':
    'We cannot reach our books, so nothing is charged now. Try again in a minute; a payment you already made is safe.',
  'announcement.error': 'Something went wrong on our side',
  'announcement.errorLead':
    'If you were paying, open the page again first: it shows whether the payment went through. You are never charged twice.',
  'announcement.openAgain': 'Open this page again',
  'announcement.requestId': 'For support: request {id}.',

  // The page that leaves for another site
  'leave.title': 'Going to {host}',
  'leave.provider': 'Your payment page opens at {host}',
  'leave.providerLead': 'You pay there. Nothing is charged before you confirm.',
  'leave.return': 'Going back to {host}',
  'leave.returnPaidLead': 'It is paid. Your receipt is on its way to you.',
  'leave.returnCanceledLead': 'The payment was canceled. You were not charged.',
  'leave.returnFailedLead': 'The payment did not go through. No money moved.',
  'leave.go': 'Continue to {host}',
  'leave.note': 'If nothing happens in a moment, use the button.',

  // Mails
  'mail.footer': 'Sent by {platform}.',
  'mail.footerFor': 'Sent by {platform} for {organization}.',
  'mail.openAddress': 'If the button does not work, open this address: {address}',
  'mail.testSubject': '[Test] {subject}',
  'mail.testNote': 'This was a test. No money moved.',

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

  'mail.receipt.subject': 'Receipt {number} from {seller}',
  'mail.receipt.lead': '{seller} received {amount}.',
  'mail.receipt.number': 'Receipt',
  'mail.receipt.paidAt': 'Paid',
  'mail.receipt.card': 'Card',
  'mail.receipt.payment': 'Payment',
  'mail.receipt.button': 'Open the receipt',
  'mail.receipt.note':
    'The receipt stays at this address. Whoever has it can open it, so pass it on with care.',
  'mail.receipt.contact': 'Questions about what you bought go to the seller: {email}',

  'mail.transfer.subject.instructions': 'Send {amount} to {seller}',
  'mail.transfer.subject.reminder': '{missing} for {seller} has not arrived yet',
  'mail.transfer.subject.missing': '{received} has arrived, {missing} is missing',
  'mail.transfer.heading.instructions': 'Send {amount} to {seller}',
  'mail.transfer.heading.reminder': '{missing} has not arrived yet',
  'mail.transfer.heading.missing': '{received} has arrived. {missing} is missing.',
  'mail.transfer.lead.instructions':
    'Nothing is paid yet. Send it from your own account, in one transfer or several. The reference tells us that the money is yours, and your bank compares the account holder: write both exactly like this.',
  'mail.transfer.lead.reminder':
    'If you sent it in the last working day, there is nothing to do. If not, this is what to send:',
  'mail.transfer.lead.missing':
    'Send the rest to the same account, with the same reference. Transfers add up; do not send the whole amount again.',
  'mail.transfer.place': 'Your place is kept until {time}.',
  'mail.transfer.noPlace':
    'It can be paid until {time}. No place is kept meanwhile: if the offer is used up when the money arrives, it goes back to you.',
  'mail.transfer.until': 'It can be paid until {time}.',
  'mail.transfer.test': 'Test mode. Do not send money.',
  'mail.transfer.button': 'Open it with the code for your banking app',
  'mail.transfer.note':
    'When all of it has arrived, your receipt comes by mail. There is nothing else to do.',

  'mail.returned.subject.buyer': '{amount} goes back to you',
  'mail.returned.subject.merchant': '{amount} of {payer} goes back',
  'mail.returned.heading.buyer': '{seller} gives {amount} back to you',
  'mail.returned.heading.merchant': '{amount} of {payer} goes back',
  'mail.returned.why.buyer.late':
    'Your payment arrived after the checkout had closed, and no place was left. Nothing was bought, and nothing is owed.',
  'mail.returned.why.buyer.excess':
    'More arrived than was to be paid. What you bought stays yours; what is too much goes back.',
  'mail.returned.why.buyer.nothing_sold':
    'This money arrived after the checkout had closed. Nothing was bought, and nothing is owed.',
  'mail.returned.why.merchant.late':
    'The payment arrived after its checkout had closed, and no place was left. Nothing was sold.',
  'mail.returned.why.merchant.excess': 'More arrived than was to be paid. The payment stays paid.',
  'mail.returned.why.merchant.nothing_sold':
    'This money arrived after the checkout had closed. Nothing was sold.',
  'mail.returned.how.buyer.transfer':
    'It goes by transfer to the account that it came from, and is usually there within two working days.',
  'mail.returned.how.buyer.provider': 'It goes back the way it came, usually within 3 to 10 days.',
  'mail.returned.how.merchant.transfer':
    'You send it from your account: it stands under “Refunds to send” until it is in a file for your bank. The buyer is told then.',
  'mail.returned.how.merchant.provider':
    'It is given back by itself. There is nothing to do, and the buyer is told.',
  'mail.returned.test': 'Test mode. No money moves.',
  'mail.returned.button.buyer': 'Look at the payment',
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
