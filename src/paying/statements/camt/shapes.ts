import { amount, amounts, elements, handedOn, line, shape, type Told, text, texts } from './shape.ts';

export const idShape = shape({ line, id: text('') });
export const pageShape = shape({ line, number: text('PgNb') });

export const accountShape = shape({
  line,
  id: text('Id/IBAN', 'Id/Othr/Id'),
  proxy: text('Prxy/Id'),
  currency: text('Ccy'),
});

export const balanceShape = shape({
  line,
  code: text('Tp/CdOrPrtry/Cd'),
  subTypes: elements('Tp/SubTp', shape({ line })),
  amount: amount('Amt'),
  direction: text('CdtDbtInd'),
  day: text('Dt/Dt', 'Dt/DtTm'),
});

/** Charges were one amount each until version .03, and are records with a total since. */
const chargesShape = shape({
  line,
  single: amount('Amt'),
  total: amount('TtlChrgsAndTaxAmt'),
  records: amounts('Rcrd/Amt'),
});

const structuredShape = shape({
  line,
  reference: text('CdtrRefInf/Ref'),
  documents: texts('RfrdDocInf/Nb'),
  more: texts('AddtlRmtInf'),
});

/** Since version .03 a party may be an agent, and stands one element deeper. */
const namesOf = (party: string) =>
  text(`RltdPties/${party}/Nm`, `RltdPties/${party}/Pty/Nm`, `RltdPties/${party}/Agt/FinInstnId/Nm`);
const accountOf = (role: string) => text(`RltdPties/${role}Acct/Id/IBAN`, `RltdPties/${role}Acct/Id/Othr/Id`);

/** `TxDtls`: one payment. */
export const partShape = shape({
  line,
  direction: text('CdtDbtInd'),
  amount: amount('Amt'),
  transactionAmount: amount('AmtDtls/TxAmt/Amt'),
  instructed: amount('AmtDtls/InstdAmt/Amt'),
  charges: elements('Chrgs', chargesShape),
  endToEndId: text('Refs/EndToEndId'),
  bankReference: text('Refs/AcctSvcrRef'),
  debtor: namesOf('Dbtr'),
  creditor: namesOf('Cdtr'),
  ultimateDebtor: namesOf('UltmtDbtr'),
  ultimateCreditor: namesOf('UltmtCdtr'),
  debtorAccount: accountOf('Dbtr'),
  creditorAccount: accountOf('Cdtr'),
  lines: texts('RmtInf/Ustrd'),
  structured: elements('RmtInf/Strd', structuredShape),
  returnReason: text('RtrInf/Rsn/Cd', 'RtrInf/Rsn/Prtry'),
  bankText: text('AddtlTxInf'),
});

/** `Ntry`. Its status is a text until version .07, and a code within the element since. */
export const entryShape = shape({
  line,
  direction: text('CdtDbtInd'),
  isReversal: text('RvslInd'),
  amount: amount('Amt'),
  status: text('Sts/Cd', 'Sts/Prtry', 'Sts'),
  bookedOn: text('BookgDt/Dt', 'BookgDt/DtTm'),
  valueOn: text('ValDt/Dt', 'ValDt/DtTm'),
  bankReference: text('AcctSvcrRef'),
  domain: text('BkTxCd/Domn/Cd'),
  family: text('BkTxCd/Domn/Fmly/Cd'),
  subFamily: text('BkTxCd/Domn/Fmly/SubFmlyCd'),
  ownCode: text('BkTxCd/Prtry/Cd'),
  instructed: amount('AmtDtls/InstdAmt/Amt'),
  charges: elements('Chrgs', chargesShape),
  counts: texts('NtryDtls/Btch/NbOfTxs'),
  parts: handedOn('NtryDtls/TxDtls', partShape),
  bankText: text('AddtlNtryInf'),
});

export type ToldAccount = ToldOf<typeof accountShape>;
export type ToldBalance = ToldOf<typeof balanceShape>;
export type ToldCharges = ToldOf<typeof chargesShape>;
export type ToldDetails = ToldOf<typeof partShape>;
export type ToldEntry = ToldOf<typeof entryShape>;
export type ToldOf<Of extends { readonly nothing: Told }> = Of['nothing'];
