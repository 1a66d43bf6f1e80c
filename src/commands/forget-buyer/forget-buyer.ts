import { type Command, CommandError, type CommandInput } from '#commands/command-line/command.ts';
import { getOrganization } from '#commands/command-line/get-organization.ts';
import { forgetAgain } from '#paying/buyers/forget-again.ts';
import {
  type ForgetRequest,
  type Forgotten,
  forgetBuyer,
  previewBuyer,
} from '#paying/buyers/forget-buyer.ts';
import { addressForm, readMailAddress } from '#platform/text/mail-address.ts';
import { contextOf } from './forget-context.ts';

export const forgetBuyerCommand: Command = {
  name: 'forget-buyer',
  about:
    'Removes what is known of a buyer; amounts, books, receipts and the audit log stay. It cannot be undone.',
  takes: ['email'],
  options: {
    organization: { placeholder: 'organization', about: 'Only there; everywhere when left out' },
    'receipts-too': { about: 'Also takes the buyer out of signed receipts, and signs those anew' },
    'dry-run': { about: 'Says what would be removed, and changes nothing' },
    yes: { about: 'Does not ask for the address once more' },
  },
  run: async (house, input) => {
    const { taken, options, switches, say } = input;
    const email = readBuyer(taken.email as string);
    const { organization } = options;
    const request: ForgetRequest = {
      email,
      redactsReceipts: switches.has('receipts-too'),
      ...(organization
        ? { organizationId: (await getOrganization(house.context.database.handle, organization)).id }
        : {}),
    };
    const context = await contextOf(house);
    const preview = await previewBuyer(context, request);
    if (switches.has('dry-run')) {
      for (const line of linesOf(preview)) say(`Would forget  ${line}`);
      sayWhatIsLeft(preview, input);
      return;
    }
    if (preview.checkouts > 0 && !switches.has('yes')) await requireConsent(email, preview, input);
    const forgotten = await forgetBuyer(context, request);
    for (const line of linesOf(forgotten)) say(`Forgot  ${line}`);
    if (forgotten.checkouts === 0) say('Nothing was found that could be forgotten now.');
    if (!request.redactsReceipts && preview.checkouts > 0)
      say(
        'Signed receipts keep name, company, tax id and country, as tax law asks; --receipts-too takes them out.',
      );
    sayWhatIsLeft(forgotten, input);
  },
};

export const forgetBuyersAgain: Command = {
  name: 'forget-buyers-again',
  about: 'Forgets everybody who was forgotten before, after a backup was restored. It cannot be undone.',
  run: async (house, input) => {
    const forgotten = await forgetAgain(await contextOf(house));
    input.say(`Forgot  ${forgotten.length} ${forgotten.length === 1 ? 'buyer' : 'buyers'} again.`);
    for (const each of forgotten) sayWhatIsLeft(each, input);
  },
};

/** An address as buyers' are read; one that was taken before there was that rule can be forgotten, too. */
function readBuyer(typed: string): string {
  const email = readMailAddress(typed) ?? addressForm(typed);
  if (/^[^@\s]+@[^@\s]+$/.test(email)) return email;
  throw new CommandError(`"${typed}" is no mail address.`);
}

async function requireConsent(
  email: string,
  { checkouts, organizations }: Forgotten,
  { tellProgress, readLine }: CommandInput,
): Promise<void> {
  tellProgress(
    `${checkouts} ${checkouts === 1 ? 'checkout' : 'checkouts'} of ${organizations} ${organizations === 1 ? 'organization' : 'organizations'} will lose their buyer for good. Type the address once more:`,
  );
  const typed = await readLine();
  if (addressForm(readMailAddress(typed) ?? typed) === addressForm(email)) return;
  throw new CommandError(
    'That is another address: nothing was changed. Give --yes where nobody can be asked.',
  );
}

const names: readonly (readonly [keyof Forgotten, string])[] = [
  ['checkouts', 'checkouts, with their attempts'],
  ['transactions', 'payments'],
  ['events', 'events'],
  ['refunds', 'reasons of refunds'],
  ['bankEntries', 'entries of bank statements'],
  ['deliveries', 'answers to webhooks'],
  ['mails', 'mails'],
  ['receipts', 'receipts'],
];

function linesOf(forgotten: Forgotten): string[] {
  return names.flatMap(([name, words]) => (forgotten[name] > 0 ? [`${forgotten[name]} ${words}`] : []));
}

function sayWhatIsLeft({ underWay, beingSent }: Forgotten, { say }: CommandInput): void {
  if (underWay > 0)
    say(
      `Left  ${underWay} with a checkout, payment or refund that is not decided: run this again when it is.`,
    );
  if (beingSent > 0)
    say(
      `Left  ${beingSent} whose webhooks are still being sent, for three days at most: run this again then.`,
    );
}
