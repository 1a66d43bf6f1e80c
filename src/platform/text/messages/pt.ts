import type { Catalogue } from '../catalogue-shape.ts';

/** Portuguese, in the spelling of Portugal, formal and without “você”. The reference of a transfer is “Referência”. */
export const portuguese: Catalogue = {
  // Every page
  'site.runsOn': 'Funciona com {platform}',
  'site.language': 'Idioma: {language}',
  'site.terms': 'Condições',
  'site.contact': 'Contactar o vendedor',
  'site.writeToSeller': 'Escrever ao vendedor',
  'site.visitSeller': 'Visitar o site do vendedor',
  'site.connectionLost':
    '<b>A ligação foi interrompida.</b> Não sabemos se o último passo chegou. Prima novamente o botão: é seguro, um pagamento repetido é cobrado uma só vez.',
  'mode.test': '<b>Modo de teste.</b> Nenhum cartão é debitado e nenhum dinheiro é movimentado.',
  'mode.testMoved': '<b>Modo de teste.</b> Nenhum dinheiro foi movimentado.',
  'mode.testMode': 'Modo de teste',
  'mode.testCards': 'Cartões de teste',
  'mode.testCardsHint': 'Serve qualquer validade futura e qualquer código de segurança.',
  'mode.useCard': 'Preencher com o cartão de teste {number}',

  // Test cards
  'testCard.pays': 'paga',
  'testCard.declined': 'recusado',
  'testCard.insufficientFunds': 'saldo insuficiente',
  'testCard.expired': 'expirado',
  'testCard.wrongCode': 'código de segurança errado',
  'testCard.error': 'erro, uma nova tentativa pode resultar',
  'testCard.challenge': 'pede 3-D Secure',
  'testCard.pending': 'fica pendente e depois paga',
  'testCard.early': 'paga antes do regresso',

  // Time
  'time.inCity': 'hora de {city} ({zone})',
  'time.hours': { one: '{count} hora', many: '{count} horas', other: '{count} horas' },
  'time.minutes': { one: '{count} minuto', many: '{count} minutos', other: '{count} minutos' },
  'time.seconds': { one: '{count} segundo', many: '{count} segundos', other: '{count} segundos' },
  'time.minutesLeft': 'faltam {minutes} min',

  // The order
  'order.label': 'A sua encomenda',
  'order.whatYouBuy': 'O que compra',
  'order.items': { one: '{count} artigo', many: '{count} artigos', other: '{count} artigos' },
  'order.total': 'Total',
  'order.totalIncluded': 'Total, impostos incluídos',
  'order.totalAdded': 'Total, impostos incluídos',
  'order.totalUntaxed': 'Total, sem impostos',
  'order.toPayIncluded': 'A pagar, impostos incluídos',
  'order.toPayAdded': 'A pagar, impostos incluídos',
  'order.toPayUntaxed': 'A pagar, sem impostos',
  'order.currency': 'Moeda',
  'order.lineTax': 'imposto de {rate}',
  'order.lineQuantity': '{quantity} × {price}',
  'order.net': 'Líquido',
  'order.includedTax': 'incl. imposto de {rate}',
  'order.addedTax': 'mais imposto de {rate}',
  'order.soldBy': 'Vendido por {seller}',
  'order.convertedByBank':
    'Convertido de {from} a <b>1 EUR = {rate} USD</b>, Banco Central Europeu, {day}. O preço fica fixado ao continuar.',
  'order.convertedByPlatform':
    'Convertido de {from} a <b>1 EUR = {rate} USD</b>, taxa de {platform}. O preço fica fixado ao continuar.',
  'order.convertedByBankFixed':
    'Convertido de {from} a <b>1 EUR = {rate} USD</b>, Banco Central Europeu, {day}. O preço é fixo.',
  'order.convertedByPlatformFixed':
    'Convertido de {from} a <b>1 EUR = {rate} USD</b>, taxa de {platform}. O preço é fixo.',
  'order.previewPrice': '{amount}, vendido por {seller}',
  'order.andMore': {
    one: '{first} e mais {count}',
    many: '{first} e mais {count}',
    other: '{first} e mais {count}',
  },

  // How tax was calculated
  'tax.how': 'Como o imposto é calculado',
  'tax.inclusive':
    'Os preços incluem imposto. É arredondado uma vez por linha: preço × taxa ÷ (100% + taxa).',
  'tax.exclusive': 'O imposto acresce aos preços, arredondado uma vez por linha: preço × taxa.',

  // Link page
  'link.title': '{what}, {seller}',
  'poster.scan': 'Digitalize para pagar',
  'poster.scanTest': 'Modo de teste. Digitalize para experimentar; nenhum dinheiro é movimentado.',
  'poster.qrCode': 'Código QR com o endereço desta oferta',
  'link.heading': 'Os seus dados',
  'link.continue': 'Continuar para pagar {amount}',
  'link.continuing': 'Um momento',
  'link.nothingYet': 'Paga-se no passo seguinte. Agora nada é cobrado.',
  'link.placesLeft': {
    one: '<b>Resta {count}.</b> Ao continuar, o lugar fica guardado para si durante {duration}.',
    many: '<b>Restam {count}.</b> Ao continuar, o lugar fica guardado para si durante {duration}.',
    other: '<b>Restam {count}.</b> Ao continuar, o lugar fica guardado para si durante {duration}.',
  },
  'link.places': { one: 'Resta {count}', many: 'Restam {count}', other: 'Restam {count}' },
  'link.onSaleUntil': 'À venda até <b>{moment}</b>, {zone}.',
  'link.notePlaces': '<b>{places}</b>',
  'link.noteUntil': 'À venda até {moment}',
  'link.noteBoth': '<b>{places}</b>, à venda até {moment}',
  'link.company': 'Compra para uma empresa? Indique o nome e o NIF',
  'link.address': 'Adicionar telefone ou morada',

  // Billing fields
  'field.optional': 'opcional',
  'field.email': 'E-mail',
  'field.emailHint': 'O recibo é enviado para aqui.',
  'field.firstName': 'Nome próprio',
  'field.lastName': 'Apelido',
  'field.country': 'País',
  'field.chooseCountry': 'Escolher',
  'field.postalCode': 'Código postal',
  'field.state': 'Estado ou região',
  'field.company': 'Empresa',
  'field.taxId': 'NIF',
  'field.phone': 'Telefone',
  'field.line1': 'Rua e número',
  'field.line2': 'Andar ou porta',
  'field.city': 'Localidade',

  // Card fields
  'field.number': 'Número do cartão',
  'field.expiry': 'Validade',
  'field.expiryHint': 'MM / AA',
  'field.cvc': 'Código de segurança',
  'field.cvcHint': '3 algarismos',
  'field.cvcHintLong': '4 algarismos',
  'field.cardName': 'Nome no cartão',

  // Errors beside a field, repeated in the summary
  'error.summary': {
    '=1': 'Verifique um campo. Nada foi cobrado.',
    '=2': 'Verifique dois campos. Nada foi cobrado.',
    '=3': 'Verifique três campos. Nada foi cobrado.',
    '=4': 'Verifique quatro campos. Nada foi cobrado.',
    one: 'Verifique {count} campo. Nada foi cobrado.',
    many: 'Verifique {count} campos. Nada foi cobrado.',
    other: 'Verifique {count} campos. Nada foi cobrado.',
  },
  'error.summaryLine': '{label}: {message}',
  'error.title': 'Verifique o formulário: {title}',
  'error.emailMissing': 'Introduza o seu e-mail.',
  'error.emailWrong': 'Escreva-o como name@example.com.',
  'error.firstNameMissing': 'Introduza o seu nome próprio.',
  'error.countryMissing': 'Escolha um país.',
  'error.postalCodeMissing': 'Introduza o código postal. Os bancos dos Estados Unidos verificam-no.',
  'error.tooLong': {
    one: 'No máximo {count} carácter.',
    many: 'No máximo {count} caracteres.',
    other: 'No máximo {count} caracteres.',
  },
  'error.notAllowed': 'Este valor não é aceite. Altere-o e tente novamente.',
  'error.numberMissing': 'Introduza o número do cartão.',
  'error.numberDigits': 'Use apenas algarismos.',
  'error.numberShort': {
    '=1': 'Falta um de {expected} algarismos.',
    '=2': 'Faltam dois de {expected} algarismos.',
    '=3': 'Faltam três de {expected} algarismos.',
    one: 'Falta {count} de {expected} algarismos.',
    many: 'Faltam {count} de {expected} algarismos.',
    other: 'Faltam {count} de {expected} algarismos.',
  },
  'error.numberLong': {
    '=1': 'Há um algarismo a mais: este cartão tem {expected}.',
    '=2': 'Há dois algarismos a mais: este cartão tem {expected}.',
    one: 'Há {count} algarismo a mais: este cartão tem {expected}.',
    many: 'Há {count} algarismos a mais: este cartão tem {expected}.',
    other: 'Há {count} algarismos a mais: este cartão tem {expected}.',
  },
  'error.numberChecksum': 'Um algarismo está errado. Compare com o cartão.',
  'error.testCardRequired': 'Aqui só funcionam cartões de teste. Escolha um da lista no topo da página.',
  'error.expiryMissing': 'Introduza a validade.',
  'error.expiryShape': 'Escreva mês e ano, como 08 / 28.',
  'error.expiryMonth': 'O mês vai de 01 a 12.',
  'error.expiryPassed': 'Esta data já passou.',
  'error.cvcMissing': 'Introduza o código de segurança.',
  'error.cvcDigits': 'Introduza os {count} algarismos no verso do cartão.',
  'error.cvcDigitsFront': 'Introduza os {count} algarismos na frente do cartão.',
  'error.cardNameMissing': 'Introduza o nome que está no cartão.',

  // Checkout page
  'checkout.title': 'Pagar {amount}, {seller}',
  'checkout.declinedTitle': 'Recusado: pagar {amount}',
  'checkout.heading': 'Pagar com cartão',
  'checkout.headingLive': 'Pagamento seguro',
  'checkout.change': 'Alterar',
  'checkout.pay': 'Pagar {amount}',
  'checkout.paying': 'A pagar {amount}',
  'checkout.continueLive': 'Continuar para o pagamento',
  'checkout.liveNote':
    'O pagamento de {amount} é feito na página de {provider}. Os dados do cartão vão diretamente para lá e nunca passam por este site.',
  'checkout.provider': 'um serviço de pagamento',
  'checkout.placeKept': 'Lugar guardado até: <b>{time}</b>',
  'checkout.openUntil': 'Aberto até: <b>{time}</b>',
  'checkout.extend': 'Prolongar',
  'checkout.extending': 'A prolongar',
  'checkout.cancelNote': '<link>Cancelar</link> e voltar a {seller}',
  'checkout.canceling': 'A cancelar',
  'checkout.attemptsLeft': {
    one: 'Resta {count} de {limit} tentativas.',
    many: 'Restam {count} de {limit} tentativas.',
    other: 'Restam {count} de {limit} tentativas.',
  },

  // Notices above a form
  'notice.renewed': '<b>Prolongado.</b> Novo prazo: {time}.',
  'notice.placeHeld': '<b>O seu lugar está guardado. Prazo: {time}.</b> Corrija o que quiser e continue.',
  'notice.notRenewable':
    '<b>Não é possível prolongar mais.</b> Prazo para pagar: {time}. Também pode recomeçar mais tarde.',
  'notice.othersFirst':
    '<b>Não é possível prolongar: outras pessoas estão primeiro.</b> Já foi guardado um lugar a partir da sua ligação e não foi pago. Prazo para pagar: {time}.',
  'notice.keptForOthers':
    '<b>Por agora, outros vêm primeiro.</b> Foi guardado um lugar a partir da sua ligação e não foi pago. Nada foi cobrado. Tente novamente dentro de {duration}.',
  'notice.tooManyTries':
    '<b>Demasiadas tentativas.</b> Nada foi cobrado. Aguarde {duration} e tente novamente.',
  'notice.outOfBounds':
    '<b>O vendedor não pode aceitar este valor de momento.</b> Nada foi cobrado. Escreva ao vendedor.',
  'notice.currencyUnavailable':
    '<b>Esta moeda não está disponível agora.</b> Nada foi cobrado. Escolha a outra.',
  'notice.wayGone': 'O vendedor já não oferece essa forma de pagamento. Nada foi cobrado; escolha outra.',
  'notice.unavailable':
    '<b>Não foi possível fazê-lo agora.</b> Nada foi cobrado. Tente novamente dentro de momentos.',

  // Declines: what happened, whether money moved, what next
  'decline.card_declined': 'O seu banco recusou o cartão',
  'decline.insufficient_funds': 'O seu banco recusou o cartão: saldo insuficiente',
  'decline.expired_card': 'O seu banco recusou o cartão: está expirado',
  'decline.incorrect_cvc': 'O seu banco recusou o cartão: o código de segurança está errado',
  'decline.processing_error': 'O banco não conseguiu processar o cartão agora',
  'decline.authentication_failed': 'O pagamento não foi confirmado no seu banco',
  'decline.returned': 'Voltou sem pagar',
  'decline.next.card_declined':
    'Nenhum valor foi debitado. Experimente <link>outro cartão</link>, ou fale com o seu banco e tente novamente com este.',
  'decline.next.expired_card': 'Nenhum valor foi debitado. Experimente <link>outro cartão</link>.',
  'decline.next.incorrect_cvc':
    'Nenhum valor foi debitado. Compare o código com o cartão e <link>tente novamente</link>.',
  'decline.next.processing_error':
    'Nenhum valor foi debitado. <link>Tente novamente</link> dentro de momentos ou use outro cartão.',
  'decline.next.authentication_failed':
    'Nenhum valor foi debitado. <link>Tente novamente</link> e confirme no seu banco, ou use outro cartão.',
  'decline.next.returned': 'Nenhum valor foi debitado. Continue quando quiser.',
  'decline.placeStays': 'O lugar continua a ser seu. Prazo: {time}.',
  'decline.card': 'Cartão •••• {last4}, {brand}, {time}.',
  'card.masked': '{brand} •••• {last4}',
  'card.unknown': 'Cartão',

  // 3-D Secure test page
  'challenge.title': 'Confirme este pagamento',
  'challenge.bank': 'Banco de teste',
  'challenge.secure': '3-D Secure',
  'challenge.heading': 'Este pagamento é seu?',
  'challenge.payTo': 'Pagar a',
  'challenge.amount': 'Valor',
  'challenge.card': 'Cartão',
  'challenge.askedAt': 'Pedido em',
  'challenge.approve': 'Aprovar',
  'challenge.refuse': 'Recusar',
  'challenge.abandon': 'Abandonar',
  'challenge.sending': 'A enviar a resposta',
  'challenge.note':
    'Um banco verdadeiro pediria aqui a sua aplicação ou um código. «Abandonar» sai sem resposta.',

  // Ways to pay
  'way.heading': 'Como quer pagar?',
  'way.transferHeading': 'Pagar por transferência',
  'way.testCard': 'Cartão de teste',
  'way.testCardLine': 'Só no ambiente de testes. Nada é cobrado.',
  'way.redirectLine': 'Paga na página de {provider} e volta aqui.',
  'way.redirectNext': 'A seguir: a página do serviço de pagamento. A cobrança é feita lá, uma só vez.',
  'way.transfer': 'Transferência bancária',
  'way.transferLine': 'Da sua própria conta; chega em segundos ou num dia útil.',
  'way.transferPlace': {
    one: 'O seu lugar fica guardado {count} dia.',
    many: 'O seu lugar fica guardado {count} dias.',
    other: 'O seu lugar fica guardado {count} dias.',
  },
  'way.transferDays': {
    one: 'Tem {count} dia para a fazer.',
    many: 'Tem {count} dias para a fazer.',
    other: 'Tem {count} dias para a fazer.',
  },
  'way.transferNoPlace':
    'Entretanto o seu lugar não fica guardado: se não restar nenhum quando o dinheiro chegar, é-lhe devolvido.',
  'way.transferNext': 'A seguir: conta e referência. Agora nada é cobrado.',

  // Transfer page
  'transfer.title': 'Transferir {amount} para {seller}',
  'transfer.heading': 'Faça a transferência no seu banco',
  'transfer.lead':
    'Ainda não está pago. Copie estes quatro dados ou leia o código: é pela referência, escrita no descritivo da transferência, que sabemos que o dinheiro é seu.',
  'transfer.toPay': 'A pagar por transferência',
  'transfer.amount': 'Valor',
  'transfer.accountName': 'Beneficiário',
  'transfer.iban': 'IBAN',
  'transfer.bic': 'BIC',
  'transfer.bicLine': 'BIC {bic}, se o seu banco o pedir',
  'transfer.reference': 'Referência',
  'transfer.copyAmount': 'Copiar o valor',
  'transfer.copyName': 'Copiar o beneficiário',
  'transfer.copyIban': 'Copiar o IBAN',
  'transfer.copyReference': 'Copiar a referência',
  'transfer.copied': 'Copiado',
  'transfer.nameWhy':
    'A conta está neste nome, não no de {seller}, e o seu banco compara-o: escreva-o exatamente assim.',
  'transfer.nameSame': 'O seu banco compara o nome: escreva-o exatamente assim.',
  'transfer.scan': 'Leia o código com a aplicação do seu banco',
  'transfer.scanNote': 'Preenche os quatro campos. No telemóvel, guarde o código e abra-o na aplicação.',
  'transfer.scanRest': 'Leia o código para o restante',
  'transfer.scanRestNote':
    'A mesma conta, o mesmo beneficiário, a mesma referência. As transferências somam-se.',
  'transfer.save': 'Guardar o código',
  'transfer.code': 'Código QR com valor, conta e referência',
  'transfer.kept':
    'O seu lugar está guardado até <b>{time}</b>, {zone}. Tudo isto está também no seu e-mail.',
  'transfer.open': 'Pode ser pago até <b>{time}</b>, {zone}. Tudo isto está também no seu e-mail.',
  'transfer.noPlace':
    'Entretanto nenhum lugar fica guardado: se a oferta estiver esgotada quando o dinheiro chegar, é-lhe devolvido.',
  'transfer.sent': 'Já transferi',
  'transfer.sending': 'A avisar o vendedor',
  'transfer.sentNote': 'Não é preciso premir: vemos o dinheiro de qualquer forma.',
  'transfer.otherWay': 'Pagar de outra forma',
  'transfer.next': 'O que acontece a seguir',
  'transfer.youSend': 'Envia {amount}',
  'transfer.youSendNote': 'Com a referência, numa ou em várias transferências',
  'transfer.arrives': 'O dinheiro chega',
  'transfer.arrivesNote': 'As transferências imediatas em segundos, as outras num dia útil',
  'transfer.receipt': 'O seu recibo',
  'transfer.receiptTo': 'Para {email}',
  'transfer.receiptPlace': 'Para {email}, e o lugar é seu',
  'transfer.band': '<b>Modo de teste.</b> Não envie dinheiro.',
  'transfer.partHeading': 'Recebido: {received}. Em falta: {missing}.',
  'transfer.arrived': 'Recebido: {amount}',
  'transfer.missing': 'Em falta: {amount}',
  'transfer.onItsWay': 'A caminho: {amount}',
  'transfer.toPayTotal': 'A pagar',
  'transfer.arrivedOn': 'Recebido: {day}',
  'transfer.comes': 'A caminho',
  'transfer.toSend': 'Ainda por enviar',
  'transfer.wayHeading': 'A sua transferência de {amount} está a caminho. Não a repita.',
  'transfer.wayLead':
    'O banco do vendedor anunciou-a e ainda não a lançou. Conta como paga depois de lançada, em geral no dia útil seguinte.',
  'transfer.sentHeading': 'Enviou {amount}. Não repita a transferência.',
  'transfer.sentLead':
    'Ainda não chegou ao banco do vendedor. As transferências imediatas demoram segundos, as outras um dia útil; vemo-la quando o vendedor consulta a conta.',
  'transfer.saidSent': 'Envio comunicado',
  'transfer.seen': 'Visto no banco do vendedor',
  'transfer.notSeen': 'À espera do banco do vendedor',
  'transfer.receiptSoon': 'Recibo para {email}',
  'transfer.showAgain': 'Conta e referência',
  'transfer.mayClose': 'Pode fechar esta página; escrevemos-lhe quando estiver lançada.',
  'transfer.placeStays': 'O lugar continua a ser seu até <b>{time}</b>, {zone}.',
  'transfer.waitsUntil': 'Espera-se até <b>{time}</b>, {zone}.',
  'transfer.payment': 'Pagamento {id}, referência {reference}',
  'transfer.arrivedHeading': 'A sua transferência chegou.',
  'transfer.takenBackHeading': 'O seu banco retirou {amount}.',
  'transfer.takenBackLead':
    '{seller} já não tem o dinheiro, e sabe-o. Pergunte o motivo ao seu banco e fale com {seller} antes de o enviar outra vez.',
  'transfer.allArrived': 'Recebido: {amount}, não falta nada',
  'transfer.booked': 'Lançada no banco do vendedor',
  'transfer.receiptSent': 'Recibo enviado',
  'transfer.viewReceipt': 'Ver o recibo',
  'transfer.paid': 'Pago',

  // Processing page
  'processing.title': 'Estamos a verificar o seu pagamento',
  'processing.heading': 'Estamos a consultar o seu banco. Não pague outra vez.',
  'processing.leadCard':
    '{amount} com {card}. O banco tem o pedido e ainda não deu a resposta final. Em geral demora menos de um minuto.',
  'processing.lead':
    '{amount}. O banco tem o pedido e ainda não deu a resposta final. Em geral demora menos de um minuto.',
  'processing.sent': 'Enviado ao banco',
  'processing.waiting': 'À espera da resposta do banco',
  'processing.asked': 'Última consulta: {time}, de novo a cada {duration}',
  'processing.receiptTo': 'Recibo para {email}',
  'processing.receipt': 'Recibo',
  'processing.mayClose':
    'Pode fechar esta página. Enviamos o recibo, ou dizemos-lhe que nenhum valor foi debitado.',
  'processing.placeStays': 'Entretanto o lugar continua a ser seu.',
  'processing.payment': 'Pagamento {id}.',
  'processing.checkNow': 'Verificar agora',
  'processing.actionHeading': 'O seu banco aguarda a sua resposta',
  'processing.actionLead':
    '{amount}: ainda nada foi cobrado. Vá à página do seu banco e confirme o pagamento, ou volte atrás e pague de outra forma.',
  'processing.actionGo': 'Ir para o seu banco',
  'processing.actionCancel': 'Cancelar este pagamento',

  // Receipt
  'receipt.title': 'Recibo {number}, {seller}',
  'receipt.thanks': 'Obrigado, {name}. Pagamento efetuado.',
  'receipt.thanksPlain': 'Obrigado. Pagamento efetuado.',
  'receipt.refundedHeading': 'Este pagamento foi reembolsado',
  'receipt.partlyRefundedHeading': 'Uma parte deste pagamento foi reembolsada',
  'receipt.refundPendingHeading': 'Um reembolso está a caminho',
  'receipt.paid': 'Pago',
  'receipt.ofPaid': 'de um pagamento de {amount}',
  'receipt.refundNotFinal': 'pago; o reembolso ainda não é definitivo',
  'receipt.refunded': 'Reembolsado',
  'receipt.partlyRefunded': 'Reembolsado em parte',
  'receipt.refundPending': 'Reembolso pendente',
  'receipt.print': 'Imprimir',
  'receipt.pdf': 'Descarregar PDF',
  'receipt.receipt': 'Recibo',
  'receipt.payment': 'Pagamento {id}',
  'receipt.seller': 'Vendedor',
  'receipt.billedTo': 'Faturado a',
  'receipt.taxId': 'NIF {id}',
  'receipt.next': 'O que acontece a seguir',
  'receipt.nextPaid': 'O vendedor já sabe. Uma cópia deste recibo vai a caminho do seu e-mail.',
  'receipt.nextRefunded': 'O dinheiro volta ao cartão de onde veio. Em geral chega em 3 a 10 dias.',
  'receipt.item': 'Artigo',
  'receipt.quantity': 'Qtd.',
  'receipt.unit': 'Preço',
  'receipt.tax': 'Imposto',
  'receipt.lineTotal': 'Total',
  'receipt.kept': 'Pago após reembolsos',
  'receipt.signed':
    '<b>Recibo assinado.</b> Qualquer pessoa pode verificar sem ligação que é autêntico e não foi alterado: guarde o <file>ficheiro assinado</file> e veja <guide>como o verificar</guide>.',
  'receipt.verify': 'Verificar este recibo',
  'receipt.key': 'chave {id}',
  'receipt.backTo': 'Voltar a {seller}',
  'receipt.askRefund': 'Pedir um reembolso',
  'receipt.pdf.heading': 'Recibo {number}',
  'receipt.pdf.test': 'TESTE – nenhum dinheiro foi movimentado.',
  'receipt.pdf.converted': 'Convertido de {from} a 1 EUR = {rate} USD.',
  'receipt.pdf.convertedByBank': 'Convertido de {from} a 1 EUR = {rate} USD, Banco Central Europeu, {day}.',
  'receipt.pdf.refunded': 'Devolvido: {amount}. Pago após reembolsos: {kept}.',
  'receipt.pdf.refundPending': 'Um reembolso está a caminho.',
  'receipt.pdf.refundNote':
    'Situação em {moment}. Esta nota pode mudar, por isso não faz parte do que é assinado.',
  'receipt.pdf.signed': 'Recibo assinado',
  'receipt.pdf.signedFile':
    'O ficheiro anexo {file} contém o que este recibo diz, assinado com Ed25519. Qualquer pessoa pode verificar sem ligação que é autêntico e não foi alterado, com a chave publicada aqui:',
  'receipt.pdf.notWhole':
    '□ está por um carácter que não pode ser impresso aqui. O ficheiro anexo tem todos os caracteres.',
  'receipt.pdf.qrCode': 'Código QR com o endereço deste recibo',
  'receipt.pdf.open': 'Abrir este recibo',
  'receipt.pdf.page': 'página {page} de {pages}',
  'receipt.pdf.fileDescription': 'O recibo assinado',

  // Announcements: one page for each way a link or checkout can be closed
  'announcement.linkNotFound': 'Não há nenhum link de pagamento neste endereço',
  'announcement.linkNotFoundLead':
    'O endereço pode estar incompleto. Compare-o com o que recebeu ou peça um novo ao vendedor. Nada foi cobrado.',
  'announcement.linkInactive': 'Este link de pagamento está desligado',
  'announcement.linkInactiveLead': 'O vendedor não aceita pagamentos por ele de momento. Nada foi cobrado.',
  'announcement.linkDeleted': 'Este link de pagamento foi retirado',
  'announcement.linkDeletedLead':
    'O vendedor removeu-o, por isso já não aceita pagamentos. Nada foi cobrado.',
  'announcement.linkExpired': 'A venda terminou a {moment}, {zone}',
  'announcement.linkExpiredPlain': 'A venda terminou',
  'announcement.linkExpiredLead': 'Este link já não aceita pagamentos. Nada foi cobrado.',
  'announcement.linkUsedUp': 'Todos os lugares estão ocupados',
  'announcement.linkUsedUpLead':
    'Todos os lugares deste link estão pagos, por isso esperar não liberta nenhum. Nada foi cobrado.',
  'announcement.linkHeld': 'Todos os lugares estão guardados neste momento',
  'announcement.linkHeldLead':
    'Os últimos lugares estão com pessoas que estão a pagar. Nem todos os pagamentos se concluem, por isso vale a pena tentar outra vez.',
  'announcement.linkHeldRelease': 'O próximo lugar fica livre, o mais tardar: <b>{time}</b>.',
  'announcement.linkHeldUndecided':
    'Os bancos dessas pessoas têm a última palavra. Em geral demora menos de um minuto.',
  'announcement.linkHeldNote': 'Nada foi cobrado. Esta página verifica sozinha a cada {duration}.',
  'announcement.checkAgain': 'Verificar agora',
  'announcement.seeOffers': 'Ver o que está à venda agora',
  'announcement.paidAlready': 'Já pagou? O recibo está no seu e-mail e continua válido.',
  'announcement.checkoutNotFound': 'Não há nenhum pagamento neste endereço',
  'announcement.checkoutNotFoundLead':
    'O endereço está incompleto ou já não é válido. Nada foi cobrado por o abrir. Se pagou antes, o recibo está no seu e-mail.',
  'announcement.checkoutCanceled': 'Este pagamento foi cancelado',
  'announcement.checkoutCanceledLead': 'Nada foi cobrado.',
  'announcement.placeReleased': 'O vendedor deu o seu lugar a outros',
  'announcement.placeReleasedLead': 'Nada foi cobrado. Pode recomeçar enquanto houver lugares.',
  'announcement.saleClosed': 'O vendedor fechou esta venda',
  'announcement.saleClosedLead': 'Nada foi cobrado e aqui já nada pode ser pago.',
  'announcement.checkoutExpired': 'O tempo para pagar terminou: {time}',
  'announcement.checkoutExpiredLead':
    'Nada foi cobrado. Um lugar que estava guardado para si está de novo livre.',
  'announcement.checkoutFailed': 'Este pagamento não se concluiu',
  'announcement.checkoutFailedLead':
    'Nenhum valor foi debitado. As tentativas esgotaram-se; pode recomeçar com outro cartão.',
  'announcement.checkoutPaid': 'Isto já está pago',
  'announcement.checkoutPaidLead': '{amount}: cobrado uma só vez. Não há mais nada a fazer aqui.',
  'announcement.checkoutRefunded': 'Este pagamento foi reembolsado',
  'announcement.checkoutRefundedLead':
    '{amount}: o valor volta ao cartão de onde veio. Em geral chega em 3 a 10 dias.',
  'announcement.latePayment': 'O seu pagamento chegou tarde demais e é devolvido',
  'announcement.latePaymentLead':
    '{amount}: o dinheiro chegou quando este pagamento já estava fechado e não restava nenhum lugar. É devolvido na totalidade, em geral em 3 a 10 dias.',
  'announcement.openReceipt': 'Abrir o recibo',
  'announcement.startAgain': 'Recomeçar',
  'announcement.pageNotFound': 'Não há nenhuma página neste endereço',
  'announcement.pageNotFoundLead': 'Compare o endereço com o que recebeu. Nada foi cobrado.',
  'announcement.foreignForm': 'Este formulário veio de outro site',
  'announcement.foreignFormLead':
    'Nada foi iniciado e nada foi cobrado. Abra a página do vendedor e preencha lá o formulário.',
  'announcement.openPage': 'Abrir a página do vendedor',
  'announcement.tooManyRequests': 'Demasiadas tentativas a partir da sua ligação',
  'announcement.tooManyRequestsLead': 'Nada foi cobrado. Aguarde {duration} e tente novamente.',
  'announcement.unavailable': 'A caixa está fechada por um momento',
  'announcement.unavailableLead':
    'Não conseguimos consultar os nossos registos, por isso agora nada é cobrado. Tente novamente dentro de um minuto; um pagamento já feito está seguro.',
  'announcement.error': 'Algo correu mal do nosso lado',
  'announcement.errorLead':
    'Se estava a pagar, abra primeiro a página outra vez: mostra se o pagamento passou. Nunca é cobrado duas vezes.',
  'announcement.openAgain': 'Abrir esta página outra vez',
  'announcement.requestId': 'Para o apoio: pedido {id}.',

  // The page that leaves for another site
  'leave.title': 'A caminho de {host}',
  'leave.provider': 'A página de pagamento abre-se em {host}',
  'leave.providerLead': 'É lá que se paga. Nada é cobrado antes de confirmar.',
  'leave.return': 'De volta a {host}',
  'leave.returnPaidLead': 'Está pago. O recibo vai a caminho.',
  'leave.returnCanceledLead': 'O pagamento foi cancelado. Nada foi cobrado.',
  'leave.returnFailedLead': 'O pagamento não se concluiu. Nenhum valor foi debitado.',
  'leave.go': 'Continuar para {host}',
  'leave.note': 'Se nada acontecer dentro de momentos, use o botão.',

  // Mails
  'mail.footer': 'Enviado por {platform}.',
  'mail.footerFor': 'Enviado por {platform} para {organization}.',
  'mail.openAddress': 'Se o botão não funcionar, abra este endereço: {address}',
  'mail.testSubject': '[Teste] {subject}',
  'mail.testNote': 'Isto foi um teste. Nenhum dinheiro foi movimentado.',

  'mail.receipt.subject': 'Recibo {number} de {seller}',
  'mail.receipt.lead': '{seller} recebeu {amount}.',
  'mail.receipt.number': 'Recibo',
  'mail.receipt.paidAt': 'Pago',
  'mail.receipt.card': 'Cartão',
  'mail.receipt.payment': 'Pagamento',
  'mail.receipt.button': 'Abrir o recibo',
  'mail.receipt.note':
    'O recibo fica neste endereço. Quem o tiver pode abri-lo, por isso partilhe-o com cuidado.',
  'mail.receipt.contact': 'As perguntas sobre a compra vão para o vendedor: {email}',

  'mail.transfer.subject.instructions': 'Envie {amount} para {seller}',
  'mail.transfer.subject.reminder': 'A transferência de {missing} para {seller} ainda não chegou',
  'mail.transfer.subject.missing': 'Recebido: {received}, em falta: {missing}',
  'mail.transfer.heading.instructions': 'Envie {amount} para {seller}',
  'mail.transfer.heading.reminder': 'A transferência de {missing} ainda não chegou',
  'mail.transfer.heading.missing': 'Recebido: {received}. Em falta: {missing}.',
  'mail.transfer.lead.instructions':
    'Ainda não está pago. Faça a transferência da sua própria conta, de uma ou várias vezes. É pela referência, escrita no descritivo da transferência, que sabemos que o dinheiro é seu, e o seu banco compara o beneficiário: escreva ambos exatamente assim.',
  'mail.transfer.lead.reminder':
    'Se a enviou no último dia útil, não há nada a fazer. Se não, é isto que há a enviar:',
  'mail.transfer.lead.missing':
    'Envie o restante para a mesma conta, com a mesma referência. As transferências somam-se; não envie outra vez o valor total.',
  'mail.transfer.place': 'O seu lugar está guardado até {time}.',
  'mail.transfer.noPlace':
    'Pode ser pago até {time}. Entretanto nenhum lugar fica guardado: se a oferta estiver esgotada quando o dinheiro chegar, é-lhe devolvido.',
  'mail.transfer.until': 'Pode ser pago até {time}.',
  'mail.transfer.test': 'Modo de teste. Não envie dinheiro.',
  'mail.transfer.button': 'Abrir com o código para a aplicação do seu banco',
  'mail.transfer.note': 'Quando tudo tiver chegado, o recibo vem por e-mail. Não há mais nada a fazer.',

  'mail.returned.subject.buyer': 'Devolução de {amount}',
  'mail.returned.heading.buyer': '{seller} devolve-lhe {amount}',
  'mail.returned.why.buyer.late':
    'O seu pagamento chegou quando a compra já estava encerrada e não restava nenhum lugar. Nada foi comprado e nada deve.',
  'mail.returned.why.buyer.excess':
    'Chegou mais do que havia a pagar. A sua compra mantém-se; o que é a mais é devolvido.',
  'mail.returned.why.buyer.nothing_sold':
    'Este dinheiro chegou quando o pagamento já estava fechado. Nada foi comprado e nada deve.',
  'mail.returned.how.buyer.transfer':
    'Vai por transferência para a conta de onde veio e em geral chega em dois dias úteis.',
  'mail.returned.how.buyer.provider': 'Volta pelo caminho por onde veio, em geral em 3 a 10 dias.',
  'mail.returned.test': 'Modo de teste. Nenhum dinheiro é movimentado.',
  'mail.returned.button.buyer': 'Ver o pagamento',
};
