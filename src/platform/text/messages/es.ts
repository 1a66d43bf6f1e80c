import type { Catalogue } from '../catalogue-shape.ts';

/** Spanish, as in Spain, and informal “tú”. The reference of a transfer is what banks call “Concepto”. */
export const spanish: Catalogue = {
  // Every page
  'site.runsOn': 'Funciona con {platform}',
  'site.language': 'Idioma: {language}',
  'site.terms': 'Condiciones',
  'site.contact': 'Contactar con el vendedor',
  'site.writeToSeller': 'Escribir al vendedor',
  'site.visitSeller': 'Ir a la web del vendedor',
  'site.connectionLost':
    '<b>Se ha cortado la conexión.</b> No sabemos si el último paso ha llegado. Vuelve a pulsar el botón: es seguro, un pago repetido se cobra una sola vez.',
  'mode.test': '<b>Modo de prueba.</b> No se cobra ninguna tarjeta ni se mueve dinero.',
  'mode.testMoved': '<b>Modo de prueba.</b> No se ha movido dinero.',
  'mode.testMode': 'Modo de prueba',
  'mode.testCards': 'Tarjetas de prueba',
  'mode.testCardsHint': 'Sirven cualquier fecha de caducidad futura y cualquier código de seguridad.',
  'mode.useCard': 'Rellenar con la tarjeta de prueba {number}',

  // Test cards
  'testCard.pays': 'paga',
  'testCard.declined': 'rechazada',
  'testCard.insufficientFunds': 'fondos insuficientes',
  'testCard.expired': 'caducada',
  'testCard.wrongCode': 'código de seguridad incorrecto',
  'testCard.error': 'error, otro intento puede funcionar',
  'testCard.challenge': 'pide 3-D Secure',
  'testCard.pending': 'queda pendiente y luego paga',
  'testCard.early': 'paga antes de que vuelvas',

  // Time
  'time.inCity': 'hora de {city} ({zone})',
  'time.hours': { one: '{count} hora', many: '{count} horas', other: '{count} horas' },
  'time.minutes': { one: '{count} minuto', many: '{count} minutos', other: '{count} minutos' },
  'time.seconds': { one: '{count} segundo', many: '{count} segundos', other: '{count} segundos' },
  'time.minutesLeft': 'quedan {minutes} min',

  // The order
  'order.label': 'Tu pedido',
  'order.whatYouBuy': 'Lo que compras',
  'order.items': { one: '{count} artículo', many: '{count} artículos', other: '{count} artículos' },
  'order.total': 'Total',
  'order.totalIncluded': 'Total, impuestos incluidos',
  'order.totalAdded': 'Total, impuestos incluidos',
  'order.totalUntaxed': 'Total, sin impuestos',
  'order.toPayIncluded': 'A pagar, impuestos incluidos',
  'order.toPayAdded': 'A pagar, impuestos incluidos',
  'order.toPayUntaxed': 'A pagar, sin impuestos',
  'order.currency': 'Moneda',
  'order.lineTax': '{rate} de impuestos',
  'order.lineQuantity': '{quantity} × {price}',
  'order.net': 'Neto',
  'order.includedTax': 'incl. {rate} de impuestos',
  'order.addedTax': 'más {rate} de impuestos',
  'order.soldBy': 'Vendido por {seller}',
  'order.convertedByBank':
    'Convertido desde {from} a <b>1 EUR = {rate} USD</b>, Banco Central Europeo, {day}. El precio queda fijado cuando continúas.',
  'order.convertedByPlatform':
    'Convertido desde {from} a <b>1 EUR = {rate} USD</b>, tipo de cambio de {platform}. El precio queda fijado cuando continúas.',
  'order.convertedByBankFixed':
    'Convertido desde {from} a <b>1 EUR = {rate} USD</b>, Banco Central Europeo, {day}. El precio es fijo.',
  'order.convertedByPlatformFixed':
    'Convertido desde {from} a <b>1 EUR = {rate} USD</b>, tipo de cambio de {platform}. El precio es fijo.',
  'order.previewPrice': '{amount}, vendido por {seller}',
  'order.andMore': {
    one: '{first} y {count} más',
    many: '{first} y {count} más',
    other: '{first} y {count} más',
  },

  // How tax was calculated
  'tax.how': 'Cómo se calculan los impuestos',
  'tax.inclusive':
    'Los precios incluyen impuestos. Se redondean una vez por línea: precio × tipo ÷ (100 % + tipo).',
  'tax.exclusive': 'Los impuestos se suman a los precios, redondeados una vez por línea: precio × tipo.',

  // Link page
  'link.title': '{what}, {seller}',
  'poster.scan': 'Escanea para pagar',
  'poster.scanTest': 'Modo de prueba. Escanea para probar; no se mueve dinero.',
  'poster.qrCode': 'Código QR con la dirección de esta oferta',
  'link.heading': 'Tus datos',
  'link.continue': 'Continuar para pagar {amount}',
  'link.continuing': 'Un momento',
  'link.nothingYet': 'Pagas en el paso siguiente. Ahora no se cobra nada.',
  'link.placesLeft': {
    one: '<b>Queda {count}.</b> Al continuar, te guardamos la plaza durante {duration}.',
    many: '<b>Quedan {count}.</b> Al continuar, te guardamos la plaza durante {duration}.',
    other: '<b>Quedan {count}.</b> Al continuar, te guardamos la plaza durante {duration}.',
  },
  'link.places': { one: 'Queda {count}', many: 'Quedan {count}', other: 'Quedan {count}' },
  'link.onSaleUntil': 'A la venta hasta el <b>{moment}</b>, {zone}.',
  'link.notePlaces': '<b>{places}</b>',
  'link.noteUntil': 'A la venta hasta el {moment}',
  'link.noteBoth': '<b>{places}</b>, a la venta hasta el {moment}',
  'link.company': '¿Compras para una empresa? Añade su nombre y número fiscal',
  'link.address': 'Añadir teléfono o dirección',

  // Billing fields
  'field.optional': 'opcional',
  'field.email': 'Correo electrónico',
  'field.emailHint': 'Aquí llegará tu recibo.',
  'field.firstName': 'Nombre',
  'field.lastName': 'Apellidos',
  'field.country': 'País',
  'field.chooseCountry': 'Elegir',
  'field.postalCode': 'Código postal',
  'field.state': 'Provincia o región',
  'field.company': 'Empresa',
  'field.taxId': 'Número fiscal',
  'field.phone': 'Teléfono',
  'field.line1': 'Calle y número',
  'field.line2': 'Piso o puerta',
  'field.city': 'Ciudad',

  // Card fields
  'field.number': 'Número de tarjeta',
  'field.expiry': 'Caducidad',
  'field.expiryHint': 'MM / AA',
  'field.cvc': 'Código de seguridad',
  'field.cvcHint': '3 cifras',
  'field.cvcHintLong': '4 cifras',
  'field.cardName': 'Nombre en la tarjeta',

  // Errors beside a field, repeated in the summary
  'error.summary': {
    '=1': 'Revisa un campo. No se ha cobrado nada.',
    '=2': 'Revisa dos campos. No se ha cobrado nada.',
    '=3': 'Revisa tres campos. No se ha cobrado nada.',
    '=4': 'Revisa cuatro campos. No se ha cobrado nada.',
    one: 'Revisa {count} campo. No se ha cobrado nada.',
    many: 'Revisa {count} campos. No se ha cobrado nada.',
    other: 'Revisa {count} campos. No se ha cobrado nada.',
  },
  'error.summaryLine': '{label}: {message}',
  'error.title': 'Revisa el formulario: {title}',
  'error.emailMissing': 'Escribe tu correo electrónico.',
  'error.emailWrong': 'Escríbelo como name@example.com.',
  'error.firstNameMissing': 'Escribe tu nombre.',
  'error.countryMissing': 'Elige un país.',
  'error.postalCodeMissing': 'Escribe el código postal. Los bancos de Estados Unidos lo comprueban.',
  'error.tooLong': {
    one: 'Como máximo {count} carácter.',
    many: 'Como máximo {count} caracteres.',
    other: 'Como máximo {count} caracteres.',
  },
  'error.notAllowed': 'Este valor no se acepta. Cámbialo e inténtalo de nuevo.',
  'error.numberMissing': 'Escribe el número de tarjeta.',
  'error.numberDigits': 'Usa solo cifras.',
  'error.numberShort': {
    '=1': 'Falta una de {expected} cifras.',
    '=2': 'Faltan dos de {expected} cifras.',
    '=3': 'Faltan tres de {expected} cifras.',
    one: 'Falta {count} de {expected} cifras.',
    many: 'Faltan {count} de {expected} cifras.',
    other: 'Faltan {count} de {expected} cifras.',
  },
  'error.numberLong': {
    '=1': 'Sobra una cifra: esta tarjeta tiene {expected}.',
    '=2': 'Sobran dos cifras: esta tarjeta tiene {expected}.',
    one: 'Sobra {count} cifra: esta tarjeta tiene {expected}.',
    many: 'Sobran {count} cifras: esta tarjeta tiene {expected}.',
    other: 'Sobran {count} cifras: esta tarjeta tiene {expected}.',
  },
  'error.numberChecksum': 'Hay una cifra equivocada. Compárala con la tarjeta.',
  'error.testCardRequired': 'Aquí solo funcionan las tarjetas de prueba. Elige una de la lista de arriba.',
  'error.expiryMissing': 'Escribe la fecha de caducidad.',
  'error.expiryShape': 'Escribe mes y año, como 08 / 28.',
  'error.expiryMonth': 'El mes va de 01 a 12.',
  'error.expiryPassed': 'Esta fecha ya ha pasado.',
  'error.cvcMissing': 'Escribe el código de seguridad.',
  'error.cvcDigits': 'Escribe las {count} cifras del reverso de la tarjeta.',
  'error.cvcDigitsFront': 'Escribe las {count} cifras del anverso de la tarjeta.',
  'error.cardNameMissing': 'Escribe el nombre que figura en la tarjeta.',

  // Checkout page
  'checkout.title': 'Pagar {amount}, {seller}',
  'checkout.declinedTitle': 'Rechazado: pagar {amount}',
  'checkout.heading': 'Pagar con tarjeta',
  'checkout.headingLive': 'Pago seguro',
  'checkout.change': 'Cambiar',
  'checkout.pay': 'Pagar {amount}',
  'checkout.paying': 'Pagando {amount}',
  'checkout.continueLive': 'Continuar al pago',
  'checkout.liveNote':
    'Pagas {amount} en la página de {provider}. Los datos de tu tarjeta van allí directamente y nunca pasan por este sitio.',
  'checkout.provider': 'un proveedor de pagos',
  'checkout.placeKept': 'Reservado hasta: <b>{time}</b>',
  'checkout.openUntil': 'Abierto hasta: <b>{time}</b>',
  'checkout.extend': 'Ampliar',
  'checkout.extending': 'Ampliando',
  'checkout.cancelNote': '<link>Cancelar</link> y volver a {seller}',
  'checkout.canceling': 'Cancelando',
  'checkout.attemptsLeft': {
    one: 'Queda {count} de {limit} intentos.',
    many: 'Quedan {count} de {limit} intentos.',
    other: 'Quedan {count} de {limit} intentos.',
  },

  // Notices above a form
  'notice.renewed': '<b>Ampliado.</b> Nueva hora límite: {time}.',
  'notice.placeHeld':
    '<b>Tu plaza está reservada. Hora límite: {time}.</b> Corrige lo que quieras y continúa.',
  'notice.notRenewable':
    '<b>No se puede ampliar más.</b> Hora límite para pagar: {time}. También puedes empezar de nuevo más tarde.',
  'notice.othersFirst':
    '<b>No se puede ampliar: otras personas van primero.</b> Ya se reservó una plaza desde tu conexión y no se pagó. Hora límite para pagar: {time}.',
  'notice.keptForOthers':
    '<b>Por ahora, otros van primero.</b> Se reservó una plaza desde tu conexión y no se pagó. No se ha cobrado nada. Inténtalo de nuevo en {duration}.',
  'notice.tooManyTries':
    '<b>Demasiados intentos.</b> No se ha cobrado nada. Espera {duration} e inténtalo de nuevo.',
  'notice.outOfBounds':
    '<b>El vendedor no puede aceptar este importe ahora.</b> No se ha cobrado nada. Escribe al vendedor.',
  'notice.currencyUnavailable':
    '<b>Esta moneda no se ofrece ahora.</b> No se ha cobrado nada. Elige la otra.',
  'notice.wayGone': 'El vendedor ya no ofrece esa forma de pago. No se ha cobrado nada; elige otra.',
  'notice.unavailable':
    '<b>No hemos podido hacerlo ahora.</b> No se ha cobrado nada. Inténtalo de nuevo en un momento.',

  // Declines: what happened, whether money moved, what next
  'decline.card_declined': 'Tu banco ha rechazado la tarjeta',
  'decline.insufficient_funds': 'Tu banco ha rechazado la tarjeta: fondos insuficientes',
  'decline.expired_card': 'Tu banco ha rechazado la tarjeta: está caducada',
  'decline.incorrect_cvc': 'Tu banco ha rechazado la tarjeta: el código de seguridad no es correcto',
  'decline.processing_error': 'El banco no ha podido procesar la tarjeta ahora',
  'decline.authentication_failed': 'El pago no se ha confirmado con tu banco',
  'decline.returned': 'Has vuelto sin pagar',
  'decline.next.card_declined':
    'No se ha movido dinero. Prueba con <link>otra tarjeta</link>, o pregunta a tu banco y vuelve a intentarlo con esta.',
  'decline.next.expired_card': 'No se ha movido dinero. Prueba con <link>otra tarjeta</link>.',
  'decline.next.incorrect_cvc':
    'No se ha movido dinero. Compara el código con la tarjeta e <link>inténtalo de nuevo</link>.',
  'decline.next.processing_error':
    'No se ha movido dinero. <link>Inténtalo de nuevo</link> en un momento, o usa otra tarjeta.',
  'decline.next.authentication_failed':
    'No se ha movido dinero. <link>Inténtalo de nuevo</link> y confírmalo con tu banco, o usa otra tarjeta.',
  'decline.next.returned': 'No se ha movido dinero. Continúa cuando quieras.',
  'decline.placeStays': 'Tu plaza sigue siendo tuya. Hora límite: {time}.',
  'decline.card': 'Tarjeta •••• {last4}, {brand}, {time}.',
  'card.masked': '{brand} •••• {last4}',
  'card.unknown': 'Tarjeta',

  // 3-D Secure test page
  'challenge.title': 'Confirma este pago',
  'challenge.bank': 'Banco de prueba',
  'challenge.secure': '3-D Secure',
  'challenge.heading': '¿Es tuyo este pago?',
  'challenge.payTo': 'Pago a',
  'challenge.amount': 'Importe',
  'challenge.card': 'Tarjeta',
  'challenge.askedAt': 'Solicitado',
  'challenge.approve': 'Aprobar',
  'challenge.refuse': 'Rechazar',
  'challenge.abandon': 'Abandonar',
  'challenge.sending': 'Enviando tu respuesta',
  'challenge.note':
    'Un banco de verdad pediría aquí su aplicación o un código. «Abandonar» sale sin respuesta.',

  // Ways to pay
  'way.heading': '¿Cómo quieres pagar?',
  'way.transferHeading': 'Pagar por transferencia',
  'way.testCard': 'Tarjeta de prueba',
  'way.testCardLine': 'Solo en el entorno de pruebas. No se cobra nada.',
  'way.redirectLine': 'Pagas en la página de {provider} y vuelves aquí.',
  'way.redirectNext': 'Después: la página del proveedor. Allí se cobra, una sola vez.',
  'way.transfer': 'Transferencia bancaria',
  'way.transferLine': 'Desde tu propia cuenta; llega en segundos o en un día hábil.',
  'way.transferPlace': {
    one: 'Tu plaza queda reservada {count} día.',
    many: 'Tu plaza queda reservada {count} días.',
    other: 'Tu plaza queda reservada {count} días.',
  },
  'way.transferDays': {
    one: 'Tienes {count} día para hacerla.',
    many: 'Tienes {count} días para hacerla.',
    other: 'Tienes {count} días para hacerla.',
  },
  'way.transferNoPlace':
    'Mientras tanto no se reserva tu plaza: si no queda ninguna cuando llegue el dinero, se te devuelve.',
  'way.transferNext': 'Después: la cuenta y el concepto. Ahora no se cobra nada.',

  // Transfer page
  'transfer.title': 'Transferir {amount} a {seller}',
  'transfer.heading': 'Haz la transferencia en tu banco',
  'transfer.lead':
    'Todavía no está pagado. Copia estos cuatro datos o escanea el código: por el concepto sabemos que el dinero es tuyo.',
  'transfer.toPay': 'A pagar por transferencia',
  'transfer.amount': 'Importe',
  'transfer.accountName': 'Beneficiario',
  'transfer.iban': 'IBAN',
  'transfer.bic': 'BIC',
  'transfer.bicLine': 'BIC {bic}, si tu banco lo pide',
  'transfer.reference': 'Concepto',
  'transfer.copyAmount': 'Copiar el importe',
  'transfer.copyName': 'Copiar el beneficiario',
  'transfer.copyIban': 'Copiar el IBAN',
  'transfer.copyReference': 'Copiar el concepto',
  'transfer.copied': 'Copiado',
  'transfer.nameWhy':
    'La cuenta está a este nombre, no al de {seller}, y tu banco lo compara: escríbelo exactamente así.',
  'transfer.nameSame': 'Tu banco compara el nombre: escríbelo exactamente así.',
  'transfer.scan': 'Escanea con la aplicación de tu banco',
  'transfer.scanNote': 'Rellena los cuatro datos. En el móvil, guarda el código y ábrelo en la aplicación.',
  'transfer.scanRest': 'Escanea para el resto',
  'transfer.scanRestNote':
    'La misma cuenta, el mismo beneficiario y el mismo concepto. Las transferencias se suman.',
  'transfer.save': 'Guardar el código',
  'transfer.code': 'Código QR con importe, cuenta y concepto',
  'transfer.kept':
    'Tu plaza queda reservada hasta el <b>{time}</b>, {zone}. Todo esto está también en tu correo.',
  'transfer.open': 'Puede pagarse hasta el <b>{time}</b>, {zone}. Todo esto está también en tu correo.',
  'transfer.noPlace':
    'Mientras tanto no se reserva plaza: si la oferta se ha agotado cuando llegue el dinero, se te devuelve.',
  'transfer.sent': 'Ya he transferido',
  'transfer.sending': 'Avisando al vendedor',
  'transfer.sentNote': 'No hace falta pulsarlo: vemos el dinero de todos modos.',
  'transfer.otherWay': 'Pagar de otra forma',
  'transfer.next': 'Qué pasa después',
  'transfer.youSend': 'Envías {amount}',
  'transfer.youSendNote': 'Con el concepto, en una o varias transferencias',
  'transfer.arrives': 'Llega el dinero',
  'transfer.arrivesNote': 'Las transferencias inmediatas en segundos, las demás en un día hábil',
  'transfer.receipt': 'Tu recibo',
  'transfer.receiptTo': 'A {email}',
  'transfer.receiptPlace': 'A {email}, y la plaza es tuya',
  'transfer.band': '<b>Modo de prueba.</b> No envíes dinero.',
  'transfer.partHeading': 'Recibido: {received}. Pendiente: {missing}.',
  'transfer.arrived': 'Recibido: {amount}',
  'transfer.missing': 'Pendiente: {amount}',
  'transfer.onItsWay': 'En camino: {amount}',
  'transfer.toPayTotal': 'A pagar',
  'transfer.arrivedOn': 'Recibido el {day}',
  'transfer.comes': 'En camino',
  'transfer.toSend': 'Por enviar',
  'transfer.wayHeading': 'Tu transferencia de {amount} está en camino. No la repitas.',
  'transfer.wayLead':
    'El banco del vendedor la ha anunciado y aún no la ha abonado. Cuenta como pagada cuando se abona, normalmente el siguiente día hábil.',
  'transfer.sentHeading': 'Has enviado {amount}. No repitas la transferencia.',
  'transfer.sentLead':
    'Aún no ha llegado al banco del vendedor. Las transferencias inmediatas tardan segundos, las demás un día hábil; la vemos cuando el vendedor consulta su cuenta.',
  'transfer.saidSent': 'Has avisado del envío',
  'transfer.seen': 'Visto en el banco del vendedor',
  'transfer.notSeen': 'Esperando al banco del vendedor',
  'transfer.receiptSoon': 'Recibo para {email}',
  'transfer.showAgain': 'Cuenta y concepto',
  'transfer.mayClose': 'Puedes cerrar esta página; te escribimos cuando se abone.',
  'transfer.placeStays': 'Tu plaza sigue siendo tuya hasta el <b>{time}</b>, {zone}.',
  'transfer.waitsUntil': 'Se espera hasta el <b>{time}</b>, {zone}.',
  'transfer.payment': 'Pago {id}, concepto {reference}',
  'transfer.arrivedHeading': 'Tu transferencia ha llegado.',
  'transfer.takenBackHeading': 'Tu banco ha retirado {amount}.',
  'transfer.takenBackLead':
    '{seller} ya no tiene el dinero, y lo sabe. Pregunta el motivo a tu banco y habla con {seller} antes de enviarlo otra vez.',
  'transfer.allArrived': 'Recibido: {amount}, no falta nada',
  'transfer.booked': 'Abonado en el banco del vendedor',
  'transfer.receiptSent': 'Recibo enviado',
  'transfer.viewReceipt': 'Ver el recibo',
  'transfer.paid': 'Pagado',

  // Processing page
  'processing.title': 'Estamos comprobando tu pago',
  'processing.heading': 'Estamos consultando a tu banco. No pagues otra vez.',
  'processing.leadCard':
    '{amount} con {card}. El banco tiene la solicitud y aún no ha dado su respuesta definitiva. Suele tardar menos de un minuto.',
  'processing.lead':
    '{amount}. El banco tiene la solicitud y aún no ha dado su respuesta definitiva. Suele tardar menos de un minuto.',
  'processing.sent': 'Enviado al banco',
  'processing.waiting': 'Esperando la respuesta del banco',
  'processing.asked': 'Última consulta: {time}; se repite cada {duration}',
  'processing.receiptTo': 'Recibo para {email}',
  'processing.receipt': 'Recibo',
  'processing.mayClose':
    'Puedes cerrar esta página. Te enviaremos el recibo, o te diremos que no se ha movido dinero.',
  'processing.placeStays': 'Tu plaza sigue siendo tuya mientras tanto.',
  'processing.payment': 'Pago {id}.',
  'processing.checkNow': 'Comprobar ahora',
  'processing.actionHeading': 'Tu banco espera tu respuesta',
  'processing.actionLead':
    '{amount}: aún no se ha cobrado. Ve a la página de tu banco y confirma el pago, o vuelve y paga de otra forma.',
  'processing.actionGo': 'Ir a tu banco',
  'processing.actionCancel': 'Cancelar este pago',

  // Receipt
  'receipt.title': 'Recibo {number}, {seller}',
  'receipt.thanks': 'Gracias, {name}. Está pagado.',
  'receipt.thanksPlain': 'Gracias. Está pagado.',
  'receipt.refundedHeading': 'Este pago se ha reembolsado',
  'receipt.partlyRefundedHeading': 'Una parte de este pago se ha reembolsado',
  'receipt.refundPendingHeading': 'Hay un reembolso en camino',
  'receipt.paid': 'Pagado',
  'receipt.ofPaid': 'de un pago de {amount}',
  'receipt.refundNotFinal': 'pagado; el reembolso aún no es definitivo',
  'receipt.refunded': 'Reembolsado',
  'receipt.partlyRefunded': 'Reembolsado en parte',
  'receipt.refundPending': 'Reembolso pendiente',
  'receipt.print': 'Imprimir',
  'receipt.pdf': 'Descargar PDF',
  'receipt.receipt': 'Recibo',
  'receipt.payment': 'Pago {id}',
  'receipt.seller': 'Vendedor',
  'receipt.billedTo': 'Facturado a',
  'receipt.taxId': 'Número fiscal {id}',
  'receipt.next': 'Qué pasa después',
  'receipt.nextPaid': 'El vendedor ya lo sabe. Una copia de este recibo va de camino a tu correo.',
  'receipt.nextRefunded': 'El dinero vuelve a la tarjeta de la que salió. Suele llegar en 3 a 10 días.',
  'receipt.item': 'Artículo',
  'receipt.quantity': 'Cant.',
  'receipt.unit': 'Precio',
  'receipt.tax': 'Impuestos',
  'receipt.lineTotal': 'Total',
  'receipt.kept': 'Pagado tras reembolsos',
  'receipt.signed':
    '<b>Recibo firmado.</b> Cualquiera puede comprobar sin conexión que es auténtico y no se ha cambiado: guarda el <file>archivo firmado</file> y lee <guide>cómo comprobarlo</guide>.',
  'receipt.verify': 'Comprobar este recibo',
  'receipt.key': 'clave {id}',
  'receipt.backTo': 'Volver a {seller}',
  'receipt.askRefund': 'Pedir un reembolso',
  'receipt.pdf.heading': 'Recibo {number}',
  'receipt.pdf.test': 'PRUEBA – no se ha movido dinero.',
  'receipt.pdf.converted': 'Convertido desde {from} a 1 EUR = {rate} USD.',
  'receipt.pdf.convertedByBank':
    'Convertido desde {from} a 1 EUR = {rate} USD, Banco Central Europeo, {day}.',
  'receipt.pdf.refunded': 'Devuelto: {amount}. Pagado tras reembolsos: {kept}.',
  'receipt.pdf.refundPending': 'Hay un reembolso en camino.',
  'receipt.pdf.refundNote':
    'A fecha de {moment}. Esta nota puede cambiar, por eso no forma parte de lo firmado.',
  'receipt.pdf.signed': 'Recibo firmado',
  'receipt.pdf.signedFile':
    'El archivo adjunto {file} contiene lo que dice este recibo, firmado con Ed25519. Cualquiera puede comprobar sin conexión que es auténtico y no se ha cambiado, con la clave publicada aquí:',
  'receipt.pdf.notWhole':
    '□ sustituye a un carácter que no puede imprimirse aquí. El archivo adjunto los tiene todos.',
  'receipt.pdf.qrCode': 'Código QR con la dirección de este recibo',
  'receipt.pdf.open': 'Abrir este recibo',
  'receipt.pdf.page': 'página {page} de {pages}',
  'receipt.pdf.fileDescription': 'El recibo firmado',

  // Announcements: one page for each way a link or checkout can be closed
  'announcement.linkNotFound': 'No hay ningún enlace de pago en esta dirección',
  'announcement.linkNotFoundLead':
    'Puede que la dirección esté incompleta. Compárala con la que te dieron o pide una nueva al vendedor. No se ha cobrado nada.',
  'announcement.linkInactive': 'Este enlace de pago está desactivado',
  'announcement.linkInactiveLead':
    'El vendedor no acepta pagos con él en este momento. No se te ha cobrado nada.',
  'announcement.linkDeleted': 'Este enlace de pago se ha retirado',
  'announcement.linkDeletedLead':
    'El vendedor lo ha eliminado, así que ya no acepta pagos. No se te ha cobrado nada.',
  'announcement.linkExpired': 'La venta terminó el {moment}, {zone}',
  'announcement.linkExpiredPlain': 'La venta ha terminado',
  'announcement.linkExpiredLead': 'Este enlace ya no acepta pagos. No se te ha cobrado nada.',
  'announcement.linkUsedUp': 'Todas las plazas están ocupadas',
  'announcement.linkUsedUpLead':
    'Todas las plazas de este enlace están pagadas, así que esperar no liberará ninguna. No se te ha cobrado nada.',
  'announcement.linkHeld': 'Todas las plazas están reservadas ahora',
  'announcement.linkHeldLead':
    'Las últimas plazas las tienen personas que están pagando. No todos los pagos se completan, así que vale la pena volver a probar.',
  'announcement.linkHeldRelease': 'La próxima plaza queda libre, como muy tarde: <b>{time}</b>.',
  'announcement.linkHeldUndecided': 'Sus bancos tienen la última palabra. Suele tardar menos de un minuto.',
  'announcement.linkHeldNote': 'No se te ha cobrado nada. Esta página se comprueba sola cada {duration}.',
  'announcement.checkAgain': 'Comprobar ahora',
  'announcement.seeOffers': 'Ver lo que se ofrece ahora',
  'announcement.paidAlready': '¿Ya has pagado? Tu recibo está en tu correo y sigue siendo válido.',
  'announcement.checkoutNotFound': 'No hay ningún pago en esta dirección',
  'announcement.checkoutNotFoundLead':
    'La dirección está incompleta o ya no es válida. Por abrirla no se ha cobrado nada. Si pagaste antes, tu recibo está en tu correo.',
  'announcement.checkoutCanceled': 'Este pago se ha cancelado',
  'announcement.checkoutCanceledLead': 'No se te ha cobrado nada.',
  'announcement.placeReleased': 'El vendedor ha dado tu plaza a otros',
  'announcement.placeReleasedLead': 'No se te ha cobrado nada. Puedes empezar de nuevo mientras haya plazas.',
  'announcement.saleClosed': 'El vendedor ha cerrado esta venta',
  'announcement.saleClosedLead': 'No se te ha cobrado nada y aquí ya no se puede pagar.',
  'announcement.checkoutExpired': 'El tiempo para pagar ha terminado: {time}',
  'announcement.checkoutExpiredLead':
    'No se te ha cobrado nada. Si había una plaza reservada para ti, vuelve a estar libre.',
  'announcement.checkoutFailed': 'Este pago no se ha completado',
  'announcement.checkoutFailedLead':
    'No se ha movido dinero. Se han agotado los intentos; puedes empezar de nuevo con otra tarjeta.',
  'announcement.checkoutPaid': 'Esto ya está pagado',
  'announcement.checkoutPaidLead': '{amount}: cobrado una sola vez. Aquí no queda nada por hacer.',
  'announcement.checkoutRefunded': 'Este pago se ha reembolsado',
  'announcement.checkoutRefundedLead':
    '{amount}: el importe vuelve a la tarjeta de la que salió. Suele llegar en 3 a 10 días.',
  'announcement.latePayment': 'Tu pago llegó demasiado tarde y se devuelve',
  'announcement.latePaymentLead':
    '{amount}: el dinero llegó cuando este pago ya estaba cerrado y no quedaba plaza. Se devuelve entero; suele llegar en 3 a 10 días.',
  'announcement.openReceipt': 'Abrir el recibo',
  'announcement.startAgain': 'Empezar de nuevo',
  'announcement.pageNotFound': 'No hay ninguna página en esta dirección',
  'announcement.pageNotFoundLead': 'Compara la dirección con la que te dieron. No se ha cobrado nada.',
  'announcement.foreignForm': 'Este formulario venía de otro sitio',
  'announcement.foreignFormLead':
    'No se ha empezado ni cobrado nada. Abre la página del vendedor y rellena allí el formulario.',
  'announcement.openPage': 'Abrir la página del vendedor',
  'announcement.tooManyRequests': 'Demasiados intentos desde tu conexión',
  'announcement.tooManyRequestsLead': 'No se te ha cobrado nada. Espera {duration} e inténtalo de nuevo.',
  'announcement.unavailable': 'La caja está cerrada un momento',
  'announcement.unavailableLead':
    'No podemos consultar nuestros libros, así que ahora no se cobra nada. Inténtalo de nuevo en un minuto; lo que ya hayas pagado está a salvo.',
  'announcement.error': 'Algo ha fallado por nuestra parte',
  'announcement.errorLead':
    'Si estabas pagando, abre primero la página de nuevo: muestra si el pago se ha hecho. Nunca se cobra dos veces.',
  'announcement.openAgain': 'Abrir esta página de nuevo',
  'announcement.requestId': 'Para soporte: solicitud {id}.',

  // The page that leaves for another site
  'leave.title': 'Ir a {host}',
  'leave.provider': 'Tu página de pago se abre en {host}',
  'leave.providerLead': 'Allí se paga. No se cobra nada antes de que confirmes.',
  'leave.return': 'Volver a {host}',
  'leave.returnPaidLead': 'Está pagado. Tu recibo va de camino.',
  'leave.returnCanceledLead': 'El pago se ha cancelado. No se te ha cobrado nada.',
  'leave.returnFailedLead': 'El pago no se ha completado. No se ha movido dinero.',
  'leave.go': 'Continuar a {host}',
  'leave.note': 'Si no pasa nada en un momento, usa el botón.',

  // Mails
  'mail.footer': 'Enviado por {platform}.',
  'mail.footerFor': 'Enviado por {platform} para {organization}.',
  'mail.openAddress': 'Si el botón no funciona, abre esta dirección: {address}',
  'mail.testSubject': '[Prueba] {subject}',
  'mail.testNote': 'Era una prueba. No se ha movido dinero.',

  'mail.receipt.subject': 'Recibo {number} de {seller}',
  'mail.receipt.lead': '{seller} ha recibido {amount}.',
  'mail.receipt.number': 'Recibo',
  'mail.receipt.paidAt': 'Pagado',
  'mail.receipt.card': 'Tarjeta',
  'mail.receipt.payment': 'Pago',
  'mail.receipt.button': 'Abrir el recibo',
  'mail.receipt.note':
    'El recibo sigue en esta dirección. Quien la tenga puede abrirlo: compártela con cuidado.',
  'mail.receipt.contact': 'Las preguntas sobre tu compra van al vendedor: {email}',

  'mail.transfer.subject.instructions': 'Envía {amount} a {seller}',
  'mail.transfer.subject.reminder': 'La transferencia de {missing} a {seller} aún no ha llegado',
  'mail.transfer.subject.missing': 'Recibido: {received}, pendiente: {missing}',
  'mail.transfer.heading.instructions': 'Envía {amount} a {seller}',
  'mail.transfer.heading.reminder': 'La transferencia de {missing} aún no ha llegado',
  'mail.transfer.heading.missing': 'Recibido: {received}. Pendiente: {missing}.',
  'mail.transfer.lead.instructions':
    'Todavía no está pagado. Haz la transferencia desde tu propia cuenta, en una o varias veces. Por el concepto sabemos que el dinero es tuyo, y tu banco compara el beneficiario: escribe ambos exactamente así.',
  'mail.transfer.lead.reminder':
    'Si la enviaste en el último día hábil, no hay nada que hacer. Si no, esto es lo que hay que enviar:',
  'mail.transfer.lead.missing':
    'Envía el resto a la misma cuenta, con el mismo concepto. Las transferencias se suman; no envíes otra vez el importe completo.',
  'mail.transfer.place': 'Tu plaza queda reservada hasta el {time}.',
  'mail.transfer.noPlace':
    'Puede pagarse hasta el {time}. Mientras tanto no se reserva plaza: si la oferta se ha agotado cuando llegue el dinero, se te devuelve.',
  'mail.transfer.until': 'Puede pagarse hasta el {time}.',
  'mail.transfer.test': 'Modo de prueba. No envíes dinero.',
  'mail.transfer.button': 'Abrir con el código para la aplicación de tu banco',
  'mail.transfer.note':
    'Cuando haya llegado todo, recibirás el recibo por correo. No hay nada más que hacer.',

  'mail.returned.subject.buyer': 'Devolución de {amount}',
  'mail.returned.heading.buyer': '{seller} te devuelve {amount}',
  'mail.returned.why.buyer.late':
    'Tu pago llegó cuando la compra ya estaba cerrada y no quedaba plaza. No se ha comprado nada y no debes nada.',
  'mail.returned.why.buyer.excess':
    'Ha llegado más de lo que había que pagar. Tu compra sigue siendo tuya; lo que sobra se devuelve.',
  'mail.returned.why.buyer.nothing_sold':
    'Este dinero llegó cuando el pago ya estaba cerrado. No se ha comprado nada y no debes nada.',
  'mail.returned.how.buyer.transfer':
    'Va por transferencia a la cuenta de la que vino y suele llegar en dos días hábiles.',
  'mail.returned.how.buyer.provider': 'Vuelve por donde vino, normalmente en 3 a 10 días.',
  'mail.returned.test': 'Modo de prueba. No se mueve dinero.',
  'mail.returned.button.buyer': 'Ver el pago',
};
