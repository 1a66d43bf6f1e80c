import { readFileSync } from 'node:fs';
import { readInstanceKeys } from '#commands/backup/instance-keys.ts';
import { type Command, CommandError } from '#commands/command-line/command.ts';
import { type ReceiptDocument, readDocument, sellerOf } from '#paying/receipts/receipt.ts';
import { publishedKeys } from '#paying/receipts/receipt-keys.ts';
import { readSavedKeys, readSavedReceipt } from '#paying/receipts/saved-receipt.ts';
import { judgeSignature } from '#paying/receipts/signature.ts';
import type { ReceiptKeysAnswer } from '#platform/contract/receipts.ts';
import { defaultLocale } from '#platform/text/locales.ts';
import { addressLines } from '#platform/text/seller-lines.ts';

export const verifyReceipt: Command = {
  name: 'verify-receipt',
  about: 'Says whether a saved receipt (PDF or JSON) is genuine and unchanged, and what is signed of it.',
  takes: ['file'],
  options: {
    keys: {
      placeholder: 'file',
      about: 'Keys that a site published (its receipt-keys.json), in place of the keys of this instance',
    },
  },
  worksUnmigrated: true,
  run: async (house, { taken, options, say }) => {
    const file = taken.file as string;
    const receipt = readSavedReceipt(read(file));
    if (!receipt)
      throw new CommandError(
        `${file} holds no signed receipt: give the PDF as it was downloaded, the file attached to it, or the JSON of the API.`,
      );
    const keys = options.keys ? readKeys(options.keys) : publishedKeys(readInstanceKeys(house).signingKeys);
    const verdict = judgeSignature(receipt, keys);
    if (verdict === 'unknown_key')
      throw new CommandError(
        `NOT PROVEN: it names the key ${onLine(receipt.key_id)}, which is not among the ${keys.keys.length} given. Take the keys of the site that issued it.`,
      );
    if (verdict === 'changed') throw new CommandError('NOT GENUINE: what it says is not what was signed.');
    for (const line of describe(readDocument(receipt.document))) say(onLine(line));
  },
};

function readKeys(file: string): ReceiptKeysAnswer {
  const keys = readSavedKeys(read(file).toString('utf8'));
  if (keys) return keys;
  throw new CommandError(`${file} holds no published keys: save /.well-known/receipt-keys.json of the site.`);
}

function read(file: string): Buffer {
  try {
    return readFileSync(file);
  } catch (error) {
    throw new CommandError(`${file} cannot be read: ${(error as NodeJS.ErrnoException).code}.`, {
      cause: error,
    });
  }
}

/** What is signed, to be compared with what is on paper: a PDF may show something else than what it carries. */
function describe(document: ReceiptDocument): string[] {
  const { issuer, buyer, currency, card } = document;
  const seller = sellerOf(document);
  const lines = document.lines.map(
    ({ name, quantity, unit_price, total }) => `Line     ${quantity} × ${name} at ${unit_price}: ${total}`,
  );
  return [
    'Genuine and unchanged. This is what was signed:',
    ...(document.notice ? [`Notice   ${document.notice}`] : []),
    ...(document.redacted_at ? [`Redacted ${document.redacted_at}: the buyer asked to be forgotten`] : []),
    `Issuer   ${issuer.name}, ${issuer.url}`,
    `Receipt  ${document.number}, payment ${document.transaction_id}`,
    `Paid     ${document.paid_at} (${document.time_zone})`,
    `Seller   ${[seller.name, seller.website].filter(Boolean).join(', ')}`,
    ...legalLines(seller),
    `Buyer    ${[buyer.company, buyer.name, buyer.tax_id, buyer.country].filter(Boolean).join(', ')}`,
    ...lines,
    `Total    ${document.total} ${currency}, of it ${document.tax} tax`,
    ...(card ? [`Card     ${card.brand} ending in ${card.last4}`] : []),
  ];
}

/** Who sells in law, as far as the receipt says. */
function legalLines({ legal_name, address, tax_id }: ReturnType<typeof sellerOf>): string[] {
  return [
    ...(legal_name ? [`Legal    ${legal_name}`] : []),
    ...(address ? [`Address  ${addressLines(address, defaultLocale).join(', ')}`] : []),
    ...(tax_id ? [`Tax id   ${tax_id}`] : []),
  ];
}

/** What people wrote must not move the cursor of the terminal. */
function onLine(text: string): string {
  return text.replace(/[\p{Cc}\p{Bidi_Control}]/gu, ' ');
}
