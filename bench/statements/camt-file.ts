import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

/** Writes a camt.053.001.02 of so many entries of 1.00, with what the least of readers needs; its balances hold. */
export async function writeCamt(path: string, entries: number): Promise<void> {
  await pipeline(Readable.from(camt(entries)), createWriteStream(path));
}

function* camt(entries: number): Generator<string> {
  yield '<?xml version="1.0" encoding="UTF-8"?>\n<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.02"><BkToCstmrStmt>';
  yield '<GrpHdr><MsgId>M1</MsgId><CreDtTm>2026-11-04T06:00:00</CreDtTm></GrpHdr><Stmt><Id>S1</Id><CreDtTm>2026-11-04T06:00:00</CreDtTm>';
  yield '<Acct><Id><IBAN>DE09000000000000000001</IBAN></Id><Svcr><FinInstnId><BIC>XXXXDEXX</BIC></FinInstnId></Svcr></Acct>';
  yield balance('OPBD', 0) + balance('CLBD', entries);
  for (let number = 1; number <= entries; number++) yield entry(number);
  yield '</Stmt></BkToCstmrStmt></Document>\n';
}

function balance(code: string, whole: number): string {
  return `<Bal><Tp><CdOrPrtry><Cd>${code}</Cd></CdOrPrtry></Tp><Amt Ccy="EUR">${whole}.00</Amt><CdtDbtInd>CRDT</CdtDbtInd><Dt><Dt>2026-11-03</Dt></Dt></Bal>\n`;
}

function entry(number: number): string {
  return [
    `<Ntry><NtryRef>${number}</NtryRef><Amt Ccy="EUR">1.00</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts>BOOK</Sts>`,
    '<BookgDt><Dt>2026-11-03</Dt></BookgDt><ValDt><Dt>2026-11-03</Dt></ValDt>',
    `<AcctSvcrRef>B${number}</AcctSvcrRef>`,
    '<BkTxCd><Domn><Cd>PMNT</Cd><Fmly><Cd>RCDT</Cd><SubFmlyCd>ESCT</SubFmlyCd></Fmly></Domn></BkTxCd>',
    `<NtryDtls><TxDtls><Refs><EndToEndId>E${number}</EndToEndId></Refs>`,
    '<RltdPties><Dbtr><Nm>Ann Example</Nm></Dbtr><DbtrAcct><Id><IBAN>DE79000000000000000002</IBAN></Id></DbtrAcct></RltdPties>',
    '<RltdAgts><DbtrAgt><FinInstnId><BIC>XXXXDEXX</BIC></FinInstnId></DbtrAgt></RltdAgts>',
    `<RmtInf><Ustrd>Invoice ${number} of November, with thanks</Ustrd></RmtInf></TxDtls></NtryDtls></Ntry>\n`,
  ].join('\n');
}
