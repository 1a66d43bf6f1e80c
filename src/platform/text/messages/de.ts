import type { Catalogue } from '../catalogue-shape.ts';

/** German. Formal “Sie”; a receipt is a “Quittung”, the reference of a transfer is what banks call “Verwendungszweck”, and the button that concludes says “Kaufen” (§ 312j BGB). */
export const german: Catalogue = {
  // Every page
  'site.runsOn': 'Läuft mit {platform}',
  'site.language': 'Sprache: {language}',
  'site.terms': 'AGB',
  'site.contact': 'Verkäufer kontaktieren',
  'site.writeToSeller': 'Dem Verkäufer schreiben',
  'site.visitSeller': 'Zur Website des Verkäufers',
  'site.connectionLost':
    '<b>Die Verbindung ist abgebrochen.</b> Ob der letzte Schritt angekommen ist, wissen wir nicht. Drücken Sie noch einmal auf die Schaltfläche: Das ist sicher, eine wiederholte Zahlung wird nur einmal belastet.',
  'mode.test': '<b>Testmodus.</b> Keine Karte wird belastet, es fließt kein Geld.',
  'mode.testMoved': '<b>Testmodus.</b> Es ist kein Geld geflossen.',
  'mode.testMode': 'Testmodus',
  'mode.testCards': 'Testkarten',
  'mode.testCardsHint': 'Jedes künftige Ablaufdatum und jede Prüfnummer funktionieren.',
  'mode.useCard': 'Testkarte {number} eintragen',

  // Test cards
  'testCard.pays': 'zahlt',
  'testCard.declined': 'abgelehnt',
  'testCard.insufficientFunds': 'Guthaben reicht nicht',
  'testCard.expired': 'abgelaufen',
  'testCard.wrongCode': 'falsche Prüfnummer',
  'testCard.error': 'Fehler, ein neuer Versuch kann klappen',
  'testCard.challenge': 'fragt nach 3-D Secure',
  'testCard.pending': 'bleibt offen, zahlt dann',
  'testCard.early': 'zahlt, bevor Sie zurück sind',

  // Time
  'time.inCity': 'Ortszeit {city} ({zone})',
  'time.hours': { one: '{count} Stunde', other: '{count} Stunden' },
  'time.minutes': { one: '{count} Minute', other: '{count} Minuten' },
  'time.seconds': { one: '{count} Sekunde', other: '{count} Sekunden' },
  'time.minutesLeft': 'noch {minutes} Min.',

  // The order
  'order.label': 'Ihre Bestellung',
  'order.whatYouBuy': 'Was Sie kaufen',
  'order.items': { one: '{count} Artikel', other: '{count} Artikel' },
  'order.total': 'Gesamt',
  'order.totalIncluded': 'Gesamt, inkl. MwSt.',
  'order.totalAdded': 'Gesamt, inkl. MwSt.',
  'order.totalUntaxed': 'Gesamt, ohne MwSt.',
  'order.toPayIncluded': 'Zu zahlen, inkl. MwSt.',
  'order.toPayAdded': 'Zu zahlen, inkl. MwSt.',
  'order.toPayUntaxed': 'Zu zahlen, ohne MwSt.',
  'order.currency': 'Währung',
  'order.lineTax': '{rate} MwSt.',
  'order.lineQuantity': '{quantity} × {price}',
  'order.net': 'Netto',
  'order.includedTax': 'inkl. {rate} MwSt.',
  'order.addedTax': 'zzgl. {rate} MwSt.',
  'order.soldBy': 'Verkauf durch {seller}',
  'order.convertedByBank':
    'Umgerechnet aus {from} zu <b>1 EUR = {rate} USD</b>, Europäische Zentralbank, {day}. Der Preis steht fest, sobald Sie fortfahren.',
  'order.convertedByPlatform':
    'Umgerechnet aus {from} zu <b>1 EUR = {rate} USD</b>, Kurs von {platform}. Der Preis steht fest, sobald Sie fortfahren.',
  'order.convertedByBankFixed':
    'Umgerechnet aus {from} zu <b>1 EUR = {rate} USD</b>, Europäische Zentralbank, {day}. Der Preis steht fest.',
  'order.convertedByPlatformFixed':
    'Umgerechnet aus {from} zu <b>1 EUR = {rate} USD</b>, Kurs von {platform}. Der Preis steht fest.',
  'order.previewPrice': '{amount}, Verkauf durch {seller}',
  'order.andMore': {
    one: '{first} und {count} weiterer Artikel',
    other: '{first} und {count} weitere Artikel',
  },

  // How tax was calculated
  'tax.how': 'So wird die MwSt. berechnet',
  'tax.inclusive':
    'Die Preise enthalten die MwSt. Sie wird je Position einmal gerundet: Preis × Satz ÷ (100 % + Satz).',
  'tax.exclusive': 'Die MwSt. kommt zu den Preisen hinzu und wird je Position einmal gerundet: Preis × Satz.',

  // Link page
  'link.title': '{what}, {seller}',
  'poster.scan': 'Scannen und bezahlen',
  'poster.scanTest': 'Testmodus. Scannen zum Ausprobieren; es fließt kein Geld.',
  'poster.qrCode': 'QR-Code mit der Adresse dieses Angebots',
  'link.heading': 'Ihre Angaben',
  'link.continue': 'Weiter zur Zahlung: {amount}',
  'link.continuing': 'Es geht weiter',
  'link.nothingYet': 'Bezahlt wird im nächsten Schritt. Noch wird nichts belastet.',
  'link.placesLeft': {
    one: '<b>Noch {count} Platz.</b> Er ist {duration} lang für Sie reserviert, sobald Sie fortfahren.',
    other: '<b>Noch {count} Plätze.</b> Ihrer ist {duration} lang reserviert, sobald Sie fortfahren.',
  },
  'link.places': { one: 'noch {count} Platz', other: 'noch {count} Plätze' },
  'link.onSaleUntil': 'Im Verkauf bis <b>{moment}</b>, {zone}.',
  'link.notePlaces': '<b>{places}</b>',
  'link.noteUntil': 'Im Verkauf bis {moment}',
  'link.noteBoth': '<b>{places}</b>, im Verkauf bis {moment}',
  'link.company': 'Kauf für ein Unternehmen? Name und Steuernummer angeben',
  'link.address': 'Telefon oder Anschrift angeben',

  // Billing fields
  'field.optional': 'freiwillig',
  'field.email': 'E-Mail',
  'field.emailHint': 'Dorthin geht Ihre Quittung.',
  'field.firstName': 'Vorname',
  'field.lastName': 'Nachname',
  'field.country': 'Land',
  'field.chooseCountry': 'Auswählen',
  'field.postalCode': 'Postleitzahl',
  'field.state': 'Bundesland oder Region',
  'field.company': 'Unternehmen',
  'field.taxId': 'Steuernummer',
  'field.phone': 'Telefon',
  'field.line1': 'Straße und Hausnummer',
  'field.line2': 'Wohnung oder Stockwerk',
  'field.city': 'Ort',

  // Card fields
  'field.number': 'Kartennummer',
  'field.expiry': 'Gültig bis',
  'field.expiryHint': 'MM / JJ',
  'field.cvc': 'Prüfnummer',
  'field.cvcHint': '3 Ziffern',
  'field.cvcHintLong': '4 Ziffern',
  'field.cardName': 'Name auf der Karte',

  // Errors beside a field, repeated in the summary
  'error.summary': {
    '=1': 'Ein Feld stimmt noch nicht. Es wurde nichts belastet.',
    '=2': 'Zwei Felder stimmen noch nicht. Es wurde nichts belastet.',
    '=3': 'Drei Felder stimmen noch nicht. Es wurde nichts belastet.',
    '=4': 'Vier Felder stimmen noch nicht. Es wurde nichts belastet.',
    one: '{count} Feld stimmt noch nicht. Es wurde nichts belastet.',
    other: '{count} Felder stimmen noch nicht. Es wurde nichts belastet.',
  },
  'error.summaryLine': '{label}: {message}',
  'error.title': 'Angaben prüfen: {title}',
  'error.emailMissing': 'Geben Sie Ihre E-Mail-Adresse ein.',
  'error.emailWrong': 'Schreiben Sie sie wie name@example.com.',
  'error.firstNameMissing': 'Geben Sie Ihren Vornamen ein.',
  'error.countryMissing': 'Wählen Sie ein Land.',
  'error.postalCodeMissing': 'Geben Sie die Postleitzahl ein. Banken in den USA prüfen sie.',
  'error.tooLong': { one: 'Höchstens {count} Zeichen.', other: 'Höchstens {count} Zeichen.' },
  'error.notAllowed': 'Diese Eingabe ist nicht möglich. Ändern Sie sie und versuchen Sie es noch einmal.',
  'error.numberMissing': 'Geben Sie die Kartennummer ein.',
  'error.numberDigits': 'Nur Ziffern.',
  'error.numberShort': {
    '=1': 'Eine von {expected} Ziffern fehlt.',
    '=2': 'Zwei von {expected} Ziffern fehlen.',
    '=3': 'Drei von {expected} Ziffern fehlen.',
    one: '{count} von {expected} Ziffern fehlt.',
    other: '{count} von {expected} Ziffern fehlen.',
  },
  'error.numberLong': {
    '=1': 'Eine Ziffer zu viel: Diese Karte hat {expected}.',
    '=2': 'Zwei Ziffern zu viel: Diese Karte hat {expected}.',
    one: '{count} Ziffer zu viel: Diese Karte hat {expected}.',
    other: '{count} Ziffern zu viel: Diese Karte hat {expected}.',
  },
  'error.numberChecksum': 'Eine Ziffer stimmt nicht. Vergleichen Sie die Nummer mit der Karte.',
  'error.testCardRequired':
    'Hier funktionieren nur Testkarten. Wählen Sie eine aus der Liste oben auf der Seite.',
  'error.expiryMissing': 'Geben Sie das Ablaufdatum ein.',
  'error.expiryShape': 'Schreiben Sie Monat und Jahr, etwa 08 / 28.',
  'error.expiryMonth': 'Der Monat ist 01 bis 12.',
  'error.expiryPassed': 'Dieses Datum ist vorbei.',
  'error.cvcMissing': 'Geben Sie die Prüfnummer ein.',
  'error.cvcDigits': 'Geben Sie die {count} Ziffern von der Rückseite der Karte ein.',
  'error.cvcDigitsFront': 'Geben Sie die {count} Ziffern von der Vorderseite der Karte ein.',
  'error.cardNameMissing': 'Geben Sie den Namen auf der Karte ein.',

  // Checkout page
  'checkout.title': '{amount} bezahlen, {seller}',
  'checkout.declinedTitle': 'Abgelehnt: {amount} bezahlen',
  'checkout.heading': 'Mit Karte zahlen',
  'checkout.headingLive': 'Sicher bezahlen',
  'checkout.change': 'Ändern',
  'checkout.pay': 'Kaufen für {amount}',
  'checkout.paying': 'Zahlung läuft: {amount}',
  'checkout.continueLive': 'Weiter zur Zahlung',
  'checkout.liveNote':
    'Sie zahlen {amount} bei {provider}. Ihre Kartendaten gehen direkt dorthin und nie über diese Website.',
  'checkout.provider': 'einem Zahlungsanbieter',
  'checkout.placeKept': 'Reserviert bis <b>{time}</b>',
  'checkout.openUntil': 'Offen bis <b>{time}</b>',
  'checkout.extend': 'Verlängern',
  'checkout.extending': 'Wird verlängert',
  'checkout.cancelNote': '<link>Abbrechen</link> und zurück zu {seller}',
  'checkout.canceling': 'Wird abgebrochen',
  'checkout.attemptsLeft': {
    one: 'Noch {count} von {limit} Versuchen.',
    other: 'Noch {count} von {limit} Versuchen.',
  },

  // Notices above a form
  'notice.renewed': '<b>Verlängert.</b> Sie haben Zeit bis {time}.',
  'notice.placeHeld':
    '<b>Ihr Platz ist bis {time} reserviert.</b> Ändern Sie, was Sie möchten, und fahren Sie fort.',
  'notice.notRenewable':
    '<b>Weiter verlängern geht nicht.</b> Zahlen Sie bis {time} oder beginnen Sie später neu.',
  'notice.othersFirst':
    '<b>Verlängern geht nicht: Andere sind zuerst dran.</b> Von Ihrem Anschluss aus war schon ein Platz reserviert, der nicht bezahlt wurde. Zahlen Sie bis {time}.',
  'notice.keptForOthers':
    '<b>Im Moment sind andere zuerst dran.</b> Von Ihrem Anschluss aus war ein Platz reserviert, der nicht bezahlt wurde. Es wurde nichts belastet. Versuchen Sie es in {duration} noch einmal.',
  'notice.tooManyTries':
    '<b>Zu viele Versuche.</b> Es wurde nichts belastet. Warten Sie {duration} und versuchen Sie es noch einmal.',
  'notice.outOfBounds':
    '<b>Diesen Betrag kann der Verkäufer gerade nicht annehmen.</b> Es wurde nichts belastet. Schreiben Sie dem Verkäufer.',
  'notice.currencyUnavailable':
    '<b>Diese Währung wird jetzt nicht angeboten.</b> Es wurde nichts belastet. Wählen Sie die andere.',
  'notice.wayGone':
    'Diese Zahlungsart bietet der Verkäufer nicht mehr an. Es wurde nichts belastet; wählen Sie eine andere.',
  'notice.unavailable':
    '<b>Das hat gerade nicht geklappt.</b> Es wurde nichts belastet. Versuchen Sie es gleich noch einmal.',

  // Declines: what happened, whether money moved, what next
  'decline.card_declined': 'Ihre Bank hat die Karte abgelehnt',
  'decline.insufficient_funds': 'Ihre Bank hat die Karte abgelehnt: Guthaben reicht nicht',
  'decline.expired_card': 'Ihre Bank hat die Karte abgelehnt: Sie ist abgelaufen',
  'decline.incorrect_cvc': 'Ihre Bank hat die Karte abgelehnt: falsche Prüfnummer',
  'decline.processing_error': 'Die Bank konnte die Karte gerade nicht bearbeiten',
  'decline.authentication_failed': 'Die Zahlung wurde bei Ihrer Bank nicht bestätigt',
  'decline.returned': 'Sie sind zurückgekommen, ohne zu zahlen',
  'decline.next.card_declined':
    'Es ist kein Geld geflossen. Nehmen Sie <link>eine andere Karte</link> oder fragen Sie Ihre Bank und versuchen Sie es mit dieser noch einmal.',
  'decline.next.expired_card': 'Es ist kein Geld geflossen. Nehmen Sie <link>eine andere Karte</link>.',
  'decline.next.incorrect_cvc':
    'Es ist kein Geld geflossen. Vergleichen Sie die Prüfnummer mit der Karte und <link>versuchen Sie es noch einmal</link>.',
  'decline.next.processing_error':
    'Es ist kein Geld geflossen. <link>Versuchen Sie es gleich noch einmal</link> oder nehmen Sie eine andere Karte.',
  'decline.next.authentication_failed':
    'Es ist kein Geld geflossen. <link>Versuchen Sie es noch einmal</link> und bestätigen Sie die Zahlung bei Ihrer Bank, oder nehmen Sie eine andere Karte.',
  'decline.next.returned': 'Es ist kein Geld geflossen. Machen Sie weiter, wenn Sie so weit sind.',
  'decline.placeStays': 'Ihr Platz bleibt bis {time} für Sie reserviert.',
  'decline.card': 'Karte •••• {last4}, {brand}, {time}.',
  'card.masked': '{brand} •••• {last4}',
  'card.unknown': 'Karte',

  // 3-D Secure test page
  'challenge.title': 'Zahlung bestätigen',
  'challenge.bank': 'Testbank',
  'challenge.secure': '3-D Secure',
  'challenge.heading': 'Ist das Ihre Zahlung?',
  'challenge.payTo': 'Zahlung an',
  'challenge.amount': 'Betrag',
  'challenge.card': 'Karte',
  'challenge.askedAt': 'Angefragt',
  'challenge.approve': 'Bestätigen',
  'challenge.refuse': 'Ablehnen',
  'challenge.abandon': 'Verlassen',
  'challenge.sending': 'Antwort wird gesendet',
  'challenge.note':
    'Eine echte Bank würde hier nach ihrer App oder einem Code fragen. „Verlassen“ geht ohne Antwort zurück.',

  // Ways to pay
  'way.heading': 'Wie möchten Sie zahlen?',
  'way.transferHeading': 'Per Überweisung zahlen',
  'way.testCard': 'Testkarte',
  'way.testCardLine': 'Nur in der Sandbox. Es wird nichts belastet.',
  'way.redirectLine': 'Sie zahlen auf der Seite von {provider} und kommen hierher zurück.',
  'way.redirectNext': 'Weiter: die Seite des Anbieters. Dort wird belastet, und nur einmal.',
  'way.transfer': 'Überweisung',
  'way.transferLine': 'Von Ihrem Konto, in Sekunden oder am nächsten Bankarbeitstag da.',
  'way.transferPlace': {
    one: 'Ihr Platz ist {count} Tag reserviert.',
    other: 'Ihr Platz ist {count} Tage reserviert.',
  },
  'way.transferDays': {
    one: 'Sie haben {count} Tag Zeit dafür.',
    other: 'Sie haben {count} Tage Zeit dafür.',
  },
  'way.transferNoPlace':
    'Bis dahin ist kein Platz reserviert: Ist keiner mehr frei, wenn das Geld ankommt, bekommen Sie es zurück.',
  'way.transferNext': 'Weiter: Konto und Verwendungszweck. Noch wird nichts belastet.',

  // Transfer page
  'transfer.title': '{amount} an {seller} überweisen',
  'transfer.heading': 'Überweisen Sie mit Ihrer Bank',
  'transfer.lead':
    'Noch ist nichts bezahlt. Kopieren Sie diese vier Angaben oder scannen Sie den Code: Am Verwendungszweck erkennen wir, dass das Geld von Ihnen ist.',
  'transfer.toPay': 'Zu überweisen',
  'transfer.amount': 'Betrag',
  'transfer.accountName': 'Empfänger',
  'transfer.iban': 'IBAN',
  'transfer.bic': 'BIC',
  'transfer.bicLine': 'BIC {bic}, falls Ihre Bank danach fragt',
  'transfer.reference': 'Verwendungszweck',
  'transfer.copyAmount': 'Betrag kopieren',
  'transfer.copyName': 'Empfänger kopieren',
  'transfer.copyIban': 'IBAN kopieren',
  'transfer.copyReference': 'Zweck kopieren',
  'transfer.copied': 'Kopiert',
  'transfer.nameWhy':
    'Das Konto läuft auf diesen Namen, nicht auf {seller}, und Ihre Bank vergleicht ihn: Schreiben Sie ihn genau so.',
  'transfer.nameSame': 'Ihre Bank vergleicht den Namen: Schreiben Sie ihn genau so.',
  'transfer.scan': 'Mit der Banking-App scannen',
  'transfer.scanNote': 'Der Code füllt alle vier Felder aus. Am Telefon: Code sichern und in der App öffnen.',
  'transfer.scanRest': 'Code für den Rest',
  'transfer.scanRestNote':
    'Gleiches Konto, gleicher Empfänger, gleicher Verwendungszweck. Überweisungen werden zusammengezählt.',
  'transfer.save': 'Code sichern',
  'transfer.code': 'QR-Code mit Betrag, Konto und Verwendungszweck',
  'transfer.kept': 'Ihr Platz ist bis <b>{time}</b> reserviert, {zone}. Alles steht auch in Ihrer E-Mail.',
  'transfer.open': 'Die Zahlung ist bis <b>{time}</b> möglich, {zone}. Alles steht auch in Ihrer E-Mail.',
  'transfer.noPlace':
    'Bis dahin ist kein Platz reserviert: Ist das Angebot vergriffen, wenn das Geld ankommt, geht es an Sie zurück.',
  'transfer.sent': 'Ich habe überwiesen',
  'transfer.sending': 'Der Verkäufer erfährt es',
  'transfer.sentNote': 'Sie müssen das nicht drücken: Wir sehen das Geld so oder so.',
  'transfer.otherWay': 'Anders bezahlen',
  'transfer.next': 'So geht es weiter',
  'transfer.youSend': 'Sie überweisen {amount}',
  'transfer.youSendNote': 'Mit dem Verwendungszweck, auf einmal oder in Teilen',
  'transfer.arrives': 'Das Geld kommt an',
  'transfer.arrivesNote': 'Echtzeitüberweisungen in Sekunden, andere am nächsten Bankarbeitstag',
  'transfer.receipt': 'Ihre Quittung',
  'transfer.receiptTo': 'An {email}',
  'transfer.receiptPlace': 'An {email}, und der Platz gehört Ihnen',
  'transfer.band': '<b>Testmodus.</b> Überweisen Sie kein Geld.',
  'transfer.partHeading': '{received} sind da. {missing} fehlen noch.',
  'transfer.arrived': '{amount} sind da',
  'transfer.missing': '{amount} fehlen noch',
  'transfer.onItsWay': '{amount} unterwegs',
  'transfer.toPayTotal': 'Zu zahlen',
  'transfer.arrivedOn': 'Angekommen am {day}',
  'transfer.comes': 'Unterwegs',
  'transfer.toSend': 'Noch offen',
  'transfer.wayHeading': 'Ihre {amount} sind unterwegs. Überweisen Sie nicht noch einmal.',
  'transfer.wayLead':
    'Die Bank des Verkäufers hat den Eingang angekündigt und noch nicht gebucht. Bezahlt ist mit der Buchung, meist am nächsten Bankarbeitstag.',
  'transfer.sentHeading': 'Sie haben {amount} überwiesen. Überweisen Sie nicht noch einmal.',
  'transfer.sentLead':
    'Bei der Bank des Verkäufers ist das Geld noch nicht angekommen. Echtzeitüberweisungen dauern Sekunden, andere einen Bankarbeitstag; wir sehen es, sobald der Verkäufer sein Konto abruft.',
  'transfer.saidSent': 'Als überwiesen gemeldet',
  'transfer.seen': 'Bei der Bank des Verkäufers gesehen',
  'transfer.notSeen': 'Warten auf die Bank des Verkäufers',
  'transfer.receiptSoon': 'Quittung an {email}',
  'transfer.showAgain': 'Konto und Verwendungszweck',
  'transfer.mayClose': 'Sie können diese Seite schließen; wir schreiben Ihnen, sobald gebucht ist.',
  'transfer.placeStays': 'Ihr Platz bleibt bis <b>{time}</b> reserviert, {zone}.',
  'transfer.waitsUntil': 'Gewartet wird bis <b>{time}</b>, {zone}.',
  'transfer.payment': 'Zahlung {id}, Verwendungszweck {reference}',
  'transfer.arrivedHeading': 'Ihre Überweisung ist angekommen.',
  'transfer.takenBackHeading': 'Ihre Bank hat {amount} zurückgeholt.',
  'transfer.takenBackLead':
    '{seller} hat das Geld nicht mehr und weiß davon. Fragen Sie Ihre Bank nach dem Grund und sprechen Sie mit {seller}, bevor Sie noch einmal überweisen.',
  'transfer.allArrived': '{amount} sind da, es fehlt nichts',
  'transfer.booked': 'Bei der Bank des Verkäufers gebucht',
  'transfer.receiptSent': 'Quittung gesendet',
  'transfer.viewReceipt': 'Quittung ansehen',
  'transfer.paid': 'Bezahlt',

  // Processing page
  'processing.title': 'Wir prüfen Ihre Zahlung',
  'processing.heading': 'Wir fragen bei Ihrer Bank nach. Zahlen Sie nicht noch einmal.',
  'processing.leadCard':
    '{amount} von {card}. Die Bank hat die Anfrage und noch nicht endgültig entschieden. Meist dauert das weniger als eine Minute.',
  'processing.lead':
    '{amount}. Die Bank hat die Anfrage und noch nicht endgültig entschieden. Meist dauert das weniger als eine Minute.',
  'processing.sent': 'An die Bank gesendet',
  'processing.waiting': 'Warten auf die Antwort der Bank',
  'processing.asked': 'Zuletzt nachgefragt um {time}, erneut alle {duration}',
  'processing.receiptTo': 'Quittung an {email}',
  'processing.receipt': 'Quittung',
  'processing.mayClose':
    'Sie können diese Seite schließen. Wir senden Ihnen die Quittung oder teilen Ihnen mit, dass kein Geld geflossen ist.',
  'processing.placeStays': 'Ihr Platz bleibt so lange reserviert.',
  'processing.payment': 'Zahlung {id}.',
  'processing.checkNow': 'Jetzt nachsehen',
  'processing.actionHeading': 'Ihre Bank wartet auf Ihre Antwort',
  'processing.actionLead':
    '{amount} sind noch nicht belastet. Gehen Sie weiter zur Seite Ihrer Bank und bestätigen Sie die Zahlung, oder gehen Sie zurück und zahlen Sie anders.',
  'processing.actionGo': 'Weiter zu Ihrer Bank',
  'processing.actionCancel': 'Diese Zahlung abbrechen',

  // Receipt
  'receipt.title': 'Quittung {number}, {seller}',
  'receipt.thanks': 'Vielen Dank, {name}. Es ist bezahlt.',
  'receipt.thanksPlain': 'Vielen Dank. Es ist bezahlt.',
  'receipt.refundedHeading': 'Diese Zahlung wurde erstattet',
  'receipt.partlyRefundedHeading': 'Ein Teil dieser Zahlung wurde erstattet',
  'receipt.refundPendingHeading': 'Eine Erstattung ist unterwegs',
  'receipt.paid': 'Bezahlt',
  'receipt.ofPaid': 'von bezahlten {amount}',
  'receipt.refundNotFinal': 'bezahlt; die Erstattung ist noch nicht endgültig',
  'receipt.refunded': 'Erstattet',
  'receipt.partlyRefunded': 'Teilweise erstattet',
  'receipt.refundPending': 'Erstattung unterwegs',
  'receipt.print': 'Drucken',
  'receipt.pdf': 'PDF laden',
  'receipt.receipt': 'Quittung',
  'receipt.payment': 'Zahlung {id}',
  'receipt.seller': 'Verkäufer',
  'receipt.billedTo': 'Käufer',
  'receipt.taxId': 'Steuernummer {id}',
  'receipt.next': 'So geht es weiter',
  'receipt.nextPaid': 'Der Verkäufer weiß Bescheid. Eine Kopie dieser Quittung ist zu Ihnen unterwegs.',
  'receipt.nextRefunded':
    'Das Geld geht auf die Karte zurück, von der es kam. Meist ist es nach 3 bis 10 Tagen da.',
  'receipt.item': 'Artikel',
  'receipt.quantity': 'Menge',
  'receipt.unit': 'Preis',
  'receipt.tax': 'MwSt.',
  'receipt.lineTotal': 'Gesamt',
  'receipt.kept': 'Bezahlt nach Erstattungen',
  'receipt.signed':
    '<b>Signierte Quittung.</b> Wer möchte, kann ohne Internet prüfen, dass sie echt und unverändert ist: Bewahren Sie die <file>signierte Datei</file> auf, und lesen Sie, <guide>wie man sie prüft</guide>.',
  'receipt.verify': 'Diese Quittung prüfen',
  'receipt.key': 'Schlüssel {id}',
  'receipt.backTo': 'Zurück zu {seller}',
  'receipt.askRefund': 'Erstattung anfragen',
  'receipt.pdf.heading': 'Quittung {number}',
  'receipt.pdf.test': 'TEST – es ist kein Geld geflossen.',
  'receipt.pdf.converted': 'Umgerechnet aus {from} zu 1 EUR = {rate} USD.',
  'receipt.pdf.convertedByBank':
    'Umgerechnet aus {from} zu 1 EUR = {rate} USD, Europäische Zentralbank, {day}.',
  'receipt.pdf.refunded': '{amount} gingen zurück. Bezahlt nach Erstattungen: {kept}.',
  'receipt.pdf.refundPending': 'Eine Erstattung ist unterwegs.',
  'receipt.pdf.refundNote':
    'Stand {moment}. Dieser Hinweis kann sich ändern und ist deshalb nicht mit signiert.',
  'receipt.pdf.signed': 'Signierte Quittung',
  'receipt.pdf.signedFile':
    'Die angehängte Datei {file} enthält, was auf dieser Quittung steht, signiert mit Ed25519. Ohne Internet lässt sich prüfen, dass sie echt und unverändert ist, mit dem Schlüssel, der hier veröffentlicht ist:',
  'receipt.pdf.notWhole':
    '□ steht für ein Zeichen, das hier nicht gedruckt werden kann. Die angehängte Datei enthält jedes Zeichen.',
  'receipt.pdf.qrCode': 'QR-Code mit der Adresse dieser Quittung',
  'receipt.pdf.open': 'Diese Quittung öffnen',
  'receipt.pdf.page': 'Seite {page} von {pages}',
  'receipt.pdf.fileDescription': 'Die signierte Quittung',

  // Announcements: one page for each way a link or checkout can be closed
  'announcement.linkNotFound': 'Unter dieser Adresse gibt es keinen Bezahllink',
  'announcement.linkNotFoundLead':
    'Vielleicht ist die Adresse unvollständig. Vergleichen Sie sie mit der, die Sie bekommen haben, oder bitten Sie den Verkäufer um eine neue. Es wurde nichts belastet.',
  'announcement.linkInactive': 'Dieser Bezahllink ist abgeschaltet',
  'announcement.linkInactiveLead':
    'Der Verkäufer nimmt darüber im Moment keine Zahlungen an. Es wurde nichts belastet.',
  'announcement.linkDeleted': 'Diesen Bezahllink gibt es nicht mehr',
  'announcement.linkDeletedLead':
    'Der Verkäufer hat ihn entfernt, er nimmt keine Zahlungen mehr an. Es wurde nichts belastet.',
  'announcement.linkExpired': 'Der Verkauf endete am {moment}, {zone}',
  'announcement.linkExpiredPlain': 'Der Verkauf ist beendet',
  'announcement.linkExpiredLead':
    'Über diesen Link kann nicht mehr bezahlt werden. Es wurde nichts belastet.',
  'announcement.linkUsedUp': 'Alle Plätze sind vergeben',
  'announcement.linkUsedUpLead':
    'Jeder Platz dieses Links ist bezahlt, Warten macht also keinen frei. Es wurde nichts belastet.',
  'announcement.linkHeld': 'Alle Plätze sind gerade reserviert',
  'announcement.linkHeldLead':
    'Die letzten Plätze sind bei Leuten, die gerade bezahlen. Nicht jede Zahlung kommt zustande, ein zweiter Versuch lohnt sich also.',
  'announcement.linkHeldRelease': 'Der nächste Platz wird bis spätestens <b>{time}</b> frei.',
  'announcement.linkHeldUndecided':
    'Das letzte Wort haben deren Banken. Meist dauert das weniger als eine Minute.',
  'announcement.linkHeldNote': 'Es wurde nichts belastet. Diese Seite sieht alle {duration} von selbst nach.',
  'announcement.checkAgain': 'Jetzt noch einmal nachsehen',
  'announcement.seeOffers': 'Zu den aktuellen Angeboten',
  'announcement.paidAlready': 'Schon bezahlt? Ihre Quittung ist in Ihrem Postfach und bleibt gültig.',
  'announcement.checkoutNotFound': 'Unter dieser Adresse gibt es keine Zahlung',
  'announcement.checkoutNotFoundLead':
    'Die Adresse ist unvollständig oder gilt nicht mehr. Das Öffnen hat nichts belastet. Wenn Sie schon bezahlt haben, ist Ihre Quittung in Ihrem Postfach.',
  'announcement.checkoutCanceled': 'Diese Zahlung wurde abgebrochen',
  'announcement.checkoutCanceledLead': 'Es wurde nichts belastet.',
  'announcement.placeReleased': 'Der Verkäufer hat Ihren Platz freigegeben',
  'announcement.placeReleasedLead':
    'Es wurde nichts belastet. Solange es Plätze gibt, können Sie neu beginnen.',
  'announcement.saleClosed': 'Der Verkäufer hat diesen Verkauf geschlossen',
  'announcement.saleClosedLead': 'Es wurde nichts belastet, und hier kann nichts mehr bezahlt werden.',
  'announcement.checkoutExpired': 'Bezahlen war bis {time} möglich',
  'announcement.checkoutExpiredLead':
    'Es wurde nichts belastet. Ein Platz, der für Sie reserviert war, ist wieder frei.',
  'announcement.checkoutFailed': 'Diese Zahlung ist nicht zustande gekommen',
  'announcement.checkoutFailedLead':
    'Es ist kein Geld geflossen. Alle Versuche sind aufgebraucht; mit einer anderen Karte können Sie neu beginnen.',
  'announcement.checkoutPaid': 'Das ist schon bezahlt',
  'announcement.checkoutPaidLead': '{amount} wurden einmal belastet. Hier ist nichts mehr zu tun.',
  'announcement.checkoutRefunded': 'Diese Zahlung wurde erstattet',
  'announcement.checkoutRefundedLead':
    '{amount} gehen auf die Karte zurück, von der sie kamen. Meist nach 3 bis 10 Tagen da.',
  'announcement.latePayment': 'Ihre Zahlung kam zu spät und geht zurück',
  'announcement.latePaymentLead':
    '{amount} kamen an, als der Bezahlvorgang beendet und kein Platz mehr frei war. Der volle Betrag wird erstattet und ist meist nach 3 bis 10 Tagen da.',
  'announcement.openReceipt': 'Quittung öffnen',
  'announcement.startAgain': 'Neu beginnen',
  'announcement.pageNotFound': 'Unter dieser Adresse gibt es keine Seite',
  'announcement.pageNotFoundLead':
    'Vergleichen Sie die Adresse mit der, die Sie bekommen haben. Es wurde nichts belastet.',
  'announcement.foreignForm': 'Dieses Formular kam von einer anderen Website',
  'announcement.foreignFormLead':
    'Es wurde nichts begonnen und nichts belastet. Öffnen Sie die Seite des Verkäufers und füllen Sie das Formular dort aus.',
  'announcement.openPage': 'Seite des Verkäufers öffnen',
  'announcement.tooManyRequests': 'Zu viele Versuche von Ihrem Anschluss',
  'announcement.tooManyRequestsLead':
    'Es wurde nichts belastet. Warten Sie {duration} und versuchen Sie es noch einmal.',
  'announcement.unavailable': 'Die Kasse ist einen Moment geschlossen',
  'announcement.unavailableLead':
    'Wir erreichen unsere Bücher nicht, deshalb wird jetzt nichts belastet. Versuchen Sie es in einer Minute noch einmal; was Sie schon bezahlt haben, ist sicher.',
  'announcement.error': 'Bei uns ist etwas schiefgegangen',
  'announcement.errorLead':
    'Waren Sie gerade beim Bezahlen, öffnen Sie zuerst die Seite noch einmal: Sie zeigt, ob die Zahlung geklappt hat. Es wird nie doppelt belastet.',
  'announcement.openAgain': 'Diese Seite noch einmal öffnen',
  'announcement.requestId': 'Für den Support: Anfrage {id}.',

  // The page that leaves for another site
  'leave.title': 'Weiter zu {host}',
  'leave.provider': 'Ihre Bezahlseite öffnet sich bei {host}',
  'leave.providerLead': 'Dort bezahlen Sie. Bevor Sie bestätigen, wird nichts belastet.',
  'leave.return': 'Zurück zu {host}',
  'leave.returnPaidLead': 'Es ist bezahlt. Ihre Quittung ist unterwegs zu Ihnen.',
  'leave.returnCanceledLead': 'Die Zahlung wurde abgebrochen. Es wurde nichts belastet.',
  'leave.returnFailedLead': 'Die Zahlung ist nicht zustande gekommen. Es ist kein Geld geflossen.',
  'leave.go': 'Weiter zu {host}',
  'leave.note': 'Wenn gleich nichts geschieht, nehmen Sie die Schaltfläche.',

  // Mails
  'mail.footer': 'Gesendet mit {platform}.',
  'mail.footerFor': 'Gesendet mit {platform} für {organization}.',
  'mail.openAddress': 'Wenn die Schaltfläche nicht funktioniert, öffnen Sie diese Adresse: {address}',
  'mail.testSubject': '[Test] {subject}',
  'mail.testNote': 'Das war ein Test. Es ist kein Geld geflossen.',

  'mail.receipt.subject': 'Quittung {number} von {seller}',
  'mail.receipt.lead': '{seller} hat {amount} erhalten.',
  'mail.receipt.number': 'Quittung',
  'mail.receipt.paidAt': 'Bezahlt',
  'mail.receipt.card': 'Karte',
  'mail.receipt.payment': 'Zahlung',
  'mail.receipt.button': 'Quittung öffnen',
  'mail.receipt.note':
    'Die Quittung bleibt unter dieser Adresse. Wer die Adresse hat, kann sie öffnen: Geben Sie sie mit Bedacht weiter.',
  'mail.receipt.contact': 'Fragen zu Ihrem Kauf gehen an den Verkäufer: {email}',

  'mail.transfer.subject.instructions': 'Überweisen Sie {amount} an {seller}',
  'mail.transfer.subject.reminder': '{missing} für {seller} sind noch nicht da',
  'mail.transfer.subject.missing': '{received} sind da, {missing} fehlen noch',
  'mail.transfer.heading.instructions': 'Überweisen Sie {amount} an {seller}',
  'mail.transfer.heading.reminder': '{missing} sind noch nicht da',
  'mail.transfer.heading.missing': '{received} sind da. {missing} fehlen noch.',
  'mail.transfer.lead.instructions':
    'Noch ist nichts bezahlt. Überweisen Sie vom eigenen Konto, auf einmal oder in Teilen. Am Verwendungszweck erkennen wir, dass das Geld von Ihnen ist, und Ihre Bank vergleicht den Empfänger: Schreiben Sie beides genau so.',
  'mail.transfer.lead.reminder':
    'Haben Sie innerhalb des letzten Bankarbeitstags überwiesen, ist nichts zu tun. Wenn nicht, ist noch zu überweisen:',
  'mail.transfer.lead.missing':
    'Überweisen Sie den Rest auf dasselbe Konto, mit demselben Verwendungszweck. Überweisungen werden zusammengezählt; überweisen Sie nicht noch einmal den ganzen Betrag.',
  'mail.transfer.place': 'Ihr Platz ist bis {time} reserviert.',
  'mail.transfer.noPlace':
    'Die Zahlung ist bis {time} möglich. Bis dahin ist kein Platz reserviert: Ist das Angebot vergriffen, wenn das Geld ankommt, geht es an Sie zurück.',
  'mail.transfer.until': 'Die Zahlung ist bis {time} möglich.',
  'mail.transfer.test': 'Testmodus. Überweisen Sie kein Geld.',
  'mail.transfer.button': 'Öffnen, mit Code für Ihre Banking-App',
  'mail.transfer.note': 'Wenn alles da ist, kommt Ihre Quittung per E-Mail. Sonst ist nichts zu tun.',

  'mail.returned.subject.buyer': '{amount} gehen an Sie zurück',
  'mail.returned.heading.buyer': '{seller} gibt Ihnen {amount} zurück',
  'mail.returned.why.buyer.late':
    'Ihre Zahlung kam an, als der Bezahlvorgang beendet und kein Platz mehr frei war. Es wurde nichts gekauft, und Sie schulden nichts.',
  'mail.returned.why.buyer.excess':
    'Es kam mehr an, als zu zahlen war. Ihr Kauf bleibt bestehen; was zu viel war, geht zurück.',
  'mail.returned.why.buyer.nothing_sold':
    'Dieses Geld kam an, als der Bezahlvorgang beendet war. Es wurde nichts gekauft, und Sie schulden nichts.',
  'mail.returned.how.buyer.transfer':
    'Es geht per Überweisung auf das Konto zurück, von dem es kam, und ist meist innerhalb von zwei Bankarbeitstagen da.',
  'mail.returned.how.buyer.provider':
    'Es geht den Weg zurück, auf dem es kam, meist innerhalb von 3 bis 10 Tagen.',
  'mail.returned.test': 'Testmodus. Es fließt kein Geld.',
  'mail.returned.button.buyer': 'Zahlung ansehen',
};
