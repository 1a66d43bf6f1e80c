import type { Catalogue } from '../catalogue-shape.ts';

/** Italian. Informal “tu”; the reference of a transfer is what banks call “Causale”. */
export const italian: Catalogue = {
  // Every page
  'site.runsOn': 'Funziona con {platform}',
  'site.language': 'Lingua: {language}',
  'site.terms': 'Condizioni',
  'site.contact': 'Contatta il venditore',
  'site.writeToSeller': 'Scrivi al venditore',
  'site.visitSeller': 'Vai al sito del venditore',
  'site.connectionLost':
    '<b>La connessione si è interrotta.</b> Non sappiamo se l’ultimo passaggio è arrivato. Premi di nuovo il pulsante: è sicuro, un pagamento ripetuto viene addebitato una sola volta.',
  'mode.test':
    '<b>Modalità di prova.</b> Non viene addebitata nessuna carta e non c’è alcun movimento di denaro.',
  'mode.testMoved': '<b>Modalità di prova.</b> Nessun movimento di denaro.',
  'mode.testMode': 'Modalità di prova',
  'mode.testCards': 'Carte di prova',
  'mode.testCardsHint': 'Va bene qualsiasi scadenza futura e qualsiasi codice di sicurezza.',
  'mode.useCard': 'Inserisci la carta di prova {number}',

  // Test cards
  'testCard.pays': 'paga',
  'testCard.declined': 'rifiutata',
  'testCard.insufficientFunds': 'fondi insufficienti',
  'testCard.expired': 'scaduta',
  'testCard.wrongCode': 'codice di sicurezza errato',
  'testCard.error': 'errore, un altro tentativo può riuscire',
  'testCard.challenge': 'chiede 3-D Secure',
  'testCard.pending': 'resta in attesa, poi paga',
  'testCard.early': 'paga prima che torni',

  // Time
  'time.inCity': 'ora di {city} ({zone})',
  'time.hours': { one: '{count} ora', many: '{count} ore', other: '{count} ore' },
  'time.minutes': { one: '{count} minuto', many: '{count} minuti', other: '{count} minuti' },
  'time.seconds': { one: '{count} secondo', many: '{count} secondi', other: '{count} secondi' },
  'time.minutesLeft': 'ancora {minutes} min',

  // The order
  'order.label': 'Il tuo ordine',
  'order.whatYouBuy': 'Cosa acquisti',
  'order.items': { one: '{count} articolo', many: '{count} articoli', other: '{count} articoli' },
  'order.total': 'Totale',
  'order.totalIncluded': 'Totale, imposte incluse',
  'order.totalAdded': 'Totale, imposte incluse',
  'order.totalUntaxed': 'Totale, senza imposte',
  'order.toPayIncluded': 'Da pagare, imposte incluse',
  'order.toPayAdded': 'Da pagare, imposte incluse',
  'order.toPayUntaxed': 'Da pagare, senza imposte',
  'order.currency': 'Valuta',
  'order.lineTax': 'imposta {rate}',
  'order.lineQuantity': '{quantity} × {price}',
  'order.net': 'Netto',
  'order.includedTax': 'incl. imposta {rate}',
  'order.addedTax': 'più imposta {rate}',
  'order.soldBy': 'Venduto da {seller}',
  'order.convertedByBank':
    'Convertito da {from} a <b>1 EUR = {rate} USD</b>, Banca centrale europea, {day}. Il prezzo è fissato quando continui.',
  'order.convertedByPlatform':
    'Convertito da {from} a <b>1 EUR = {rate} USD</b>, cambio di {platform}. Il prezzo è fissato quando continui.',
  'order.convertedByBankFixed':
    'Convertito da {from} a <b>1 EUR = {rate} USD</b>, Banca centrale europea, {day}. Il prezzo è fisso.',
  'order.convertedByPlatformFixed':
    'Convertito da {from} a <b>1 EUR = {rate} USD</b>, cambio di {platform}. Il prezzo è fisso.',
  'order.previewPrice': '{amount}, venduto da {seller}',
  'order.andMore': {
    one: '{first} e un altro articolo',
    many: '{first} e altri {count} articoli',
    other: '{first} e altri {count} articoli',
  },

  // How tax was calculated
  'tax.how': 'Come si calcola l’imposta',
  'tax.inclusive':
    'I prezzi includono l’imposta. Si arrotonda una volta per riga: prezzo × aliquota ÷ (100% + aliquota).',
  'tax.exclusive': 'L’imposta si aggiunge ai prezzi, arrotondata una volta per riga: prezzo × aliquota.',

  // Link page
  'link.title': '{what}, {seller}',
  'poster.scan': 'Inquadra per pagare',
  'poster.scanTest': 'Modalità di prova. Inquadra per provare; nessun movimento di denaro.',
  'poster.qrCode': 'Codice QR con l’indirizzo di questa offerta',
  'link.heading': 'I tuoi dati',
  'link.continue': 'Continua per pagare {amount}',
  'link.continuing': 'Un momento',
  'link.nothingYet': 'Paghi nel passaggio successivo. Ora non viene addebitato nulla.',
  'link.placesLeft': {
    one: '<b>Ne resta {count}.</b> È tuo per {duration} appena continui.',
    many: '<b>Ne restano {count}.</b> Il tuo è riservato per {duration} appena continui.',
    other: '<b>Ne restano {count}.</b> Il tuo è riservato per {duration} appena continui.',
  },
  'link.places': { one: 'Ne resta {count}', many: 'Ne restano {count}', other: 'Ne restano {count}' },
  'link.onSaleUntil': 'In vendita fino a: <b>{moment}</b>, {zone}.',
  'link.notePlaces': '<b>{places}</b>',
  'link.noteUntil': 'In vendita fino a: {moment}',
  'link.noteBoth': '<b>{places}</b>, in vendita fino a: {moment}',
  'link.company': 'Acquisti per un’azienda? Aggiungi nome e partita IVA',
  'link.address': 'Aggiungi telefono o indirizzo',

  // Billing fields
  'field.optional': 'facoltativo',
  'field.email': 'E-mail',
  'field.emailHint': 'Qui arriva la tua ricevuta.',
  'field.firstName': 'Nome',
  'field.lastName': 'Cognome',
  'field.country': 'Paese',
  'field.chooseCountry': 'Scegli',
  'field.postalCode': 'Codice postale',
  'field.state': 'Provincia o regione',
  'field.company': 'Azienda',
  'field.taxId': 'Partita IVA o C.F.',
  'field.phone': 'Telefono',
  'field.line1': 'Via e numero civico',
  'field.line2': 'Interno o piano',
  'field.city': 'Città',

  // Card fields
  'field.number': 'Numero della carta',
  'field.expiry': 'Scadenza',
  'field.expiryHint': 'MM / AA',
  'field.cvc': 'Codice di sicurezza',
  'field.cvcHint': '3 cifre',
  'field.cvcHintLong': '4 cifre',
  'field.cardName': 'Nome sulla carta',

  // Errors beside a field, repeated in the summary
  'error.summary': {
    '=1': 'Controlla un campo. Non è stato addebitato nulla.',
    '=2': 'Controlla due campi. Non è stato addebitato nulla.',
    '=3': 'Controlla tre campi. Non è stato addebitato nulla.',
    '=4': 'Controlla quattro campi. Non è stato addebitato nulla.',
    one: 'Controlla {count} campo. Non è stato addebitato nulla.',
    many: 'Controlla {count} campi. Non è stato addebitato nulla.',
    other: 'Controlla {count} campi. Non è stato addebitato nulla.',
  },
  'error.summaryLine': '{label}: {message}',
  'error.title': 'Controlla il modulo: {title}',
  'error.emailMissing': 'Inserisci il tuo indirizzo e-mail.',
  'error.emailWrong': 'Scrivilo come name@example.com.',
  'error.firstNameMissing': 'Inserisci il tuo nome.',
  'error.countryMissing': 'Scegli un Paese.',
  'error.postalCodeMissing': 'Inserisci il codice postale. Le banche degli Stati Uniti lo controllano.',
  'error.tooLong': {
    one: 'Al massimo {count} carattere.',
    many: 'Al massimo {count} caratteri.',
    other: 'Al massimo {count} caratteri.',
  },
  'error.notAllowed': 'Questo valore non è accettato. Cambialo e riprova.',
  'error.numberMissing': 'Inserisci il numero della carta.',
  'error.numberDigits': 'Usa solo cifre.',
  'error.numberShort': {
    '=1': 'Manca una di {expected} cifre.',
    '=2': 'Mancano due di {expected} cifre.',
    '=3': 'Mancano tre di {expected} cifre.',
    one: 'Manca {count} di {expected} cifre.',
    many: 'Mancano {count} di {expected} cifre.',
    other: 'Mancano {count} di {expected} cifre.',
  },
  'error.numberLong': {
    '=1': 'C’è una cifra di troppo: questa carta ne ha {expected}.',
    '=2': 'Ci sono due cifre di troppo: questa carta ne ha {expected}.',
    one: 'C’è {count} cifra di troppo: questa carta ne ha {expected}.',
    many: 'Ci sono {count} cifre di troppo: questa carta ne ha {expected}.',
    other: 'Ci sono {count} cifre di troppo: questa carta ne ha {expected}.',
  },
  'error.numberChecksum': 'Una cifra è sbagliata. Confrontala con la carta.',
  'error.testCardRequired':
    'Qui funzionano solo le carte di prova. Scegline una dall’elenco in cima alla pagina.',
  'error.expiryMissing': 'Inserisci la data di scadenza.',
  'error.expiryShape': 'Scrivi mese e anno, come 08 / 28.',
  'error.expiryMonth': 'Il mese va da 01 a 12.',
  'error.expiryPassed': 'Questa data è passata.',
  'error.cvcMissing': 'Inserisci il codice di sicurezza.',
  'error.cvcDigits': 'Inserisci le {count} cifre sul retro della carta.',
  'error.cvcDigitsFront': 'Inserisci le {count} cifre sul fronte della carta.',
  'error.cardNameMissing': 'Inserisci il nome scritto sulla carta.',

  // Checkout page
  'checkout.title': 'Paga {amount}, {seller}',
  'checkout.declinedTitle': 'Rifiutato: paga {amount}',
  'checkout.heading': 'Paga con carta',
  'checkout.headingLive': 'Pagamento sicuro',
  'checkout.change': 'Modifica',
  'checkout.pay': 'Paga {amount}',
  'checkout.paying': 'Pagamento di {amount}',
  'checkout.continueLive': 'Continua al pagamento',
  'checkout.liveNote':
    'Paghi {amount} sulla pagina di {provider}. I dati della carta vanno lì direttamente e non passano mai da questo sito.',
  'checkout.provider': 'chi gestisce il pagamento',
  'checkout.placeKept': 'Riservato fino a: <b>{time}</b>',
  'checkout.openUntil': 'Aperto fino a: <b>{time}</b>',
  'checkout.extend': 'Prolunga',
  'checkout.extending': 'Prolungamento',
  'checkout.cancelNote': '<link>Annulla</link> e torna da {seller}',
  'checkout.canceling': 'Annullamento',
  'checkout.attemptsLeft': {
    one: 'Resta {count} tentativo su {limit}.',
    many: 'Restano {count} tentativi su {limit}.',
    other: 'Restano {count} tentativi su {limit}.',
  },

  // Notices above a form
  'notice.renewed': '<b>Prolungato.</b> Nuovo termine: {time}.',
  'notice.placeHeld':
    '<b>Il tuo posto è riservato. Termine: {time}.</b> Correggi quello che vuoi e continua.',
  'notice.notRenewable':
    '<b>Non si può prolungare oltre.</b> Termine per pagare: {time}. Puoi anche ricominciare più tardi.',
  'notice.othersFirst':
    '<b>Non si può prolungare: prima tocca ad altri.</b> Dalla tua connessione era già stato riservato un posto, non pagato. Termine per pagare: {time}.',
  'notice.keptForOthers':
    '<b>Per ora tocca prima ad altri.</b> Dalla tua connessione era stato riservato un posto, non pagato. Non è stato addebitato nulla. Riprova tra {duration}.',
  'notice.tooManyTries':
    '<b>Troppi tentativi.</b> Non è stato addebitato nulla. Aspetta {duration} e riprova.',
  'notice.outOfBounds':
    '<b>Il venditore ora non può accettare questo importo.</b> Non è stato addebitato nulla. Scrivi al venditore.',
  'notice.currencyUnavailable':
    '<b>Questa valuta ora non è disponibile.</b> Non è stato addebitato nulla. Scegli l’altra.',
  'notice.wayGone':
    'Il venditore non offre più questo metodo. Non è stato addebitato nulla; scegline un altro.',
  'notice.unavailable':
    '<b>Ora non ci siamo riusciti.</b> Non è stato addebitato nulla. Riprova tra un momento.',

  // Declines: what happened, whether money moved, what next
  'decline.card_declined': 'La tua banca ha rifiutato la carta',
  'decline.insufficient_funds': 'La tua banca ha rifiutato la carta: fondi insufficienti',
  'decline.expired_card': 'La tua banca ha rifiutato la carta: è scaduta',
  'decline.incorrect_cvc': 'La tua banca ha rifiutato la carta: il codice di sicurezza è errato',
  'decline.processing_error': 'La banca ora non è riuscita a gestire la carta',
  'decline.authentication_failed': 'Il pagamento non è stato confermato con la tua banca',
  'decline.returned': 'Sei di nuovo qui senza aver pagato',
  'decline.next.card_declined':
    'Non è stato effettuato alcun addebito. Prova con <link>un’altra carta</link>, oppure chiedi alla tua banca e riprova con questa.',
  'decline.next.expired_card':
    'Non è stato effettuato alcun addebito. Prova con <link>un’altra carta</link>.',
  'decline.next.incorrect_cvc':
    'Non è stato effettuato alcun addebito. Confronta il codice con la carta e <link>riprova</link>.',
  'decline.next.processing_error':
    'Non è stato effettuato alcun addebito. <link>Riprova</link> tra un momento, o usa un’altra carta.',
  'decline.next.authentication_failed':
    'Non è stato effettuato alcun addebito. <link>Riprova</link> e conferma con la tua banca, o usa un’altra carta.',
  'decline.next.returned': 'Non è stato effettuato alcun addebito. Continua quando vuoi.',
  'decline.placeStays': 'Il tuo posto resta tuo. Termine: {time}.',
  'decline.card': 'Carta •••• {last4}, {brand}, {time}.',
  'card.masked': '{brand} •••• {last4}',
  'card.unknown': 'Carta',

  // 3-D Secure test page
  'challenge.title': 'Conferma questo pagamento',
  'challenge.bank': 'Banca di prova',
  'challenge.secure': '3-D Secure',
  'challenge.heading': 'Questo pagamento è tuo?',
  'challenge.payTo': 'A favore di',
  'challenge.amount': 'Importo',
  'challenge.card': 'Carta',
  'challenge.askedAt': 'Richiesto',
  'challenge.approve': 'Approva',
  'challenge.refuse': 'Rifiuta',
  'challenge.abandon': 'Abbandona',
  'challenge.sending': 'Invio della risposta',
  'challenge.note': 'Una banca vera qui chiederebbe la sua app o un codice. «Abbandona» esce senza risposta.',

  // Ways to pay
  'way.heading': 'Come vuoi pagare?',
  'way.transferHeading': 'Paga con bonifico',
  'way.testCard': 'Carta di prova',
  'way.testCardLine': 'Solo nell’ambiente di prova. Non viene addebitato nulla.',
  'way.redirectLine': 'Paghi sulla pagina di {provider} e torni qui.',
  'way.redirectNext': 'Poi: la pagina del gestore. L’addebito avviene lì, una sola volta.',
  'way.transfer': 'Bonifico bancario',
  'way.transferLine': 'Dal tuo conto, arriva in pochi secondi o in un giorno lavorativo.',
  'way.transferPlace': {
    one: 'Il tuo posto è riservato per {count} giorno.',
    many: 'Il tuo posto è riservato per {count} giorni.',
    other: 'Il tuo posto è riservato per {count} giorni.',
  },
  'way.transferDays': {
    one: 'Hai {count} giorno per farlo.',
    many: 'Hai {count} giorni per farlo.',
    other: 'Hai {count} giorni per farlo.',
  },
  'way.transferNoPlace':
    'Intanto il tuo posto non è riservato: se non ne resta nessuno quando arriva il denaro, ti viene restituito.',
  'way.transferNext': 'Poi: conto e causale. Ora non viene addebitato nulla.',

  // Transfer page
  'transfer.title': 'Bonifico di {amount} a {seller}',
  'transfer.heading': 'Fai il bonifico dalla tua banca',
  'transfer.lead':
    'Non è ancora pagato. Copia questi quattro dati o inquadra il codice: dalla causale sappiamo che il denaro è tuo.',
  'transfer.toPay': 'Da pagare con bonifico',
  'transfer.amount': 'Importo',
  'transfer.accountName': 'Beneficiario',
  'transfer.iban': 'IBAN',
  'transfer.bic': 'BIC',
  'transfer.bicLine': 'BIC {bic}, se la tua banca lo chiede',
  'transfer.reference': 'Causale',
  'transfer.copyAmount': 'Copia l’importo',
  'transfer.copyName': 'Copia il beneficiario',
  'transfer.copyIban': 'Copia l’IBAN',
  'transfer.copyReference': 'Copia la causale',
  'transfer.copied': 'Copiato',
  'transfer.nameWhy':
    'Il conto è a questo nome, non a nome di {seller}, e la tua banca lo confronta: scrivilo esattamente così.',
  'transfer.nameSame': 'La tua banca confronta il nome: scrivilo esattamente così.',
  'transfer.scan': 'Inquadra con l’app della tua banca',
  'transfer.scanNote': 'Compila tutti e quattro i campi. Sul telefono salva il codice e aprilo nell’app.',
  'transfer.scanRest': 'Inquadra per il resto',
  'transfer.scanRestNote': 'Stesso conto, stesso beneficiario, stessa causale. I bonifici si sommano.',
  'transfer.save': 'Salva il codice',
  'transfer.code': 'Codice QR con importo, conto e causale',
  'transfer.kept':
    'Il tuo posto è riservato fino a <b>{time}</b>, {zone}. Trovi tutto anche nella tua e-mail.',
  'transfer.open': 'Si può pagare fino a <b>{time}</b>, {zone}. Trovi tutto anche nella tua e-mail.',
  'transfer.noPlace':
    'Intanto nessun posto è riservato: se l’offerta è esaurita quando arriva il denaro, ti viene restituito.',
  'transfer.sent': 'Ho fatto il bonifico',
  'transfer.sending': 'Avviso al venditore',
  'transfer.sentNote': 'Non serve premerlo: vediamo il denaro in ogni caso.',
  'transfer.otherWay': 'Paga in un altro modo',
  'transfer.next': 'Cosa succede dopo',
  'transfer.youSend': 'Invii {amount}',
  'transfer.youSendNote': 'Con la causale, in uno o più bonifici',
  'transfer.arrives': 'Il denaro arriva',
  'transfer.arrivesNote': 'I bonifici istantanei in pochi secondi, gli altri in un giorno lavorativo',
  'transfer.receipt': 'La tua ricevuta',
  'transfer.receiptTo': 'A {email}',
  'transfer.receiptPlace': 'A {email}, e il posto è tuo',
  'transfer.band': '<b>Modalità di prova.</b> Non inviare denaro.',
  'transfer.partHeading': 'Ricevuto: {received}. Da saldare: {missing}.',
  'transfer.arrived': 'Ricevuto: {amount}',
  'transfer.missing': 'Da saldare: {amount}',
  'transfer.onItsWay': 'In arrivo: {amount}',
  'transfer.toPayTotal': 'Da pagare',
  'transfer.arrivedOn': 'Arrivato: {day}',
  'transfer.comes': 'In arrivo',
  'transfer.toSend': 'Ancora da inviare',
  'transfer.wayHeading': 'Il tuo bonifico di {amount} è in arrivo. Non inviarlo di nuovo.',
  'transfer.wayLead':
    'La banca del venditore lo ha annunciato e non lo ha ancora contabilizzato. Vale come pagato una volta contabilizzato, di solito il giorno lavorativo dopo.',
  'transfer.sentHeading': 'Hai inviato {amount}. Non rifare il bonifico.',
  'transfer.sentLead':
    'Non è ancora arrivato alla banca del venditore. I bonifici istantanei richiedono secondi, gli altri un giorno lavorativo; lo vediamo quando il venditore legge il conto.',
  'transfer.saidSent': 'Invio segnalato',
  'transfer.seen': 'Visto alla banca del venditore',
  'transfer.notSeen': 'In attesa della banca del venditore',
  'transfer.receiptSoon': 'Ricevuta a {email}',
  'transfer.showAgain': 'Conto e causale',
  'transfer.mayClose': 'Puoi chiudere questa pagina; ti scriviamo quando è contabilizzato.',
  'transfer.placeStays': 'Il tuo posto resta tuo fino a <b>{time}</b>, {zone}.',
  'transfer.waitsUntil': 'Lo aspettiamo fino a <b>{time}</b>, {zone}.',
  'transfer.payment': 'Pagamento {id}, causale {reference}',
  'transfer.arrivedHeading': 'Il tuo bonifico è arrivato.',
  'transfer.takenBackHeading': 'La tua banca ha stornato {amount}.',
  'transfer.takenBackLead':
    '{seller} non ha più il denaro, e lo sa. Chiedi il motivo alla tua banca e senti {seller} prima di inviarlo di nuovo.',
  'transfer.allArrived': 'Ricevuto: {amount}, non manca nulla',
  'transfer.booked': 'Contabilizzato alla banca del venditore',
  'transfer.receiptSent': 'Ricevuta inviata',
  'transfer.viewReceipt': 'Vedi la ricevuta',
  'transfer.paid': 'Pagato',

  // Processing page
  'processing.title': 'Stiamo controllando il tuo pagamento',
  'processing.heading': 'Stiamo chiedendo alla tua banca. Non pagare di nuovo.',
  'processing.leadCard':
    '{amount} con {card}. La banca ha la richiesta e non ha ancora dato la risposta definitiva. Di solito ci vuole meno di un minuto.',
  'processing.lead':
    '{amount}. La banca ha la richiesta e non ha ancora dato la risposta definitiva. Di solito ci vuole meno di un minuto.',
  'processing.sent': 'Inviato alla banca',
  'processing.waiting': 'In attesa della risposta della banca',
  'processing.asked': 'Ultima richiesta: {time}, poi ogni {duration}',
  'processing.receiptTo': 'Ricevuta a {email}',
  'processing.receipt': 'Ricevuta',
  'processing.mayClose':
    'Puoi chiudere questa pagina. Ti mandiamo la ricevuta, o ti diciamo che non c’è stato alcun addebito.',
  'processing.placeStays': 'Intanto il tuo posto resta tuo.',
  'processing.payment': 'Pagamento {id}.',
  'processing.checkNow': 'Controlla ora',
  'processing.actionHeading': 'La tua banca aspetta la tua risposta',
  'processing.actionLead':
    '{amount}: non è ancora stato addebitato nulla. Vai alla pagina della tua banca e conferma il pagamento, oppure torna indietro e paga in un altro modo.',
  'processing.actionGo': 'Vai alla tua banca',
  'processing.actionCancel': 'Annulla questo pagamento',

  // Receipt
  'receipt.title': 'Ricevuta {number}, {seller}',
  'receipt.thanks': 'Grazie, {name}. Pagamento effettuato.',
  'receipt.thanksPlain': 'Grazie. Pagamento effettuato.',
  'receipt.refundedHeading': 'Questo pagamento è stato rimborsato',
  'receipt.partlyRefundedHeading': 'Una parte di questo pagamento è stata rimborsata',
  'receipt.refundPendingHeading': 'Un rimborso è in arrivo',
  'receipt.paid': 'Pagato',
  'receipt.ofPaid': 'su un pagamento di {amount}',
  'receipt.refundNotFinal': 'pagato; il rimborso non è ancora definitivo',
  'receipt.refunded': 'Rimborsato',
  'receipt.partlyRefunded': 'Rimborsato in parte',
  'receipt.refundPending': 'Rimborso in corso',
  'receipt.print': 'Stampa',
  'receipt.pdf': 'Scarica il PDF',
  'receipt.receipt': 'Ricevuta',
  'receipt.payment': 'Pagamento {id}',
  'receipt.seller': 'Venditore',
  'receipt.billedTo': 'Intestato a',
  'receipt.taxId': 'P. IVA/C.F. {id}',
  'receipt.next': 'Cosa succede dopo',
  'receipt.nextPaid': 'Il venditore lo sa già. Una copia di questa ricevuta ti sta arrivando.',
  'receipt.nextRefunded': 'Il denaro torna sulla carta da cui è partito. Di solito arriva in 3–10 giorni.',
  'receipt.item': 'Articolo',
  'receipt.quantity': 'Q.tà',
  'receipt.unit': 'Prezzo',
  'receipt.tax': 'Imposta',
  'receipt.lineTotal': 'Totale',
  'receipt.kept': 'Pagato dopo i rimborsi',
  'receipt.signed':
    '<b>Ricevuta firmata.</b> Chiunque può verificare offline che è autentica e invariata: conserva il <file>file firmato</file> e leggi <guide>come verificarla</guide>.',
  'receipt.verify': 'Verifica questa ricevuta',
  'receipt.key': 'chiave {id}',
  'receipt.backTo': 'Torna da {seller}',
  'receipt.askRefund': 'Chiedi un rimborso',
  'receipt.pdf.heading': 'Ricevuta {number}',
  'receipt.pdf.test': 'PROVA – nessun movimento di denaro.',
  'receipt.pdf.converted': 'Convertito da {from} a 1 EUR = {rate} USD.',
  'receipt.pdf.convertedByBank': 'Convertito da {from} a 1 EUR = {rate} USD, Banca centrale europea, {day}.',
  'receipt.pdf.refunded': 'Restituito: {amount}. Pagato dopo i rimborsi: {kept}.',
  'receipt.pdf.refundPending': 'Un rimborso è in arrivo.',
  'receipt.pdf.refundNote':
    'Situazione: {moment}. Questa nota può cambiare, perciò non fa parte di ciò che è firmato.',
  'receipt.pdf.signed': 'Ricevuta firmata',
  'receipt.pdf.signedFile':
    'Il file allegato {file} contiene ciò che dice questa ricevuta, firmato con Ed25519. Chiunque può verificare offline che è autentica e invariata, con la chiave pubblicata qui:',
  'receipt.pdf.notWhole':
    '□ sta per un carattere che qui non si può stampare. Il file allegato li contiene tutti.',
  'receipt.pdf.qrCode': 'Codice QR con l’indirizzo di questa ricevuta',
  'receipt.pdf.open': 'Apri questa ricevuta',
  'receipt.pdf.page': 'pagina {page} di {pages}',
  'receipt.pdf.fileDescription': 'La ricevuta firmata',

  // Announcements: one page for each way a link or checkout can be closed
  'announcement.linkNotFound': 'A questo indirizzo non c’è alcun link di pagamento',
  'announcement.linkNotFoundLead':
    'Forse l’indirizzo è incompleto. Confrontalo con quello che hai ricevuto o chiedine uno nuovo al venditore. Non è stato addebitato nulla.',
  'announcement.linkInactive': 'Questo link di pagamento è disattivato',
  'announcement.linkInactiveLead':
    'Al momento il venditore non accetta pagamenti con questo link. Non ti è stato addebitato nulla.',
  'announcement.linkDeleted': 'Questo link di pagamento è stato rimosso',
  'announcement.linkDeletedLead':
    'Il venditore lo ha eliminato, quindi non accetta più pagamenti. Non ti è stato addebitato nulla.',
  'announcement.linkExpired': 'La vendita è terminata: {moment}, {zone}',
  'announcement.linkExpiredPlain': 'La vendita è terminata',
  'announcement.linkExpiredLead': 'Questo link non accetta più pagamenti. Non ti è stato addebitato nulla.',
  'announcement.linkUsedUp': 'Tutti i posti sono occupati',
  'announcement.linkUsedUpLead':
    'Ogni posto di questo link è pagato, quindi aspettare non ne libera nessuno. Non ti è stato addebitato nulla.',
  'announcement.linkHeld': 'Tutti i posti sono riservati in questo momento',
  'announcement.linkHeldLead':
    'Gli ultimi posti sono di chi sta pagando. Non tutti i pagamenti vanno a buon fine, quindi vale la pena riprovare.',
  'announcement.linkHeldRelease': 'Il prossimo posto si libera al più tardi: <b>{time}</b>.',
  'announcement.linkHeldUndecided':
    'L’ultima parola è delle loro banche. Di solito ci vuole meno di un minuto.',
  'announcement.linkHeldNote':
    'Non ti è stato addebitato nulla. Questa pagina controlla da sola ogni {duration}.',
  'announcement.checkAgain': 'Controlla di nuovo ora',
  'announcement.seeOffers': 'Vedi le offerte attuali',
  'announcement.paidAlready': 'Hai già pagato? La ricevuta è nella tua e-mail e resta valida.',
  'announcement.checkoutNotFound': 'A questo indirizzo non c’è alcun pagamento',
  'announcement.checkoutNotFoundLead':
    'L’indirizzo è incompleto o non è più valido. Per averlo aperto non è stato addebitato nulla. Se hai già pagato, la ricevuta è nella tua e-mail.',
  'announcement.checkoutCanceled': 'Questo pagamento è stato annullato',
  'announcement.checkoutCanceledLead': 'Non ti è stato addebitato nulla.',
  'announcement.placeReleased': 'Il venditore ha dato il tuo posto ad altri',
  'announcement.placeReleasedLead':
    'Non ti è stato addebitato nulla. Puoi ricominciare finché ci sono posti.',
  'announcement.saleClosed': 'Il venditore ha chiuso questa vendita',
  'announcement.saleClosedLead': 'Non ti è stato addebitato nulla e qui non si può più pagare.',
  'announcement.checkoutExpired': 'Il tempo per pagare è finito: {time}',
  'announcement.checkoutExpiredLead':
    'Non ti è stato addebitato nulla. Un posto che era riservato per te è di nuovo libero.',
  'announcement.checkoutFailed': 'Questo pagamento non è andato a buon fine',
  'announcement.checkoutFailedLead':
    'Non è stato effettuato alcun addebito. I tentativi sono esauriti; puoi ricominciare con un’altra carta.',
  'announcement.checkoutPaid': 'Il pagamento è già stato fatto',
  'announcement.checkoutPaidLead': '{amount}: addebito avvenuto una sola volta. Qui non c’è altro da fare.',
  'announcement.checkoutRefunded': 'Questo pagamento è stato rimborsato',
  'announcement.checkoutRefundedLead':
    '{amount}: l’importo torna sulla carta da cui è partito. Di solito arriva in 3–10 giorni.',
  'announcement.latePayment': 'Il tuo pagamento è arrivato troppo tardi e torna indietro',
  'announcement.latePaymentLead':
    '{amount}: il denaro è arrivato quando il pagamento era già chiuso e non restava alcun posto. Viene rimborsato per intero, di solito in 3–10 giorni.',
  'announcement.openReceipt': 'Apri la ricevuta',
  'announcement.startAgain': 'Ricomincia',
  'announcement.pageNotFound': 'A questo indirizzo non c’è alcuna pagina',
  'announcement.pageNotFoundLead':
    'Confronta l’indirizzo con quello che hai ricevuto. Non è stato addebitato nulla.',
  'announcement.foreignForm': 'Questo modulo veniva da un altro sito',
  'announcement.foreignFormLead':
    'Non è stato avviato né addebitato nulla. Apri la pagina del venditore e compila lì il modulo.',
  'announcement.openPage': 'Apri la pagina del venditore',
  'announcement.tooManyRequests': 'Troppi tentativi dalla tua connessione',
  'announcement.tooManyRequestsLead': 'Non ti è stato addebitato nulla. Aspetta {duration} e riprova.',
  'announcement.unavailable': 'La cassa è chiusa per un momento',
  'announcement.unavailableLead':
    'Non riusciamo a consultare i nostri registri, quindi ora non viene addebitato nulla. Riprova tra un minuto; un pagamento già fatto è al sicuro.',
  'announcement.error': 'Qualcosa è andato storto da parte nostra',
  'announcement.errorLead':
    'Se stavi pagando, prima riapri la pagina: mostra se il pagamento è andato a buon fine. Non viene mai addebitato due volte.',
  'announcement.openAgain': 'Riapri questa pagina',
  'announcement.requestId': 'Per l’assistenza: richiesta {id}.',

  // The page that leaves for another site
  'leave.title': 'Vai a {host}',
  'leave.provider': 'La pagina di pagamento si apre su {host}',
  'leave.providerLead': 'Si paga lì. Non viene addebitato nulla prima della tua conferma.',
  'leave.return': 'Torna a {host}',
  'leave.returnPaidLead': 'È pagato. La ricevuta ti sta arrivando.',
  'leave.returnCanceledLead': 'Il pagamento è stato annullato. Non ti è stato addebitato nulla.',
  'leave.returnFailedLead': 'Il pagamento non è andato a buon fine. Non è stato effettuato alcun addebito.',
  'leave.go': 'Continua su {host}',
  'leave.note': 'Se tra un momento non succede nulla, usa il pulsante.',

  // Mails
  'mail.footer': 'Inviato da {platform}.',
  'mail.footerFor': 'Inviato da {platform} per {organization}.',
  'mail.openAddress': 'Se il pulsante non funziona, apri questo indirizzo: {address}',
  'mail.testSubject': '[Prova] {subject}',
  'mail.testNote': 'Era una prova. Nessun movimento di denaro.',

  'mail.receipt.subject': 'Ricevuta {number} di {seller}',
  'mail.receipt.lead': '{seller} ha ricevuto {amount}.',
  'mail.receipt.number': 'Ricevuta',
  'mail.receipt.paidAt': 'Pagato',
  'mail.receipt.card': 'Carta',
  'mail.receipt.payment': 'Pagamento',
  'mail.receipt.button': 'Apri la ricevuta',
  'mail.receipt.note':
    'La ricevuta resta a questo indirizzo. Chi lo ha può aprirla: condividilo con attenzione.',
  'mail.receipt.contact': 'Le domande sul tuo acquisto vanno al venditore: {email}',

  'mail.transfer.subject.instructions': 'Invia {amount} a {seller}',
  'mail.transfer.subject.reminder': 'Il bonifico di {missing} a {seller} non è ancora arrivato',
  'mail.transfer.subject.missing': 'Ricevuto: {received}, da saldare: {missing}',
  'mail.transfer.heading.instructions': 'Invia {amount} a {seller}',
  'mail.transfer.heading.reminder': 'Il bonifico di {missing} non è ancora arrivato',
  'mail.transfer.heading.missing': 'Ricevuto: {received}. Da saldare: {missing}.',
  'mail.transfer.lead.instructions':
    'Non è ancora pagato. Fai il bonifico dal tuo conto, in una o più volte. Dalla causale sappiamo che il denaro è tuo, e la tua banca confronta il beneficiario: scrivi entrambi esattamente così.',
  'mail.transfer.lead.reminder':
    'Se lo hai inviato nell’ultimo giorno lavorativo, non c’è nulla da fare. Altrimenti, ecco cosa inviare:',
  'mail.transfer.lead.missing':
    'Invia il resto allo stesso conto, con la stessa causale. I bonifici si sommano; non inviare di nuovo l’intero importo.',
  'mail.transfer.place': 'Il tuo posto è riservato fino a: {time}.',
  'mail.transfer.noPlace':
    'Si può pagare fino a: {time}. Intanto nessun posto è riservato: se l’offerta è esaurita quando arriva il denaro, ti viene restituito.',
  'mail.transfer.until': 'Si può pagare fino a: {time}.',
  'mail.transfer.test': 'Modalità di prova. Non inviare denaro.',
  'mail.transfer.button': 'Apri con il codice per l’app della tua banca',
  'mail.transfer.note': 'Quando è arrivato tutto, la ricevuta arriva per e-mail. Non c’è altro da fare.',

  'mail.returned.subject.buyer': 'Rimborso di {amount}',
  'mail.returned.heading.buyer': '{seller} ti restituisce {amount}',
  'mail.returned.why.buyer.late':
    'Il tuo pagamento è arrivato quando l’acquisto era già chiuso e non restava alcun posto. Non è stato acquistato nulla e non devi nulla.',
  'mail.returned.why.buyer.excess':
    'È arrivato più di quanto c’era da pagare. Il tuo acquisto resta tuo; l’eccedenza torna indietro.',
  'mail.returned.why.buyer.nothing_sold':
    'Questo denaro è arrivato quando l’acquisto era già chiuso. Non è stato acquistato nulla e non devi nulla.',
  'mail.returned.how.buyer.transfer':
    'Torna con un bonifico al conto da cui è arrivato, di solito entro due giorni lavorativi.',
  'mail.returned.how.buyer.provider': 'Torna per la via da cui è arrivato, di solito in 3–10 giorni.',
  'mail.returned.test': 'Modalità di prova. Nessun movimento di denaro.',
  'mail.returned.button.buyer': 'Vedi il pagamento',
};
