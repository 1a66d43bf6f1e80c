#!/usr/bin/env bash
# sepa 3.0.0 (for Node), with a credit transfer (pain.001.001.09) whose id, name and text have letters beyond basic Latin.
#
# The library validates what it is given, its characters too unless that is turned off. One would guess that it either refuses
# what is outside of the set that every bank takes (EPC217-08), or spells it in that set. It does neither: the check of an id
# is content with one such character anywhere, names and texts are not looked at, and all are written as they came.
#
# Seen: <EndToEndId>RÜCKZAHLUNG–7</EndToEndId> <Nm>Zoë Ångström</Nm> <Ustrd>Druck – 10 €</Ustrd>
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"

npm init --yes >/dev/null
npm install --loglevel=error --no-audit --no-fund --save-exact sepa@3.0.0 >/dev/null

cat >write.mjs <<'SCRIPT'
import SEPA from 'sepa';

const file = new SEPA.Document('pain.001.001.09');
file.grpHdr.id = 'FILE1';
file.grpHdr.created = new Date('2026-11-30T10:00:00Z');
file.grpHdr.initiatorName = 'Shop';
const batch = file.createPaymentInfo();
batch.requestedExecutionDate = new Date('2026-12-01T12:00:00Z');
batch.debtorIBAN = 'DE89370400440532013000';
batch.debtorBIC = 'COBADEFFXXX';
batch.debtorName = 'Shop';
file.addPaymentInfo(batch);
const transfer = batch.createTransaction();
transfer.creditorName = 'Zoë Ångström';
transfer.creditorIBAN = 'DE02120300000000202051';
transfer.amount = 10;
transfer.end2endId = 'RÜCKZAHLUNG–7';
transfer.remittanceInfo = 'Druck – 10 €';
batch.addTransaction(transfer);
const [, written] = file.toString().split('<CdtTrfTxInf>');
console.log(written.match(/<(EndToEndId|Nm|Ustrd)>[^<]*<\/\1>/g).join(' '));
SCRIPT

found=$(node write.mjs)
echo "$found"
[ "$found" = '<EndToEndId>RÜCKZAHLUNG–7</EndToEndId> <Nm>Zoë Ångström</Nm> <Ustrd>Druck – 10 €</Ustrd>' ]
