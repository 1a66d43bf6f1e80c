import { type ReactNode, useState } from 'react';
import type { PaymentLinkDetail } from '@/api/types.ts';
import { addressWith, buttonSnippet, frameSnippet, type LinkParameters } from '@/lib/link-snippets.ts';
import { formatMoney } from '@/lib/money.ts';
import { Button } from '@/ui/button.tsx';
import { useCopy } from '@/ui/copy.tsx';
import { SelectField, TextField } from '@/ui/field.tsx';
import { useAccount } from '@/use-account.ts';
import { accentRoles } from '../../../../src/platform/kit/accent.ts';
import { currencies } from '../../../../src/platform/kit/money.ts';

const nothing: LinkParameters = {
  prefilled_email: '',
  currency: '',
  client_reference_id: '',
  utm_source: '',
  utm_medium: '',
  utm_campaign: '',
};

const texts = [
  ['prefilled_email', 'Email of the buyer', 'maja@example.com'],
  ['client_reference_id', 'Your reference', 'order-1042'],
  ['utm_source', 'Campaign source', 'newsletter'],
  ['utm_medium', 'Campaign medium', 'email'],
  ['utm_campaign', 'Campaign name', 'spring'],
] as const;

/** The address with values in it, and what to paste into a site; all of it says the same values. */
export function ShareMore({ link }: { readonly link: PaymentLinkDetail }) {
  const { organization } = useAccount();
  const [typed, setTyped] = useState(nothing);
  const set = (name: keyof LinkParameters) => (value: string) => setTyped({ ...typed, [name]: value });
  const address = addressWith(link.url, typed);
  const currency = currencies.find((chosen) => chosen === typed.currency) ?? link.currency;
  const offered = currencies.filter((one) => link.totals[one]);
  const total = link.totals[currency]?.total ?? link.total;
  const { light } = accentRoles(organization.branding.accent_color);
  const origins = organization.allowed_embed_origins;
  return (
    <>
      <details className="share-more">
        <summary>Fill in for a buyer, or mark a campaign</summary>
        <div className="stack">
          <div className="pair">
            {texts.map(([name, label, example]) => (
              <TextField
                key={name}
                label={label}
                optional
                maxLength={200}
                placeholder={example}
                value={typed[name]}
                onChange={(event) => set(name)(event.target.value)}
              />
            ))}
            {offered.length > 1 && (
              <SelectField
                label="Shown currency"
                choices={[
                  { value: '', label: `${link.currency}, as the link` },
                  ...offered
                    .filter((other) => other !== link.currency)
                    .map((other) => ({ value: other, label: other })),
                ]}
                value={typed.currency}
                onChange={(event) => set('currency')(event.target.value)}
              />
            )}
          </div>
          <Snippet label="Address with these values" text={address} copied="Copied the address." />
        </div>
      </details>
      <details className="share-more">
        <summary>Put it on your site</summary>
        <div className="stack">
          <Snippet
            label="Buy button"
            text={buttonSnippet(address, `Buy for ${formatMoney(total, currency)}`, light)}
            copied="Copied the button."
            hint="A link that looks like a button. No script; it works in mails, too."
          />
          <Snippet
            label="Page in a frame"
            text={frameSnippet(address, `Pay ${organization.name}`)}
            copied="Copied the frame."
            hint={
              origins.length > 0
                ? `Shows on ${new Intl.ListFormat('en').format(origins)}. Paying opens in the whole window.`
                : 'Shows only on sites that your organization allows to embed its pages; there are none yet.'
            }
          />
        </div>
      </details>
    </>
  );
}

type SnippetProps = {
  readonly label: string;
  readonly text: string;
  readonly copied: string;
  readonly hint?: ReactNode;
};

function Snippet({ label, text, copied: sentence, hint }: SnippetProps) {
  const { copied, copy } = useCopy(text, sentence);
  return (
    <div>
      <div className="copy-row">
        <TextField
          label={label}
          readOnly
          spellCheck={false}
          value={text}
          onFocus={({ target }) => target.select()}
        />
        <Button icon={copied ? 'check' : 'copy'} aria-label={`Copy ${label.toLowerCase()}`} onClick={copy}>
          Copy
        </Button>
      </div>
      {hint && <p className="hint">{hint}</p>}
    </div>
  );
}
