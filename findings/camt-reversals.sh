#!/usr/bin/env bash
# iso20022.js 0.0.15, the one reader of camt.053 on npm, with a valid camt.053.001.02.
#
# One would guess that a reader made for statements of banks gives amounts as whole cents, tells money that is taken back,
# and leaves references as they are.
# 1. Minor units are a float times a hundred: 4.35 EUR are 434.99999999999994 of them.
# 2. `RvslInd` is compared with the text 'true', but the XML parser below has made a boolean of it: no entry is ever a reversal.
# 3. The same parser makes numbers of references: the bank's 0001234567 is 1234567, and no longer found in another file.
# 4. The status is not among what it gives: pending entries look like booked ones.
#
# Seen: amount 434.99999999999994, reversal false, reference 1234567, status undefined
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"

npm init --yes >/dev/null
npm install --loglevel=error --no-audit --no-fund --save-exact iso20022.js@0.0.15 >/dev/null

cat >look.mjs <<'SCRIPT'
import { CashManagementEndOfDayReport } from 'iso20022.js';

const statement = `<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.02"><BkToCstmrStmt>
<GrpHdr><MsgId>M1</MsgId><CreDtTm>2026-11-04T06:00:00</CreDtTm></GrpHdr>
<Stmt><Id>S1</Id><CreDtTm>2026-11-04T06:00:00</CreDtTm>
<Acct><Id><IBAN>DE09000000000000000001</IBAN></Id><Svcr><FinInstnId><BIC>XXXXDEXX</BIC></FinInstnId></Svcr></Acct>
<Bal><Tp><CdOrPrtry><Cd>CLBD</Cd></CdOrPrtry></Tp><Amt Ccy="EUR">1.00</Amt><CdtDbtInd>CRDT</CdtDbtInd><Dt><Dt>2026-11-03</Dt></Dt></Bal>
<Ntry><Amt Ccy="EUR">4.35</Amt><CdtDbtInd>DBIT</CdtDbtInd><RvslInd>true</RvslInd><Sts>PDNG</Sts>
<BookgDt><Dt>2026-11-03</Dt></BookgDt><AcctSvcrRef>0001234567</AcctSvcrRef>
<BkTxCd><Domn><Cd>PMNT</Cd><Fmly><Cd>RCDT</Cd><SubFmlyCd>ESCT</SubFmlyCd></Fmly></Domn></BkTxCd></Ntry>
</Stmt></BkToCstmrStmt></Document>`;

const [entry] = CashManagementEndOfDayReport.fromXML(statement).statements[0].entries;
const { amount, reversal, accountServicerReferenceId, status } = entry;
console.log(`amount ${amount}, reversal ${reversal}, reference ${accountServicerReferenceId}, status ${status}`);
SCRIPT

found=$(node look.mjs)
echo "$found"
[ "$found" = 'amount 434.99999999999994, reversal false, reference 1234567, status undefined' ]
