import type { Catalogue } from '../catalogue-shape.ts';

/** French. Formal “vous”, without a gender for the reader; narrow no-break spaces before ; ! ? and inside guillemets. */
export const french: Catalogue = {
  // Every page
  'site.runsOn': 'Fonctionne avec {platform}',
  'site.language': 'Langue : {language}',
  'site.terms': 'Conditions',
  'site.contact': 'Contacter le vendeur',
  'site.writeToSeller': 'Écrire au vendeur',
  'site.visitSeller': 'Voir le site du vendeur',
  'site.connectionLost':
    '<b>La connexion a été coupée.</b> Nous ne savons pas si la dernière étape est arrivée. Appuyez à nouveau sur le bouton : c’est sans risque, un paiement répété n’est débité qu’une fois.',
  'mode.test': '<b>Mode test.</b> Aucune carte n’est débitée, aucun argent ne circule.',
  'mode.testMoved': '<b>Mode test.</b> Aucun argent n’a circulé.',
  'mode.testMode': 'Mode test',
  'mode.testCards': 'Cartes de test',
  'mode.testCardsHint': 'Toute date d’expiration future et tout cryptogramme conviennent.',
  'mode.useCard': 'Remplir avec la carte de test {number}',

  // Test cards
  'testCard.pays': 'paie',
  'testCard.declined': 'refusée',
  'testCard.insufficientFunds': 'provision insuffisante',
  'testCard.expired': 'expirée',
  'testCard.wrongCode': 'cryptogramme incorrect',
  'testCard.error': 'erreur, un nouvel essai peut réussir',
  'testCard.challenge': 'demande 3-D Secure',
  'testCard.pending': 'reste en attente, puis paie',
  'testCard.early': 'paie avant votre retour',

  // Time
  'time.inCity': 'heure locale à {city} ({zone})',
  'time.hours': { one: '{count} heure', many: '{count} heures', other: '{count} heures' },
  'time.minutes': { one: '{count} minute', many: '{count} minutes', other: '{count} minutes' },
  'time.seconds': { one: '{count} seconde', many: '{count} secondes', other: '{count} secondes' },
  'time.minutesLeft': 'encore {minutes} min',

  // The order
  'order.label': 'Votre commande',
  'order.whatYouBuy': 'Ce que vous achetez',
  'order.items': { one: '{count} article', many: '{count} articles', other: '{count} articles' },
  'order.total': 'Total',
  'order.totalIncluded': 'Total, taxes comprises',
  'order.totalAdded': 'Total, taxes comprises',
  'order.totalUntaxed': 'Total, sans taxe',
  'order.toPayIncluded': 'À payer, taxes comprises',
  'order.toPayAdded': 'À payer, taxes comprises',
  'order.toPayUntaxed': 'À payer, sans taxe',
  'order.currency': 'Devise',
  'order.lineTax': 'taxe {rate}',
  'order.lineQuantity': '{quantity} × {price}',
  'order.net': 'Hors taxes',
  'order.includedTax': 'dont taxe {rate}',
  'order.addedTax': 'plus taxe {rate}',
  'order.soldBy': 'Vendu par {seller}',
  'order.convertedByBank':
    'Converti depuis {from} à <b>1 EUR = {rate} USD</b>, Banque centrale européenne, {day}. Le prix est fixé dès que vous continuez.',
  'order.convertedByPlatform':
    'Converti depuis {from} à <b>1 EUR = {rate} USD</b>, cours de {platform}. Le prix est fixé dès que vous continuez.',
  'order.convertedByBankFixed':
    'Converti depuis {from} à <b>1 EUR = {rate} USD</b>, Banque centrale européenne, {day}. Le prix est fixé.',
  'order.convertedByPlatformFixed':
    'Converti depuis {from} à <b>1 EUR = {rate} USD</b>, cours de {platform}. Le prix est fixé.',
  'order.previewPrice': '{amount}, vendu par {seller}',
  'order.andMore': {
    one: '{first} et {count} autre article',
    many: '{first} et {count} autres articles',
    other: '{first} et {count} autres articles',
  },

  // How tax was calculated
  'tax.how': 'Comment la taxe est calculée',
  'tax.inclusive':
    'Les prix comprennent la taxe. Elle est arrondie une fois par ligne : prix × taux ÷ (100 % + taux).',
  'tax.exclusive': 'La taxe s’ajoute aux prix, arrondie une fois par ligne : prix × taux.',

  // Link page
  'link.title': '{what}, {seller}',
  'poster.scan': 'Scannez pour payer',
  'poster.scanTest': 'Mode test. Scannez pour essayer ; aucun argent ne circule.',
  'poster.qrCode': 'Code QR avec l’adresse de cette offre',
  'link.heading': 'Vos coordonnées',
  'link.continue': 'Passer au paiement de {amount}',
  'link.continuing': 'Un instant',
  'link.nothingYet': 'Vous payez à l’étape suivante. Rien n’est débité maintenant.',
  'link.placesLeft': {
    one: '<b>Encore {count} place.</b> Elle vous est gardée {duration} dès que vous continuez.',
    many: '<b>Encore {count} places.</b> La vôtre est gardée {duration} dès que vous continuez.',
    other: '<b>Encore {count} places.</b> La vôtre est gardée {duration} dès que vous continuez.',
  },
  'link.places': {
    one: 'encore {count} place',
    many: 'encore {count} places',
    other: 'encore {count} places',
  },
  'link.onSaleUntil': 'En vente jusqu’au <b>{moment}</b>, {zone}.',
  'link.notePlaces': '<b>{places}</b>',
  'link.noteUntil': 'En vente jusqu’au {moment}',
  'link.noteBoth': '<b>{places}</b>, en vente jusqu’au {moment}',
  'link.company': 'Achat pour une entreprise ? Indiquez son nom et son numéro fiscal',
  'link.address': 'Ajouter un téléphone ou une adresse',

  // Billing fields
  'field.optional': 'facultatif',
  'field.email': 'E-mail',
  'field.emailHint': 'Votre reçu y sera envoyé.',
  'field.firstName': 'Prénom',
  'field.lastName': 'Nom',
  'field.country': 'Pays',
  'field.chooseCountry': 'Choisir',
  'field.postalCode': 'Code postal',
  'field.state': 'État ou région',
  'field.company': 'Entreprise',
  'field.taxId': 'Numéro fiscal',
  'field.phone': 'Téléphone',
  'field.line1': 'Numéro et rue',
  'field.line2': 'Appartement ou étage',
  'field.city': 'Ville',

  // Card fields
  'field.number': 'Numéro de carte',
  'field.expiry': 'Expiration',
  'field.expiryHint': 'MM / AA',
  'field.cvc': 'Cryptogramme',
  'field.cvcHint': '3 chiffres',
  'field.cvcHintLong': '4 chiffres',
  'field.cardName': 'Nom sur la carte',

  // Errors beside a field, repeated in the summary
  'error.summary': {
    '=1': 'Un champ est à vérifier. Rien n’a été débité.',
    '=2': 'Deux champs sont à vérifier. Rien n’a été débité.',
    '=3': 'Trois champs sont à vérifier. Rien n’a été débité.',
    '=4': 'Quatre champs sont à vérifier. Rien n’a été débité.',
    one: '{count} champ est à vérifier. Rien n’a été débité.',
    many: '{count} champs sont à vérifier. Rien n’a été débité.',
    other: '{count} champs sont à vérifier. Rien n’a été débité.',
  },
  'error.summaryLine': '{label} : {message}',
  'error.title': 'Vérifiez le formulaire : {title}',
  'error.emailMissing': 'Saisissez votre adresse e-mail.',
  'error.emailWrong': 'Écrivez-la comme name@example.com.',
  'error.firstNameMissing': 'Saisissez votre prénom.',
  'error.countryMissing': 'Choisissez un pays.',
  'error.postalCodeMissing': 'Saisissez le code postal. Les banques des États-Unis le vérifient.',
  'error.tooLong': {
    one: '{count} caractère au plus.',
    many: '{count} caractères au plus.',
    other: '{count} caractères au plus.',
  },
  'error.notAllowed': 'Cette valeur n’est pas acceptée. Modifiez-la et réessayez.',
  'error.numberMissing': 'Saisissez le numéro de carte.',
  'error.numberDigits': 'Des chiffres uniquement.',
  'error.numberShort': {
    '=1': 'Il manque un chiffre sur {expected}.',
    '=2': 'Il manque deux chiffres sur {expected}.',
    '=3': 'Il manque trois chiffres sur {expected}.',
    one: 'Il manque {count} chiffre sur {expected}.',
    many: 'Il manque {count} chiffres sur {expected}.',
    other: 'Il manque {count} chiffres sur {expected}.',
  },
  'error.numberLong': {
    '=1': 'Il y a un chiffre de trop : cette carte en a {expected}.',
    '=2': 'Il y a deux chiffres de trop : cette carte en a {expected}.',
    one: 'Il y a {count} chiffre de trop : cette carte en a {expected}.',
    many: 'Il y a {count} chiffres de trop : cette carte en a {expected}.',
    other: 'Il y a {count} chiffres de trop : cette carte en a {expected}.',
  },
  'error.numberChecksum': 'Un chiffre est faux. Comparez avec la carte.',
  'error.testCardRequired':
    'Seules les cartes de test fonctionnent ici. Choisissez-en une dans la liste en haut de la page.',
  'error.expiryMissing': 'Saisissez la date d’expiration.',
  'error.expiryShape': 'Écrivez le mois et l’année, par exemple 08 / 28.',
  'error.expiryMonth': 'Le mois va de 01 à 12.',
  'error.expiryPassed': 'Cette date est passée.',
  'error.cvcMissing': 'Saisissez le cryptogramme.',
  'error.cvcDigits': 'Saisissez les {count} chiffres au dos de la carte.',
  'error.cvcDigitsFront': 'Saisissez les {count} chiffres au recto de la carte.',
  'error.cardNameMissing': 'Saisissez le nom inscrit sur la carte.',

  // Checkout page
  'checkout.title': 'Payer {amount}, {seller}',
  'checkout.declinedTitle': 'Refusé : payer {amount}',
  'checkout.heading': 'Payer par carte',
  'checkout.headingLive': 'Paiement sécurisé',
  'checkout.change': 'Modifier',
  'checkout.pay': 'Payer {amount}',
  'checkout.paying': 'Paiement de {amount}',
  'checkout.continueLive': 'Passer au paiement',
  'checkout.liveNote':
    'Vous payez {amount} sur la page de {provider}. Les données de votre carte y vont directement et ne passent jamais par ce site.',
  'checkout.provider': 'notre prestataire de paiement',
  'checkout.placeKept': 'Place gardée. Limite : <b>{time}</b>',
  'checkout.openUntil': 'Ouvert. Limite : <b>{time}</b>',
  'checkout.extend': 'Prolonger',
  'checkout.extending': 'Prolongation',
  'checkout.cancelNote': '<link>Annuler</link> et revenir chez {seller}',
  'checkout.canceling': 'Annulation',
  'checkout.attemptsLeft': {
    one: 'Encore {count} essai sur {limit}.',
    many: 'Encore {count} essais sur {limit}.',
    other: 'Encore {count} essais sur {limit}.',
  },

  // Notices above a form
  'notice.renewed': '<b>C’est prolongé.</b> Nouvelle limite : {time}.',
  'notice.placeHeld':
    '<b>Votre place est gardée. Limite : {time}.</b> Corrigez ce que vous voulez et continuez.',
  'notice.notRenewable':
    '<b>Impossible de prolonger davantage.</b> Limite pour payer : {time}. Vous pouvez aussi recommencer plus tard.',
  'notice.othersFirst':
    '<b>Impossible de prolonger : d’autres passent d’abord.</b> Une place a déjà été gardée depuis votre connexion sans être payée. Limite pour payer : {time}.',
  'notice.keptForOthers':
    '<b>D’autres passent d’abord pour l’instant.</b> Une place a été gardée depuis votre connexion sans être payée. Rien n’a été débité. Réessayez dans {duration}.',
  'notice.tooManyTries': '<b>Trop d’essais.</b> Rien n’a été débité. Attendez {duration} et réessayez.',
  'notice.outOfBounds':
    '<b>Le vendeur ne peut pas accepter ce montant pour l’instant.</b> Rien n’a été débité. Écrivez au vendeur.',
  'notice.currencyUnavailable':
    '<b>Cette devise n’est pas proposée en ce moment.</b> Rien n’a été débité. Choisissez l’autre.',
  'notice.wayGone':
    'Le vendeur ne propose plus ce mode de paiement. Rien n’a été débité ; choisissez-en un autre.',
  'notice.unavailable':
    '<b>Cela n’a pas fonctionné cette fois.</b> Rien n’a été débité. Réessayez dans un instant.',

  // Declines: what happened, whether money moved, what next
  'decline.card_declined': 'Votre banque a refusé la carte',
  'decline.insufficient_funds': 'Votre banque a refusé la carte : provision insuffisante',
  'decline.expired_card': 'Votre banque a refusé la carte : elle a expiré',
  'decline.incorrect_cvc': 'Votre banque a refusé la carte : cryptogramme incorrect',
  'decline.processing_error': 'La banque n’a pas pu traiter la carte pour l’instant',
  'decline.authentication_failed': 'Le paiement n’a pas été confirmé auprès de votre banque',
  'decline.returned': 'Vous êtes de retour sans avoir payé',
  'decline.next.card_declined':
    'Aucune somme n’a été prélevée. Essayez <link>une autre carte</link>, ou demandez à votre banque puis réessayez celle-ci.',
  'decline.next.expired_card': 'Aucune somme n’a été prélevée. Essayez <link>une autre carte</link>.',
  'decline.next.incorrect_cvc':
    'Aucune somme n’a été prélevée. Comparez le cryptogramme avec la carte et <link>réessayez</link>.',
  'decline.next.processing_error':
    'Aucune somme n’a été prélevée. <link>Réessayez</link> dans un instant, ou prenez une autre carte.',
  'decline.next.authentication_failed':
    'Aucune somme n’a été prélevée. <link>Réessayez</link> et confirmez auprès de votre banque, ou prenez une autre carte.',
  'decline.next.returned': 'Aucune somme n’a été prélevée. Continuez quand vous voulez.',
  'decline.placeStays': 'Votre place reste à vous. Limite : {time}.',
  'decline.card': 'Carte •••• {last4}, {brand}, {time}.',
  'card.masked': '{brand} •••• {last4}',
  'card.unknown': 'Carte',

  // 3-D Secure test page
  'challenge.title': 'Confirmez ce paiement',
  'challenge.bank': 'Banque de test',
  'challenge.secure': '3-D Secure',
  'challenge.heading': 'Ce paiement est-il le vôtre ?',
  'challenge.payTo': 'Bénéficiaire',
  'challenge.amount': 'Montant',
  'challenge.card': 'Carte',
  'challenge.askedAt': 'Demandé le',
  'challenge.approve': 'Approuver',
  'challenge.refuse': 'Refuser',
  'challenge.abandon': 'Abandonner',
  'challenge.sending': 'Envoi de votre réponse',
  'challenge.note':
    'Une vraie banque demanderait ici son application ou un code. « Abandonner » repart sans réponse.',

  // Ways to pay
  'way.heading': 'Comment voulez-vous payer ?',
  'way.transferHeading': 'Payer par virement',
  'way.testCard': 'Carte de test',
  'way.testCardLine': 'Uniquement en mode test. Rien n’est débité.',
  'way.redirectLine': 'Vous payez sur la page de {provider} et revenez ici.',
  'way.redirectNext': 'Ensuite : la page du prestataire. Le débit a lieu là-bas, une seule fois.',
  'way.transfer': 'Virement bancaire',
  'way.transferLine': 'Depuis votre propre compte, arrivé en quelques secondes ou en un jour ouvré.',
  'way.transferPlace': {
    one: 'Votre place est gardée {count} jour.',
    many: 'Votre place est gardée {count} jours.',
    other: 'Votre place est gardée {count} jours.',
  },
  'way.transferDays': {
    one: 'Vous avez {count} jour pour le faire.',
    many: 'Vous avez {count} jours pour le faire.',
    other: 'Vous avez {count} jours pour le faire.',
  },
  'way.transferNoPlace':
    'Votre place n’est pas gardée entre-temps : s’il n’en reste plus quand l’argent arrive, il vous est rendu.',
  'way.transferNext': 'Ensuite : le compte et la référence. Rien n’est débité maintenant.',

  // Transfer page
  'transfer.title': 'Virement de {amount} à {seller}',
  'transfer.heading': 'Faites votre virement',
  'transfer.lead':
    'Rien n’est encore payé. Copiez ces quatre éléments ou scannez le code : la référence (à mettre dans le motif, si votre banque n’a pas de champ pour elle) nous dit que l’argent vient de vous.',
  'transfer.toPay': 'À payer par virement',
  'transfer.amount': 'Montant',
  'transfer.accountName': 'Bénéficiaire',
  'transfer.iban': 'IBAN',
  'transfer.bic': 'BIC',
  'transfer.bicLine': 'BIC {bic}, si votre banque le demande',
  'transfer.reference': 'Référence',
  'transfer.copyAmount': 'Copier le montant',
  'transfer.copyName': 'Copier le nom',
  'transfer.copyIban': 'Copier l’IBAN',
  'transfer.copyReference': 'Copier la référence',
  'transfer.copied': 'Copié',
  'transfer.nameWhy':
    'Le compte est à ce nom, pas à celui de {seller}, et votre banque le compare : écrivez-le exactement ainsi.',
  'transfer.nameSame': 'Votre banque compare le nom : écrivez-le exactement ainsi.',
  'transfer.scan': 'Scannez avec votre appli bancaire',
  'transfer.scanNote':
    'Le code remplit les quatre champs. Sur un téléphone, enregistrez-le et ouvrez-le dans l’application.',
  'transfer.scanRest': 'Scannez pour le reste',
  'transfer.scanRestNote': 'Même compte, même bénéficiaire, même référence. Les virements s’additionnent.',
  'transfer.save': 'Enregistrer le code',
  'transfer.code': 'Code QR avec le montant, le compte et la référence',
  'transfer.kept':
    'Votre place est gardée jusqu’au <b>{time}</b>, {zone}. Tout cela se trouve aussi dans votre e-mail.',
  'transfer.open':
    'Le paiement est possible jusqu’au <b>{time}</b>, {zone}. Tout cela se trouve aussi dans votre e-mail.',
  'transfer.noPlace':
    'Aucune place n’est gardée entre-temps : si l’offre est épuisée quand l’argent arrive, il vous est rendu.',
  'transfer.sent': 'J’ai fait le virement',
  'transfer.sending': 'Envoi au vendeur',
  'transfer.sentNote': 'Ce bouton n’est pas obligatoire : nous verrons l’argent dans tous les cas.',
  'transfer.otherWay': 'Payer autrement',
  'transfer.next': 'Et ensuite',
  'transfer.youSend': 'Vous virez {amount}',
  'transfer.youSendNote': 'Avec la référence, en un ou plusieurs virements',
  'transfer.arrives': 'L’argent arrive',
  'transfer.arrivesNote': 'Virement instantané en quelques secondes, les autres en un jour ouvré',
  'transfer.receipt': 'Votre reçu',
  'transfer.receiptTo': 'À {email}',
  'transfer.receiptPlace': 'À {email}, et la place est à vous',
  'transfer.band': '<b>Mode test.</b> N’envoyez pas d’argent.',
  'transfer.partHeading': 'Arrivé : {received}. Il manque {missing}.',
  'transfer.arrived': 'Arrivé : {amount}',
  'transfer.missing': 'Il manque {amount}',
  'transfer.onItsWay': 'En route : {amount}',
  'transfer.toPayTotal': 'À payer',
  'transfer.arrivedOn': 'Arrivé le {day}',
  'transfer.comes': 'En route',
  'transfer.toSend': 'Reste à virer',
  'transfer.wayHeading': 'Virement de {amount} en route. Ne le refaites pas.',
  'transfer.wayLead':
    'La banque du vendeur l’a annoncé et ne l’a pas encore comptabilisé. Le paiement compte dès que c’est fait, en général le jour ouvré suivant.',
  'transfer.sentHeading': 'Vous avez viré {amount}. Ne refaites pas le virement.',
  'transfer.sentLead':
    'L’argent n’est pas encore arrivé à la banque du vendeur. Un virement instantané prend quelques secondes, les autres un jour ouvré ; nous le voyons quand le vendeur relève son compte.',
  'transfer.saidSent': 'Vous avez signalé l’envoi',
  'transfer.seen': 'Vu à la banque du vendeur',
  'transfer.notSeen': 'En attente de la banque du vendeur',
  'transfer.receiptSoon': 'Envoi du reçu à {email}',
  'transfer.showAgain': 'Compte et référence',
  'transfer.mayClose': 'Vous pouvez fermer cette page ; nous vous écrirons dès que c’est comptabilisé.',
  'transfer.placeStays': 'Votre place reste à vous jusqu’au <b>{time}</b>, {zone}.',
  'transfer.waitsUntil': 'Nous attendons jusqu’au <b>{time}</b>, {zone}.',
  'transfer.payment': 'Paiement {id}, référence {reference}',
  'transfer.arrivedHeading': 'Votre virement est arrivé.',
  'transfer.takenBackHeading': 'Votre banque a repris {amount}.',
  'transfer.takenBackLead':
    '{seller} n’a plus cet argent, et le sait. Demandez-en la raison à votre banque, et écrivez à {seller} avant de refaire le virement.',
  'transfer.allArrived': 'Arrivé : {amount}, il ne manque rien',
  'transfer.booked': 'Comptabilisé à la banque du vendeur',
  'transfer.receiptSent': 'Reçu envoyé',
  'transfer.viewReceipt': 'Voir le reçu',
  'transfer.paid': 'Payé',

  // Processing page
  'processing.title': 'Nous vérifions votre paiement',
  'processing.heading': 'Nous interrogeons votre banque. Ne payez pas une seconde fois.',
  'processing.leadCard':
    '{amount} avec {card}. La banque a reçu la demande et n’a pas encore donné sa réponse définitive. Cela prend en général moins d’une minute.',
  'processing.lead':
    '{amount}. La banque a reçu la demande et n’a pas encore donné sa réponse définitive. Cela prend en général moins d’une minute.',
  'processing.sent': 'Envoyé à la banque',
  'processing.waiting': 'En attente de la réponse de la banque',
  'processing.asked': 'Dernière demande à {time}, puis toutes les {duration}',
  'processing.receiptTo': 'Envoi du reçu à {email}',
  'processing.receipt': 'Reçu',
  'processing.mayClose':
    'Vous pouvez fermer cette page. Nous vous enverrons le reçu, ou vous dirons qu’aucune somme n’a été prélevée.',
  'processing.placeStays': 'Votre place reste à vous entre-temps.',
  'processing.payment': 'Paiement {id}.',
  'processing.checkNow': 'Vérifier maintenant',
  'processing.actionHeading': 'Votre banque attend votre réponse',
  'processing.actionLead':
    '{amount} : rien n’est encore débité. Continuez vers la page de votre banque et confirmez le paiement, ou revenez et payez autrement.',
  'processing.actionGo': 'Continuer vers votre banque',
  'processing.actionCancel': 'Annuler ce paiement',

  // Receipt
  'receipt.title': 'Reçu {number}, {seller}',
  'receipt.thanks': 'Merci, {name}. C’est payé.',
  'receipt.thanksPlain': 'Merci. C’est payé.',
  'receipt.refundedHeading': 'Ce paiement a été remboursé',
  'receipt.partlyRefundedHeading': 'Une partie de ce paiement a été remboursée',
  'receipt.refundPendingHeading': 'Un remboursement est en route',
  'receipt.paid': 'Payé',
  'receipt.ofPaid': 'sur un paiement de {amount}',
  'receipt.refundNotFinal': 'payé ; remboursement pas encore définitif',
  'receipt.refunded': 'Remboursé',
  'receipt.partlyRefunded': 'Remboursé en partie',
  'receipt.refundPending': 'Remboursement en cours',
  'receipt.print': 'Imprimer',
  'receipt.pdf': 'Télécharger le PDF',
  'receipt.receipt': 'Reçu',
  'receipt.payment': 'Paiement {id}',
  'receipt.seller': 'Vendeur',
  'receipt.billedTo': 'Facturé à',
  'receipt.taxId': 'Numéro fiscal {id}',
  'receipt.next': 'Et ensuite',
  'receipt.nextPaid': 'Le vendeur est prévenu. Une copie de ce reçu vous est envoyée.',
  'receipt.nextRefunded':
    'L’argent retourne sur la carte dont il vient. Il y est en général sous 3 à 10 jours.',
  'receipt.item': 'Article',
  'receipt.quantity': 'Qté',
  'receipt.unit': 'Prix unitaire',
  'receipt.tax': 'Taxe',
  'receipt.lineTotal': 'Total',
  'receipt.kept': 'Net payé',
  'receipt.signed':
    '<b>Reçu signé.</b> Chacun peut vérifier hors ligne qu’il est authentique et inchangé : gardez le <file>fichier signé</file> et lisez <guide>comment le vérifier</guide>.',
  'receipt.verify': 'Vérifier ce reçu',
  'receipt.key': 'clé {id}',
  'receipt.backTo': 'Retour chez {seller}',
  'receipt.askRefund': 'Demander un remboursement',
  'receipt.pdf.heading': 'Reçu {number}',
  'receipt.pdf.test': 'TEST – aucun argent n’a circulé.',
  'receipt.pdf.converted': 'Converti depuis {from} à 1 EUR = {rate} USD.',
  'receipt.pdf.convertedByBank':
    'Converti depuis {from} à 1 EUR = {rate} USD, Banque centrale européenne, {day}.',
  'receipt.pdf.refunded': 'Remboursé : {amount}. Payé après remboursements : {kept}.',
  'receipt.pdf.refundPending': 'Un remboursement est en route.',
  'receipt.pdf.refundNote':
    'Situation au {moment}. Cette note peut changer, elle ne fait donc pas partie de ce qui est signé.',
  'receipt.pdf.signed': 'Reçu signé',
  'receipt.pdf.signedFile':
    'Le fichier joint {file} contient ce que dit ce reçu, signé avec Ed25519. Chacun peut vérifier hors ligne qu’il est authentique et inchangé, avec la clé publiée ici :',
  'receipt.pdf.notWhole':
    '□ remplace un caractère qui ne peut pas être imprimé ici. Le fichier joint contient tous les caractères.',
  'receipt.pdf.qrCode': 'Code QR avec l’adresse de ce reçu',
  'receipt.pdf.open': 'Ouvrir ce reçu',
  'receipt.pdf.page': 'page {page} sur {pages}',
  'receipt.pdf.fileDescription': 'Le reçu signé',

  // Announcements: one page for each way a link or checkout can be closed
  'announcement.linkNotFound': 'Il n’y a pas de lien de paiement à cette adresse',
  'announcement.linkNotFoundLead':
    'L’adresse est peut-être incomplète. Comparez-la avec celle que vous avez reçue, ou demandez-en une nouvelle au vendeur. Rien n’a été débité.',
  'announcement.linkInactive': 'Ce lien de paiement est désactivé',
  'announcement.linkInactiveLead':
    'Le vendeur n’accepte pas de paiement par ce lien en ce moment. Rien n’a été débité.',
  'announcement.linkDeleted': 'Ce lien de paiement a été retiré',
  'announcement.linkDeletedLead':
    'Le vendeur l’a supprimé, il n’accepte plus de paiement. Rien n’a été débité.',
  'announcement.linkExpired': 'La vente s’est terminée le {moment}, {zone}',
  'announcement.linkExpiredPlain': 'La vente est terminée',
  'announcement.linkExpiredLead': 'Ce lien n’accepte plus de paiement. Rien n’a été débité.',
  'announcement.linkUsedUp': 'Toutes les places sont prises',
  'announcement.linkUsedUpLead':
    'Chaque place de ce lien est payée, aucune ne se libérera en attendant. Rien n’a été débité.',
  'announcement.linkHeld': 'Plus de place libre pour l’instant',
  'announcement.linkHeldLead':
    'Les dernières places sont entre les mains de personnes en train de payer. Tous les paiements n’aboutissent pas, un second essai vaut donc la peine.',
  'announcement.linkHeldRelease': 'Prochaine place libre au plus tard : <b>{time}</b>.',
  'announcement.linkHeldUndecided':
    'Leurs banques ont le dernier mot. Cela prend en général moins d’une minute.',
  'announcement.linkHeldNote': 'Rien n’a été débité. Cette page vérifie d’elle-même toutes les {duration}.',
  'announcement.checkAgain': 'Vérifier maintenant',
  'announcement.seeOffers': 'Voir les offres du moment',
  'announcement.paidAlready': 'Déjà payé ? Votre reçu est dans vos e-mails et reste valable.',
  'announcement.checkoutNotFound': 'Il n’y a pas de paiement à cette adresse',
  'announcement.checkoutNotFoundLead':
    'L’adresse est incomplète ou n’est plus valable. L’ouvrir n’a rien débité. Si vous avez déjà payé, votre reçu est dans vos e-mails.',
  'announcement.checkoutCanceled': 'Ce paiement a été annulé',
  'announcement.checkoutCanceledLead': 'Rien n’a été débité.',
  'announcement.placeReleased': 'Le vendeur a donné votre place à d’autres',
  'announcement.placeReleasedLead':
    'Rien n’a été débité. Vous pouvez recommencer tant qu’il reste des places.',
  'announcement.saleClosed': 'Le vendeur a fermé cette vente',
  'announcement.saleClosedLead': 'Rien n’a été débité, et plus rien ne peut être payé ici.',
  'announcement.checkoutExpired': 'Délai de paiement dépassé. Limite : {time}',
  'announcement.checkoutExpiredLead':
    'Rien n’a été débité. Si une place vous était gardée, elle est de nouveau libre.',
  'announcement.checkoutFailed': 'Ce paiement n’a pas abouti',
  'announcement.checkoutFailedLead':
    'Aucune somme n’a été prélevée. Tous les essais sont épuisés ; vous pouvez recommencer avec une autre carte.',
  'announcement.checkoutPaid': 'C’est déjà payé',
  'announcement.checkoutPaidLead': '{amount} : débité une seule fois. Il n’y a plus rien à faire ici.',
  'announcement.checkoutRefunded': 'Ce paiement a été remboursé',
  'announcement.checkoutRefundedLead':
    '{amount} : le montant retourne sur la carte dont il vient. Il y est en général sous 3 à 10 jours.',
  'announcement.latePayment': 'Votre paiement est arrivé trop tard et vous est rendu',
  'announcement.latePaymentLead':
    '{amount} : l’argent est arrivé après la fermeture de ce paiement, alors qu’il ne restait plus de place. Il est remboursé en entier, en général sous 3 à 10 jours.',
  'announcement.openReceipt': 'Ouvrir le reçu',
  'announcement.startAgain': 'Recommencer',
  'announcement.pageNotFound': 'Il n’y a pas de page à cette adresse',
  'announcement.pageNotFoundLead': 'Comparez l’adresse avec celle que vous avez reçue. Rien n’a été débité.',
  'announcement.foreignForm': 'Ce formulaire venait d’un autre site',
  'announcement.foreignFormLead':
    'Rien n’a été commencé et rien n’a été débité. Ouvrez la page du vendeur et remplissez-y le formulaire.',
  'announcement.openPage': 'Ouvrir la page du vendeur',
  'announcement.tooManyRequests': 'Trop d’essais depuis votre connexion',
  'announcement.tooManyRequestsLead': 'Rien n’a été débité. Attendez {duration} et réessayez.',
  'announcement.unavailable': 'La caisse est fermée un instant',
  'announcement.unavailableLead':
    'Nos registres sont inaccessibles, rien n’est donc débité maintenant. Réessayez dans une minute ; un paiement déjà fait est en sécurité.',
  'announcement.error': 'Un problème est survenu chez nous',
  'announcement.errorLead':
    'Si un paiement était en cours, rouvrez d’abord la page : elle montre s’il est passé. Aucun paiement n’est débité deux fois.',
  'announcement.openAgain': 'Rouvrir cette page',
  'announcement.requestId': 'Pour l’assistance : demande {id}.',

  // The page that leaves for another site
  'leave.title': 'Vers {host}',
  'leave.provider': 'Votre page de paiement s’ouvre chez {host}',
  'leave.providerLead': 'C’est là que vous payez. Rien n’est débité avant votre confirmation.',
  'leave.return': 'Retour vers {host}',
  'leave.returnPaidLead': 'C’est payé. Votre reçu vous est envoyé.',
  'leave.returnCanceledLead': 'Le paiement a été annulé. Rien n’a été débité.',
  'leave.returnFailedLead': 'Le paiement n’a pas abouti. Aucune somme n’a été prélevée.',
  'leave.go': 'Continuer vers {host}',
  'leave.note': 'Si rien ne se passe, utilisez le bouton.',

  // Mails
  'mail.footer': 'Envoyé par {platform}.',
  'mail.footerFor': 'Envoyé par {platform} pour {organization}.',
  'mail.openAddress': 'Si le bouton ne fonctionne pas, ouvrez cette adresse : {address}',
  'mail.testSubject': '[Test] {subject}',
  'mail.testNote': 'C’était un test. Aucun argent n’a circulé.',

  'mail.receipt.subject': 'Reçu {number}, {seller}',
  'mail.receipt.lead': '{seller} a reçu {amount}.',
  'mail.receipt.number': 'Reçu',
  'mail.receipt.paidAt': 'Payé',
  'mail.receipt.card': 'Carte',
  'mail.receipt.payment': 'Paiement',
  'mail.receipt.button': 'Ouvrir le reçu',
  'mail.receipt.note':
    'Le reçu reste à cette adresse. Toute personne qui la connaît peut l’ouvrir : transmettez-la avec prudence.',
  'mail.receipt.contact': 'Les questions sur votre achat vont au vendeur : {email}',

  'mail.transfer.subject.instructions': 'Virez {amount} à {seller}',
  'mail.transfer.subject.reminder': '{missing} pour {seller} : pas encore arrivé',
  'mail.transfer.subject.missing': 'Arrivé : {received}, il manque {missing}',
  'mail.transfer.heading.instructions': 'Virez {amount} à {seller}',
  'mail.transfer.heading.reminder': 'Pas encore arrivé : {missing}',
  'mail.transfer.heading.missing': 'Arrivé : {received}. Il manque {missing}.',
  'mail.transfer.lead.instructions':
    'Rien n’est encore payé. Faites le virement depuis votre propre compte, en une ou plusieurs fois. La référence nous dit que l’argent vient de vous, et votre banque compare le bénéficiaire : écrivez les deux exactement ainsi.',
  'mail.transfer.lead.reminder':
    'Si vous avez fait le virement au cours du dernier jour ouvré, il n’y a rien à faire. Sinon, voici ce qu’il faut virer :',
  'mail.transfer.lead.missing':
    'Virez le reste sur le même compte, avec la même référence. Les virements s’additionnent ; ne virez pas à nouveau le montant entier.',
  'mail.transfer.place': 'Votre place est gardée jusqu’au {time}.',
  'mail.transfer.noPlace':
    'Le paiement est possible jusqu’au {time}. Aucune place n’est gardée entre-temps : si l’offre est épuisée quand l’argent arrive, il vous est rendu.',
  'mail.transfer.until': 'Le paiement est possible jusqu’au {time}.',
  'mail.transfer.test': 'Mode test. N’envoyez pas d’argent.',
  'mail.transfer.button': 'Ouvrir avec le code pour l’application de votre banque',
  'mail.transfer.note': 'Quand tout est arrivé, votre reçu vient par e-mail. Il n’y a rien d’autre à faire.',

  'mail.returned.subject.buyer': 'Remboursement de {amount}',
  'mail.returned.heading.buyer': '{seller} vous rend {amount}',
  'mail.returned.why.buyer.late':
    'Votre paiement est arrivé après la fermeture, alors qu’il ne restait plus de place. Rien n’a été acheté, et vous ne devez rien.',
  'mail.returned.why.buyer.excess':
    'Il est arrivé plus que ce qui était à payer. Votre achat reste à vous ; le surplus vous est rendu.',
  'mail.returned.why.buyer.nothing_sold':
    'Cet argent est arrivé après la fermeture du paiement. Rien n’a été acheté, et vous ne devez rien.',
  'mail.returned.how.buyer.transfer':
    'Il part par virement vers le compte dont il vient, et y est en général sous deux jours ouvrés.',
  'mail.returned.how.buyer.provider': 'Il repart par où il est venu, en général sous 3 à 10 jours.',
  'mail.returned.test': 'Mode test. Aucun argent ne circule.',
  'mail.returned.button.buyer': 'Voir le paiement',
};
