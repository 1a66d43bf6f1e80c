import type { Catalogue } from '../catalogue-shape.ts';

/** Dutch. Informal “je”; a receipt is a “betaalbewijs”, the reference of a transfer is what banks call “Betalingskenmerk”. */
export const dutch: Catalogue = {
  // Every page
  'site.runsOn': 'Werkt met {platform}',
  'site.language': 'Taal: {language}',
  'site.terms': 'Voorwaarden',
  'site.contact': 'Contact met de verkoper',
  'site.writeToSeller': 'Schrijf de verkoper',
  'site.visitSeller': 'Naar de website van de verkoper',
  'site.connectionLost':
    '<b>De verbinding is verbroken.</b> We weten niet of de laatste stap is aangekomen. Druk nog een keer op de knop: dat is veilig, een herhaalde betaling wordt één keer afgeschreven.',
  'mode.test':
    '<b>Testmodus.</b> Er wordt niets van een kaart afgeschreven en er wordt geen geld overgemaakt.',
  'mode.testMoved': '<b>Testmodus.</b> Er is geen geld overgemaakt.',
  'mode.testMode': 'Testmodus',
  'mode.testCards': 'Testkaarten',
  'mode.testCardsHint': 'Elke toekomstige vervaldatum en elke beveiligingscode werkt.',
  'mode.useCard': 'Testkaart {number} invullen',

  // Test cards
  'testCard.pays': 'betaalt',
  'testCard.declined': 'geweigerd',
  'testCard.insufficientFunds': 'onvoldoende saldo',
  'testCard.expired': 'verlopen',
  'testCard.wrongCode': 'verkeerde beveiligingscode',
  'testCard.error': 'fout, opnieuw proberen kan werken',
  'testCard.challenge': 'vraagt om 3-D Secure',
  'testCard.pending': 'blijft open en betaalt dan',
  'testCard.early': 'betaalt voordat je terug bent',

  // Time
  'time.inCity': 'tijd in {city} ({zone})',
  'time.hours': { one: '{count} uur', other: '{count} uur' },
  'time.minutes': { one: '{count} minuut', other: '{count} minuten' },
  'time.seconds': { one: '{count} seconde', other: '{count} seconden' },
  'time.minutesLeft': 'nog {minutes} min',

  // The order
  'order.label': 'Je bestelling',
  'order.whatYouBuy': 'Wat je koopt',
  'order.items': { one: '{count} artikel', other: '{count} artikelen' },
  'order.total': 'Totaal',
  'order.totalIncluded': 'Totaal, incl. btw',
  'order.totalAdded': 'Totaal, incl. btw',
  'order.totalUntaxed': 'Totaal, zonder btw',
  'order.toPayIncluded': 'Te betalen, incl. btw',
  'order.toPayAdded': 'Te betalen, incl. btw',
  'order.toPayUntaxed': 'Te betalen, zonder btw',
  'order.currency': 'Valuta',
  'order.lineTax': '{rate} btw',
  'order.lineQuantity': '{quantity} × {price}',
  'order.net': 'Excl. btw',
  'order.includedTax': 'incl. {rate} btw',
  'order.addedTax': 'plus {rate} btw',
  'order.soldBy': 'Verkocht door {seller}',
  'order.convertedByBank':
    'Omgerekend van {from} tegen <b>1 EUR = {rate} USD</b>, Europese Centrale Bank, {day}. De prijs staat vast zodra je doorgaat.',
  'order.convertedByPlatform':
    'Omgerekend van {from} tegen <b>1 EUR = {rate} USD</b>, koers van {platform}. De prijs staat vast zodra je doorgaat.',
  'order.convertedByBankFixed':
    'Omgerekend van {from} tegen <b>1 EUR = {rate} USD</b>, Europese Centrale Bank, {day}. De prijs staat vast.',
  'order.convertedByPlatformFixed':
    'Omgerekend van {from} tegen <b>1 EUR = {rate} USD</b>, koers van {platform}. De prijs staat vast.',
  'order.previewPrice': '{amount}, verkocht door {seller}',
  'order.andMore': { one: '{first} en nog {count}', other: '{first} en nog {count}' },

  // How tax was calculated
  'tax.how': 'Zo is de btw berekend',
  'tax.inclusive':
    'De prijzen zijn inclusief btw. Die wordt per regel één keer afgerond: prijs × tarief ÷ (100% + tarief).',
  'tax.exclusive': 'De btw komt bij de prijzen en wordt per regel één keer afgerond: prijs × tarief.',

  // Link page
  'link.title': '{what}, {seller}',
  'poster.scan': 'Scan om te betalen',
  'poster.scanTest': 'Testmodus. Scan om te proberen; er wordt geen geld overgemaakt.',
  'poster.qrCode': 'QR-code met het adres van dit aanbod',
  'link.heading': 'Je gegevens',
  'link.continue': 'Door naar betalen: {amount}',
  'link.continuing': 'Een moment',
  'link.nothingYet': 'Je betaalt in de volgende stap. Er wordt nu niets afgeschreven.',
  'link.placesLeft': {
    one: '<b>Nog {count}.</b> Die is {duration} voor je gereserveerd zodra je doorgaat.',
    other: '<b>Nog {count}.</b> Die van jou is {duration} gereserveerd zodra je doorgaat.',
  },
  'link.places': { one: 'nog {count} beschikbaar', other: 'nog {count} beschikbaar' },
  'link.onSaleUntil': 'Te koop tot <b>{moment}</b>, {zone}.',
  'link.notePlaces': '<b>{places}</b>',
  'link.noteUntil': 'Te koop tot {moment}',
  'link.noteBoth': '<b>{places}</b>, te koop tot {moment}',
  'link.company': 'Koop je voor een bedrijf? Voeg naam en btw-nummer toe',
  'link.address': 'Telefoon of adres toevoegen',

  // Billing fields
  'field.optional': 'optioneel',
  'field.email': 'E-mail',
  'field.emailHint': 'Hier komt je betaalbewijs binnen.',
  'field.firstName': 'Voornaam',
  'field.lastName': 'Achternaam',
  'field.country': 'Land',
  'field.chooseCountry': 'Kies',
  'field.postalCode': 'Postcode',
  'field.state': 'Provincie of regio',
  'field.company': 'Bedrijf',
  'field.taxId': 'Btw-nummer',
  'field.phone': 'Telefoon',
  'field.line1': 'Straat en huisnummer',
  'field.line2': 'Appartement of verdieping',
  'field.city': 'Plaats',

  // Card fields
  'field.number': 'Kaartnummer',
  'field.expiry': 'Vervaldatum',
  'field.expiryHint': 'MM / JJ',
  'field.cvc': 'Beveiligingscode',
  'field.cvcHint': '3 cijfers',
  'field.cvcHintLong': '4 cijfers',
  'field.cardName': 'Naam op de kaart',

  // Errors beside a field, repeated in the summary
  'error.summary': {
    '=1': 'Controleer één veld. Er is niets afgeschreven.',
    '=2': 'Controleer twee velden. Er is niets afgeschreven.',
    '=3': 'Controleer drie velden. Er is niets afgeschreven.',
    '=4': 'Controleer vier velden. Er is niets afgeschreven.',
    one: 'Controleer {count} veld. Er is niets afgeschreven.',
    other: 'Controleer {count} velden. Er is niets afgeschreven.',
  },
  'error.summaryLine': '{label}: {message}',
  'error.title': 'Controleer het formulier: {title}',
  'error.emailMissing': 'Vul je e-mailadres in.',
  'error.emailWrong': 'Schrijf het als name@example.com.',
  'error.firstNameMissing': 'Vul je voornaam in.',
  'error.countryMissing': 'Kies een land.',
  'error.postalCodeMissing': 'Vul de postcode in. Banken in de Verenigde Staten controleren die.',
  'error.tooLong': { one: 'Gebruik hooguit {count} teken.', other: 'Gebruik hooguit {count} tekens.' },
  'error.notAllowed': 'Dit wordt niet geaccepteerd. Pas het aan en probeer het opnieuw.',
  'error.numberMissing': 'Vul het kaartnummer in.',
  'error.numberDigits': 'Gebruik alleen cijfers.',
  'error.numberShort': {
    '=1': 'Eén van de {expected} cijfers ontbreekt.',
    '=2': 'Twee van de {expected} cijfers ontbreken.',
    '=3': 'Drie van de {expected} cijfers ontbreken.',
    one: '{count} van de {expected} cijfers ontbreekt.',
    other: '{count} van de {expected} cijfers ontbreken.',
  },
  'error.numberLong': {
    '=1': 'Eén cijfer te veel: deze kaart heeft er {expected}.',
    '=2': 'Twee cijfers te veel: deze kaart heeft er {expected}.',
    one: '{count} cijfer te veel: deze kaart heeft er {expected}.',
    other: '{count} cijfers te veel: deze kaart heeft er {expected}.',
  },
  'error.numberChecksum': 'Eén cijfer klopt niet. Vergelijk het met de kaart.',
  'error.testCardRequired': 'Hier werken alleen testkaarten. Kies er een uit de lijst boven aan de pagina.',
  'error.expiryMissing': 'Vul de vervaldatum in.',
  'error.expiryShape': 'Schrijf maand en jaar, zoals 08 / 28.',
  'error.expiryMonth': 'De maand is 01 tot en met 12.',
  'error.expiryPassed': 'Deze datum is voorbij.',
  'error.cvcMissing': 'Vul de beveiligingscode in.',
  'error.cvcDigits': 'Vul de {count} cijfers op de achterkant van de kaart in.',
  'error.cvcDigitsFront': 'Vul de {count} cijfers op de voorkant van de kaart in.',
  'error.cardNameMissing': 'Vul de naam op de kaart in.',

  // Checkout page
  'checkout.title': '{amount} betalen, {seller}',
  'checkout.declinedTitle': 'Geweigerd: {amount} betalen',
  'checkout.heading': 'Betalen met kaart',
  'checkout.headingLive': 'Veilig betalen',
  'checkout.change': 'Wijzig',
  'checkout.pay': 'Betaal {amount}',
  'checkout.paying': '{amount} wordt betaald',
  'checkout.continueLive': 'Door naar betalen',
  'checkout.liveNote':
    'Je betaalt {amount} op de pagina van {provider}. Je kaartgegevens gaan daar rechtstreeks heen en komen nooit langs deze site.',
  'checkout.provider': 'de betaaldienst',
  'checkout.placeKept': 'Plaats gereserveerd tot <b>{time}</b>',
  'checkout.openUntil': 'Open tot <b>{time}</b>',
  'checkout.extend': 'Verleng',
  'checkout.extending': 'Wordt verlengd',
  'checkout.cancelNote': '<link>Annuleer</link> en terug naar {seller}',
  'checkout.canceling': 'Wordt geannuleerd',
  'checkout.attemptsLeft': {
    one: 'Nog {count} van {limit} pogingen.',
    other: 'Nog {count} van {limit} pogingen.',
  },

  // Notices above a form
  'notice.renewed': '<b>Verlengd.</b> Je hebt tot {time}.',
  'notice.placeHeld': '<b>Je plaats is gereserveerd tot {time}.</b> Pas aan wat je wilt en ga door.',
  'notice.notRenewable': '<b>Verder verlengen kan niet.</b> Betaal vóór {time} of begin later opnieuw.',
  'notice.othersFirst':
    '<b>Verlengen kan niet: anderen gaan voor.</b> Vanaf jouw verbinding is eerder een plaats gereserveerd die niet is betaald. Betaal vóór {time}.',
  'notice.keptForOthers':
    '<b>Nu gaan anderen even voor.</b> Vanaf jouw verbinding is een plaats gereserveerd die niet is betaald. Er is niets afgeschreven. Probeer het over {duration} opnieuw.',
  'notice.tooManyTries':
    '<b>Te veel pogingen.</b> Er is niets afgeschreven. Wacht {duration} en probeer het opnieuw.',
  'notice.outOfBounds':
    '<b>De verkoper kan dit bedrag nu niet aannemen.</b> Er is niets afgeschreven. Schrijf de verkoper.',
  'notice.currencyUnavailable':
    '<b>Deze valuta wordt nu niet aangeboden.</b> Er is niets afgeschreven. Kies de andere.',
  'notice.wayGone': 'De verkoper biedt die manier niet meer aan. Er is niets afgeschreven; kies een andere.',
  'notice.unavailable': '<b>Dat lukte nu niet.</b> Er is niets afgeschreven. Probeer het zo opnieuw.',

  // Declines: what happened, whether money moved, what next
  'decline.card_declined': 'Je bank heeft de kaart geweigerd',
  'decline.insufficient_funds': 'Je bank heeft de kaart geweigerd: onvoldoende saldo',
  'decline.expired_card': 'Je bank heeft de kaart geweigerd: die is verlopen',
  'decline.incorrect_cvc': 'Je bank heeft de kaart geweigerd: de beveiligingscode klopt niet',
  'decline.processing_error': 'De bank kon de kaart nu niet verwerken',
  'decline.authentication_failed': 'De betaling is niet bij je bank bevestigd',
  'decline.returned': 'Je bent terug zonder te hebben betaald',
  'decline.next.card_declined':
    'Er is geen geld afgeschreven. Probeer <link>een andere kaart</link>, of vraag het je bank en probeer deze nog een keer.',
  'decline.next.expired_card': 'Er is geen geld afgeschreven. Probeer <link>een andere kaart</link>.',
  'decline.next.incorrect_cvc':
    'Er is geen geld afgeschreven. Vergelijk de code met de kaart en <link>probeer het opnieuw</link>.',
  'decline.next.processing_error':
    'Er is geen geld afgeschreven. <link>Probeer het zo opnieuw</link> of gebruik een andere kaart.',
  'decline.next.authentication_failed':
    'Er is geen geld afgeschreven. <link>Probeer het opnieuw</link> en bevestig het bij je bank, of gebruik een andere kaart.',
  'decline.next.returned': 'Er is geen geld afgeschreven. Ga door wanneer je zover bent.',
  'decline.placeStays': 'Je plaats blijft van jou tot {time}.',
  'decline.card': 'Kaart •••• {last4}, {brand}, {time}.',
  'card.masked': '{brand} •••• {last4}',
  'card.unknown': 'Kaart',

  // 3-D Secure test page
  'challenge.title': 'Bevestig deze betaling',
  'challenge.bank': 'Testbank',
  'challenge.secure': '3-D Secure',
  'challenge.heading': 'Is dit jouw betaling?',
  'challenge.payTo': 'Betalen aan',
  'challenge.amount': 'Bedrag',
  'challenge.card': 'Kaart',
  'challenge.askedAt': 'Gevraagd op',
  'challenge.approve': 'Goedkeuren',
  'challenge.refuse': 'Weigeren',
  'challenge.abandon': 'Afbreken',
  'challenge.sending': 'Je antwoord wordt verstuurd',
  'challenge.note':
    'Een echte bank zou hier om de app of een code vragen. ‘Afbreken’ gaat terug zonder antwoord.',

  // Ways to pay
  'way.heading': 'Hoe wil je betalen?',
  'way.transferHeading': 'Betalen met een overboeking',
  'way.testCard': 'Testkaart',
  'way.testCardLine': 'Alleen in de testomgeving. Er wordt niets afgeschreven.',
  'way.redirectLine': 'Je betaalt op de pagina van {provider} en komt hier terug.',
  'way.redirectNext': 'Hierna: de pagina van de betaaldienst. Daar wordt afgeschreven, één keer.',
  'way.transfer': 'Overboeking',
  'way.transferLine': 'Vanaf je eigen rekening, binnen enkele seconden of één werkdag.',
  'way.transferPlace': {
    one: 'Je plaats blijft {count} dag gereserveerd.',
    other: 'Je plaats blijft {count} dagen gereserveerd.',
  },
  'way.transferDays': { one: 'Je hebt er {count} dag voor.', other: 'Je hebt er {count} dagen voor.' },
  'way.transferNoPlace':
    'Je plaats is intussen niet gereserveerd: is er geen meer als het geld komt, dan krijg je het terug.',
  'way.transferNext': 'Hierna: rekening en kenmerk. Er wordt nu niets afgeschreven.',

  // Transfer page
  'transfer.title': '{amount} overmaken naar {seller}',
  'transfer.heading': 'Maak het over via je bank',
  'transfer.lead':
    'Er is nog niets betaald. Kopieer deze vier gegevens of scan de code: aan het kenmerk zien we dat het geld van jou is. Heeft je bank er geen veld voor, zet het dan in de omschrijving.',
  'transfer.toPay': 'Over te maken',
  'transfer.amount': 'Bedrag',
  'transfer.accountName': 'Naam ontvanger',
  'transfer.iban': 'IBAN',
  'transfer.bic': 'BIC',
  'transfer.bicLine': 'BIC {bic}, als je bank erom vraagt',
  'transfer.reference': 'Betalingskenmerk',
  'transfer.copyAmount': 'Bedrag kopiëren',
  'transfer.copyName': 'Naam kopiëren',
  'transfer.copyIban': 'IBAN kopiëren',
  'transfer.copyReference': 'Kenmerk kopiëren',
  'transfer.copied': 'Gekopieerd',
  'transfer.nameWhy':
    'De rekening staat op deze naam, niet op die van {seller}, en je bank vergelijkt de naam: schrijf hem precies zo.',
  'transfer.nameSame': 'Je bank vergelijkt de naam: schrijf hem precies zo.',
  'transfer.scan': 'Scan met de app van je bank',
  'transfer.scanNote': 'Dat vult alle vier in. Op je telefoon: bewaar de code en open hem in de app.',
  'transfer.scanRest': 'Scan voor de rest',
  'transfer.scanRestNote': 'Zelfde rekening en naam, zelfde kenmerk. Overboekingen worden opgeteld.',
  'transfer.save': 'Code bewaren',
  'transfer.code': 'QR-code met bedrag, rekening en kenmerk',
  'transfer.kept': 'Je plaats is gereserveerd tot <b>{time}</b>, {zone}. Dit staat ook allemaal in je mail.',
  'transfer.open': 'Betalen kan tot <b>{time}</b>, {zone}. Dit staat ook allemaal in je mail.',
  'transfer.noPlace':
    'Er wordt intussen geen plaats gereserveerd: is het aanbod op als het geld komt, dan gaat het naar je terug.',
  'transfer.sent': 'Ik heb het overgemaakt',
  'transfer.sending': 'De verkoper krijgt bericht',
  'transfer.sentNote': 'Je hoeft er niet op te drukken: we zien het geld hoe dan ook.',
  'transfer.otherWay': 'Anders betalen',
  'transfer.next': 'Zo gaat het verder',
  'transfer.youSend': 'Je maakt {amount} over',
  'transfer.youSendNote': 'Met het kenmerk, in één keer of in delen',
  'transfer.arrives': 'Het komt aan',
  'transfer.arrivesNote': 'Directe overboekingen in seconden, andere binnen één werkdag',
  'transfer.receipt': 'Je betaalbewijs',
  'transfer.receiptTo': 'Naar {email}',
  'transfer.receiptPlace': 'Naar {email}, en de plaats is van jou',
  'transfer.band': '<b>Testmodus.</b> Maak geen geld over.',
  'transfer.partHeading': '{received} is binnen. {missing} ontbreekt nog.',
  'transfer.arrived': '{amount} binnen',
  'transfer.missing': '{amount} ontbreekt',
  'transfer.onItsWay': '{amount} onderweg',
  'transfer.toPayTotal': 'Te betalen',
  'transfer.arrivedOn': 'Binnen op {day}',
  'transfer.comes': 'Onderweg',
  'transfer.toSend': 'Nog over te maken',
  'transfer.wayHeading': 'Je {amount} is onderweg. Maak het niet nog een keer over.',
  'transfer.wayLead':
    'De bank van de verkoper heeft het aangekondigd en nog niet geboekt. Het telt als betaald zodra het is geboekt, meestal de volgende werkdag.',
  'transfer.sentHeading': 'Je hebt {amount} overgemaakt. Doe het niet nog een keer.',
  'transfer.sentLead':
    'Het is nog niet bij de bank van de verkoper. Directe overboekingen duren enkele seconden, andere één werkdag; we zien het als de verkoper de rekening uitleest.',
  'transfer.saidSent': 'Gemeld dat je het hebt overgemaakt',
  'transfer.seen': 'Gezien bij de bank van de verkoper',
  'transfer.notSeen': 'Wachten op de bank van de verkoper',
  'transfer.receiptSoon': 'Betaalbewijs naar {email}',
  'transfer.showAgain': 'Rekening en kenmerk',
  'transfer.mayClose': 'Je kunt deze pagina sluiten; we mailen je als het is geboekt.',
  'transfer.placeStays': 'Je plaats blijft van jou tot <b>{time}</b>, {zone}.',
  'transfer.waitsUntil': 'We wachten tot <b>{time}</b>, {zone}.',
  'transfer.payment': 'Betaling {id}, kenmerk {reference}',
  'transfer.arrivedHeading': 'Je overboeking is aangekomen.',
  'transfer.takenBackHeading': 'Je bank heeft {amount} teruggehaald.',
  'transfer.takenBackLead':
    '{seller} heeft het geld niet meer en weet dat. Vraag je bank waarom, en overleg met {seller} voordat je het opnieuw overmaakt.',
  'transfer.allArrived': '{amount} binnen, er ontbreekt niets',
  'transfer.booked': 'Geboekt bij de bank van de verkoper',
  'transfer.receiptSent': 'Betaalbewijs verstuurd',
  'transfer.viewReceipt': 'Betaalbewijs bekijken',
  'transfer.paid': 'Betaald',

  // Processing page
  'processing.title': 'We controleren je betaling',
  'processing.heading': 'We vragen het na bij je bank. Betaal niet nog een keer.',
  'processing.leadCard':
    '{amount} van {card}. De bank heeft de aanvraag en heeft nog niet definitief beslist. Meestal duurt dat minder dan een minuut.',
  'processing.lead':
    '{amount}. De bank heeft de aanvraag en heeft nog niet definitief beslist. Meestal duurt dat minder dan een minuut.',
  'processing.sent': 'Naar de bank gestuurd',
  'processing.waiting': 'Wachten op het antwoord van de bank',
  'processing.asked': 'Laatst gevraagd om {time}, opnieuw elke {duration}',
  'processing.receiptTo': 'Betaalbewijs naar {email}',
  'processing.receipt': 'Betaalbewijs',
  'processing.mayClose':
    'Je kunt deze pagina sluiten. We sturen het betaalbewijs of laten weten dat er geen geld is afgeschreven.',
  'processing.placeStays': 'Je plaats blijft intussen van jou.',
  'processing.payment': 'Betaling {id}.',
  'processing.checkNow': 'Nu controleren',
  'processing.actionHeading': 'Je bank wacht op je antwoord',
  'processing.actionLead':
    '{amount} is nog niet afgeschreven. Ga door naar de pagina van je bank en bevestig de betaling, of ga terug en betaal anders.',
  'processing.actionGo': 'Door naar je bank',
  'processing.actionCancel': 'Deze betaling annuleren',

  // Receipt
  'receipt.title': 'Betaalbewijs {number}, {seller}',
  'receipt.thanks': 'Bedankt, {name}. Het is betaald.',
  'receipt.thanksPlain': 'Bedankt. Het is betaald.',
  'receipt.refundedHeading': 'Deze betaling is terugbetaald',
  'receipt.partlyRefundedHeading': 'Een deel van deze betaling is terugbetaald',
  'receipt.refundPendingHeading': 'Een terugbetaling is onderweg',
  'receipt.paid': 'Betaald',
  'receipt.ofPaid': 'van de betaalde {amount}',
  'receipt.refundNotFinal': 'betaald; de terugbetaling is nog niet definitief',
  'receipt.refunded': 'Terugbetaald',
  'receipt.partlyRefunded': 'Deels terugbetaald',
  'receipt.refundPending': 'Terugbetaling loopt',
  'receipt.print': 'Afdrukken',
  'receipt.pdf': 'PDF downloaden',
  'receipt.receipt': 'Betaalbewijs',
  'receipt.payment': 'Betaling {id}',
  'receipt.seller': 'Verkoper',
  'receipt.billedTo': 'Op naam van',
  'receipt.taxId': 'Btw-nummer {id}',
  'receipt.next': 'Zo gaat het verder',
  'receipt.nextPaid':
    'De verkoper heeft bericht gekregen. Een kopie van dit betaalbewijs is naar je onderweg.',
  'receipt.nextRefunded':
    'Het geld gaat terug naar de kaart waar het vandaan kwam. Meestal is het er binnen 3 tot 10 dagen.',
  'receipt.item': 'Artikel',
  'receipt.quantity': 'Aantal',
  'receipt.unit': 'Prijs',
  'receipt.tax': 'Btw',
  'receipt.lineTotal': 'Totaal',
  'receipt.kept': 'Netto betaald',
  'receipt.signed':
    '<b>Ondertekend betaalbewijs.</b> Iedereen kan offline nagaan dat het echt en ongewijzigd is: bewaar het <file>ondertekende bestand</file> en lees <guide>hoe je het controleert</guide>.',
  'receipt.verify': 'Dit betaalbewijs controleren',
  'receipt.key': 'sleutel {id}',
  'receipt.backTo': 'Terug naar {seller}',
  'receipt.askRefund': 'Terugbetaling vragen',
  'receipt.pdf.heading': 'Betaalbewijs {number}',
  'receipt.pdf.test': 'TEST – er is geen geld overgemaakt.',
  'receipt.pdf.converted': 'Omgerekend van {from} tegen 1 EUR = {rate} USD.',
  'receipt.pdf.convertedByBank':
    'Omgerekend van {from} tegen 1 EUR = {rate} USD, Europese Centrale Bank, {day}.',
  'receipt.pdf.refunded': '{amount} ging terug. Betaald na terugbetalingen: {kept}.',
  'receipt.pdf.refundPending': 'Een terugbetaling is onderweg.',
  'receipt.pdf.refundNote':
    'Stand op {moment}. Deze opmerking kan veranderen en hoort daarom niet bij wat is ondertekend.',
  'receipt.pdf.signed': 'Ondertekend betaalbewijs',
  'receipt.pdf.signedFile':
    'Het bijgevoegde bestand {file} bevat wat dit betaalbewijs zegt, ondertekend met Ed25519. Iedereen kan offline nagaan dat het echt en ongewijzigd is, met de sleutel die hier staat:',
  'receipt.pdf.notWhole':
    '□ staat voor een teken dat hier niet kan worden afgedrukt. Het bijgevoegde bestand heeft alle tekens.',
  'receipt.pdf.qrCode': 'QR-code met het adres van dit betaalbewijs',
  'receipt.pdf.open': 'Dit betaalbewijs openen',
  'receipt.pdf.page': 'pagina {page} van {pages}',
  'receipt.pdf.fileDescription': 'Het ondertekende betaalbewijs',

  // Announcements: one page for each way a link or checkout can be closed
  'announcement.linkNotFound': 'Op dit adres is geen betaallink',
  'announcement.linkNotFoundLead':
    'Misschien is het adres niet volledig. Vergelijk het met wat je hebt gekregen, of vraag de verkoper om een nieuw. Er is niets afgeschreven.',
  'announcement.linkInactive': 'Deze betaallink staat uit',
  'announcement.linkInactiveLead':
    'De verkoper neemt er nu geen betalingen mee aan. Er is niets afgeschreven.',
  'announcement.linkDeleted': 'Deze betaallink is weggehaald',
  'announcement.linkDeletedLead':
    'De verkoper heeft hem verwijderd, dus hij neemt geen betalingen meer aan. Er is niets afgeschreven.',
  'announcement.linkExpired': 'De verkoop eindigde op {moment}, {zone}',
  'announcement.linkExpiredPlain': 'De verkoop is afgelopen',
  'announcement.linkExpiredLead': 'Met deze link kan niet meer worden betaald. Er is niets afgeschreven.',
  'announcement.linkUsedUp': 'Alle plaatsen zijn bezet',
  'announcement.linkUsedUpLead':
    'Elke plaats van deze link is betaald, dus wachten maakt er geen vrij. Er is niets afgeschreven.',
  'announcement.linkHeld': 'Alle plaatsen zijn nu gereserveerd',
  'announcement.linkHeldLead':
    'De laatste plaatsen zijn bij mensen die aan het betalen zijn. Niet elke betaling wordt afgemaakt, dus nog een keer proberen loont.',
  'announcement.linkHeldRelease': 'De volgende plaats komt uiterlijk <b>{time}</b> vrij.',
  'announcement.linkHeldUndecided':
    'Hun banken hebben het laatste woord. Meestal duurt dat minder dan een minuut.',
  'announcement.linkHeldNote': 'Er is niets afgeschreven. Deze pagina kijkt elke {duration} vanzelf.',
  'announcement.checkAgain': 'Nu opnieuw kijken',
  'announcement.seeOffers': 'Bekijk het huidige aanbod',
  'announcement.paidAlready': 'Al betaald? Je betaalbewijs staat in je mail en blijft geldig.',
  'announcement.checkoutNotFound': 'Op dit adres is geen betaling',
  'announcement.checkoutNotFoundLead':
    'Het adres is niet volledig of niet meer geldig. Door het te openen is niets afgeschreven. Heb je eerder betaald, dan staat je betaalbewijs in je mail.',
  'announcement.checkoutCanceled': 'Deze betaling is geannuleerd',
  'announcement.checkoutCanceledLead': 'Er is niets afgeschreven.',
  'announcement.placeReleased': 'De verkoper heeft je plaats aan anderen gegeven',
  'announcement.placeReleasedLead':
    'Er is niets afgeschreven. Je kunt opnieuw beginnen zolang er plaatsen zijn.',
  'announcement.saleClosed': 'De verkoper heeft deze verkoop gesloten',
  'announcement.saleClosedLead': 'Er is niets afgeschreven en hier kan niets meer worden betaald.',
  'announcement.checkoutExpired': 'Betalen kon tot {time}',
  'announcement.checkoutExpiredLead':
    'Er is niets afgeschreven. Een plaats die voor je was gereserveerd is weer vrij.',
  'announcement.checkoutFailed': 'Deze betaling is niet gelukt',
  'announcement.checkoutFailedLead':
    'Er is geen geld afgeschreven. Alle pogingen zijn op; je kunt opnieuw beginnen met een andere kaart.',
  'announcement.checkoutPaid': 'Dit is al betaald',
  'announcement.checkoutPaidLead': '{amount} is één keer afgeschreven. Hier is niets meer te doen.',
  'announcement.checkoutRefunded': 'Deze betaling is terugbetaald',
  'announcement.checkoutRefundedLead':
    '{amount} gaat terug naar de kaart waar het vandaan kwam. Meestal is het er binnen 3 tot 10 dagen.',
  'announcement.latePayment': 'Je betaling kwam te laat en gaat terug',
  'announcement.latePaymentLead':
    '{amount} kwam binnen toen de bestelling al gesloten was en er geen plaats meer was. Het wordt volledig terugbetaald, meestal binnen 3 tot 10 dagen.',
  'announcement.openReceipt': 'Betaalbewijs openen',
  'announcement.startAgain': 'Opnieuw beginnen',
  'announcement.pageNotFound': 'Op dit adres is geen pagina',
  'announcement.pageNotFoundLead': 'Vergelijk het adres met wat je hebt gekregen. Er is niets afgeschreven.',
  'announcement.foreignForm': 'Dit formulier kwam van een andere site',
  'announcement.foreignFormLead':
    'Er is niets begonnen en niets afgeschreven. Open de pagina van de verkoper en vul het formulier daar in.',
  'announcement.openPage': 'Pagina van de verkoper openen',
  'announcement.tooManyRequests': 'Te veel pogingen vanaf jouw verbinding',
  'announcement.tooManyRequestsLead': 'Er is niets afgeschreven. Wacht {duration} en probeer het opnieuw.',
  'announcement.unavailable': 'De kassa is even gesloten',
  'announcement.unavailableLead':
    'We kunnen niet bij onze boeken, dus er wordt nu niets afgeschreven. Probeer het over een minuut opnieuw; wat je al hebt betaald is veilig.',
  'announcement.error': 'Er ging iets mis aan onze kant',
  'announcement.errorLead':
    'Was je aan het betalen, open dan eerst de pagina opnieuw: die laat zien of de betaling is gelukt. Er wordt nooit twee keer afgeschreven.',
  'announcement.openAgain': 'Deze pagina opnieuw openen',
  'announcement.requestId': 'Voor hulp: verzoek {id}.',

  // The page that leaves for another site
  'leave.title': 'Naar {host}',
  'leave.provider': 'Je betaalpagina opent bij {host}',
  'leave.providerLead': 'Daar betaal je. Er wordt niets afgeschreven voordat je bevestigt.',
  'leave.return': 'Terug naar {host}',
  'leave.returnPaidLead': 'Het is betaald. Je betaalbewijs is onderweg.',
  'leave.returnCanceledLead': 'De betaling is geannuleerd. Er is niets afgeschreven.',
  'leave.returnFailedLead': 'De betaling is niet gelukt. Er is geen geld afgeschreven.',
  'leave.go': 'Door naar {host}',
  'leave.note': 'Gebeurt er zo niets, gebruik dan de knop.',

  // Mails
  'mail.footer': 'Verstuurd door {platform}.',
  'mail.footerFor': 'Verstuurd door {platform} voor {organization}.',
  'mail.openAddress': 'Werkt de knop niet, open dan dit adres: {address}',
  'mail.testSubject': '[Test] {subject}',
  'mail.testNote': 'Dit was een test. Er is geen geld overgemaakt.',

  'mail.receipt.subject': 'Betaalbewijs {number} van {seller}',
  'mail.receipt.lead': '{seller} heeft {amount} ontvangen.',
  'mail.receipt.number': 'Betaalbewijs',
  'mail.receipt.paidAt': 'Betaald',
  'mail.receipt.card': 'Kaart',
  'mail.receipt.payment': 'Betaling',
  'mail.receipt.button': 'Betaalbewijs openen',
  'mail.receipt.note':
    'Het betaalbewijs blijft op dit adres. Wie het adres heeft kan het openen, dus geef het met zorg door.',
  'mail.receipt.contact': 'Vragen over je aankoop gaan naar de verkoper: {email}',

  'mail.transfer.subject.instructions': 'Maak {amount} over naar {seller}',
  'mail.transfer.subject.reminder': '{missing} voor {seller} is nog niet binnen',
  'mail.transfer.subject.missing': '{received} is binnen, {missing} ontbreekt',
  'mail.transfer.heading.instructions': 'Maak {amount} over naar {seller}',
  'mail.transfer.heading.reminder': '{missing} is nog niet binnen',
  'mail.transfer.heading.missing': '{received} is binnen. {missing} ontbreekt nog.',
  'mail.transfer.lead.instructions':
    'Er is nog niets betaald. Maak het over vanaf je eigen rekening, in één keer of in delen. Aan het kenmerk zien we dat het geld van jou is, en je bank vergelijkt de naam: schrijf beide precies zo.',
  'mail.transfer.lead.reminder':
    'Heb je het in de afgelopen werkdag overgemaakt, dan hoef je niets te doen. Zo niet, maak dan dit over:',
  'mail.transfer.lead.missing':
    'Maak de rest over naar dezelfde rekening, met hetzelfde kenmerk. Overboekingen worden opgeteld; maak niet nog een keer het hele bedrag over.',
  'mail.transfer.place': 'Je plaats is gereserveerd tot {time}.',
  'mail.transfer.noPlace':
    'Betalen kan tot {time}. Er wordt intussen geen plaats gereserveerd: is het aanbod op als het geld komt, dan gaat het naar je terug.',
  'mail.transfer.until': 'Betalen kan tot {time}.',
  'mail.transfer.test': 'Testmodus. Maak geen geld over.',
  'mail.transfer.button': 'Openen, met de code voor de app van je bank',
  'mail.transfer.note': 'Als alles binnen is, komt je betaalbewijs per mail. Verder hoef je niets te doen.',

  'mail.returned.subject.buyer': '{amount} gaat naar je terug',
  'mail.returned.heading.buyer': '{seller} geeft {amount} aan je terug',
  'mail.returned.why.buyer.late':
    'Je betaling kwam te laat: de bestelling was al gesloten en er was geen plaats meer. Er is niets gekocht en je bent niets verschuldigd.',
  'mail.returned.why.buyer.excess':
    'Er kwam meer binnen dan er te betalen was. Je aankoop blijft van jou; wat te veel is, gaat terug.',
  'mail.returned.why.buyer.nothing_sold':
    'Dit geld kwam binnen toen de bestelling al gesloten was. Er is niets gekocht en je bent niets verschuldigd.',
  'mail.returned.how.buyer.transfer':
    'Het gaat met een overboeking naar de rekening waar het vandaan kwam en is er meestal binnen twee werkdagen.',
  'mail.returned.how.buyer.provider': 'Het gaat terug zoals het kwam, meestal binnen 3 tot 10 dagen.',
  'mail.returned.test': 'Testmodus. Er wordt geen geld overgemaakt.',
  'mail.returned.button.buyer': 'Betaling bekijken',
};
