import { type PaymentShape, type StatementShape, showDecimal } from './shapes.ts';

export const camtVersions = ['02', '03', '04', '05', '06', '07', '08', '09', '10', '11', '12', '13'] as const;
export type CamtVersion = (typeof camtVersions)[number];

const roots = {
  'camt.052': ['BkToCstmrAcctRpt', 'Rpt'],
  'camt.053': ['BkToCstmrStmt', 'Stmt'],
  'camt.054': ['BkToCstmrDbtCdtNtfctn', 'Ntfctn'],
} as const;

export type CamtStyle = {
  readonly kind: keyof typeof roots;
  readonly version: CamtVersion;
  /** Of every element, with its colon. */
  readonly prefix?: string;
  readonly namespace?: string;
  /** Before every element; a newline makes it readable. */
  readonly gap?: string;
};

/** A document as a bank of that version writes it. */
export function camtOf(statements: readonly StatementShape[], style: CamtStyle): string {
  const { kind, version, prefix = '', gap = '' } = style;
  const [root, one] = roots[kind];
  const namespace = style.namespace ?? `urn:iso:std:iso:20022:tech:xsd:${kind}.001.${version}`;
  const bodies = statements.map((statement) => `<${one}>${statementBody(statement, version)}</${one}>`);
  const header = '<GrpHdr><MsgId>M1</MsgId><CreDtTm>2026-11-04T06:00:00</CreDtTm></GrpHdr>';
  const body = `<${root}>${header}${bodies.join('')}</${root}>`.replace(/<(\/?)/g, (_, slash) => {
    return slash === '/' ? `</${prefix}` : `${gap}<${prefix}`;
  });
  const xmlns = prefix === '' ? 'xmlns' : `xmlns:${prefix.slice(0, -1)}`;
  return `<?xml version="1.0" encoding="UTF-8"?><${prefix}Document ${xmlns}="${namespace}">${body}</${prefix}Document>`;
}

function statementBody({ id, iban, currency, opening, closing, payments }: StatementShape, version: string) {
  const balance = (code: string, minor: bigint) =>
    `<Bal><Tp><CdOrPrtry><Cd>${code}</Cd></CdOrPrtry></Tp><Amt Ccy="${currency}">${showDecimal(minor < 0n ? -minor : minor)}</Amt><CdtDbtInd>${minor < 0n ? 'DBIT' : 'CRDT'}</CdtDbtInd><Dt><Dt>2026-11-03</Dt></Dt></Bal>`;
  return [
    `<Id>${id}</Id><CreDtTm>2026-11-04T06:00:00</CreDtTm>`,
    `<Acct><Id><IBAN>${iban}</IBAN></Id><Ccy>${currency}</Ccy></Acct>`,
    opening === null ? '' : balance('OPBD', opening),
    closing === null ? '' : balance('CLBD', closing),
    ...payments.map((payment) => entryOf(payment, currency, version)),
  ].join('');
}

function entryOf(payment: PaymentShape, currency: string, version: string): string {
  const isNew = Number(version) >= 8;
  const { minor, direction, status, day, bankReference } = payment;
  return [
    `<Ntry><Amt Ccy="${currency}">${showDecimal(minor)}</Amt>`,
    `<CdtDbtInd>${direction === 'credit' ? 'CRDT' : 'DBIT'}</CdtDbtInd>`,
    payment.isReversal ? '<RvslInd>true</RvslInd>' : '',
    isNew ? `<Sts><Cd>${status}</Cd></Sts>` : `<Sts>${status}</Sts>`,
    `<BookgDt><Dt>${day}</Dt></BookgDt><ValDt><Dt>${day}</Dt></ValDt>`,
    bankReference === null ? '' : `<AcctSvcrRef>${bankReference}</AcctSvcrRef>`,
    '<BkTxCd><Domn><Cd>PMNT</Cd><Fmly><Cd>RCDT</Cd><SubFmlyCd>ESCT</SubFmlyCd></Fmly></Domn></BkTxCd>',
    payment.parts === undefined ? '' : batchOf(payment, currency, version),
    payment.parts === undefined && !payment.isBare
      ? `<NtryDtls>${detailsOf(payment, currency, version)}</NtryDtls>`
      : '',
    payment.bankText === undefined ? '' : `<AddtlNtryInf>${payment.bankText}</AddtlNtryInf>`,
    '</Ntry>',
  ].join('');
}

function batchOf({ parts = [], minor, showParts = true }: PaymentShape, currency: string, version: string) {
  const head = `<Btch><NbOfTxs>${parts.length}</NbOfTxs><TtlAmt Ccy="${currency}">${showDecimal(minor)}</TtlAmt></Btch>`;
  const told = showParts ? parts.map((part) => detailsOf(part, currency, version)).join('') : '';
  return `<NtryDtls>${head}${told}</NtryDtls>`;
}

function detailsOf(payment: PaymentShape, currency: string, version: string): string {
  const { minor, direction, name, iban, text, reference, endToEndId, returnReason } = payment;
  const amount = `<Amt Ccy="${currency}">${showDecimal(minor)}</Amt>`;
  const role = (direction === 'credit') === !payment.isReversal ? 'Dbtr' : 'Cdtr';
  const party = Number(version) >= 8 ? `<Pty><Nm>${name}</Nm></Pty>` : `<Nm>${name}</Nm>`;
  const bic = Number(version) >= 3 ? 'BICFI' : 'BIC';
  return [
    `<TxDtls><Refs><EndToEndId>${endToEndId ?? 'NOTPROVIDED'}</EndToEndId></Refs>`,
    Number(version) >= 3 ? `${amount}<CdtDbtInd>${direction === 'credit' ? 'CRDT' : 'DBIT'}</CdtDbtInd>` : '',
    Number(version) >= 3 ? '' : `<AmtDtls><TxAmt>${amount}</TxAmt></AmtDtls>`,
    `<RltdPties><${role}>${party}</${role}>`,
    iban === null ? '' : `<${role}Acct><Id><IBAN>${iban}</IBAN></Id></${role}Acct>`,
    `</RltdPties><RltdAgts><${role}Agt><FinInstnId><${bic}>XXXXDEXX</${bic}></FinInstnId></${role}Agt></RltdAgts>`,
    '<RmtInf>',
    text === null ? '' : `<Ustrd>${text}</Ustrd>`,
    reference === null ? '' : `<Strd><CdtrRefInf><Ref>${reference}</Ref></CdtrRefInf></Strd>`,
    '</RmtInf>',
    returnReason === undefined ? '' : `<RtrInf><Rsn><Cd>${returnReason}</Cd></Rsn></RtrInf>`,
    '</TxDtls>',
  ].join('');
}
