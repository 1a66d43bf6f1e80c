import type { ComponentChildren } from 'preact';
import { qrPath } from '#platform/kit/qr-code.ts';
import { RichText } from '#platform/text/rich-text.tsx';
import { Written } from '#platform/text/written.tsx';
import type { PageContext } from '../context.ts';
import type { TransferView } from '../views.ts';
import { Amount } from './amount.tsx';
import { Icon } from './icon.tsx';

type Props = { view: TransferView; context: PageContext };

/** What a bank's form asks for, each with a button that copies it as banks take it. */
export function TransferAccount({ view, context }: Props) {
  const { text } = context;
  const { transfer, organization } = view;
  const isBrand = transfer.account_name === organization.name;
  return (
    <dl class="give">
      <Row label={text('transfer.amount')}>
        <CopyButton value={transfer.to_send_amount} label={text('transfer.copyAmount')} context={context} />
        <dd class="value">
          <Amount amount={transfer.to_send_amount} currency={transfer.currency} context={context} withCode />
        </dd>
      </Row>
      <Row label={text('transfer.accountName')}>
        <CopyButton value={transfer.account_name} label={text('transfer.copyName')} context={context} />
        <dd class="value">
          <Written>{transfer.account_name}</Written>
        </dd>
        <dd class="why">
          {isBrand ? (
            text('transfer.nameSame')
          ) : (
            <RichText text={text} message="transfer.nameWhy" values={{ seller: organization.name }} />
          )}
        </dd>
      </Row>
      <Row label={text('transfer.iban')}>
        <CopyButton value={transfer.iban} label={text('transfer.copyIban')} context={context} />
        <dd class="value groups">{transfer.iban_grouped}</dd>
        {transfer.bic && <dd class="why">{text('transfer.bicLine', { bic: transfer.bic })}</dd>}
      </Row>
      <Row label={text('transfer.reference')}>
        <CopyButton value={transfer.reference} label={text('transfer.copyReference')} context={context} />
        <dd class="value groups">{transfer.reference_grouped}</dd>
      </Row>
    </dl>
  );
}

function Row({ label, children }: { label: string; children: ComponentChildren }) {
  return (
    <div>
      <dt>{label}</dt>
      {children}
    </div>
  );
}

/** Hidden until the script is there to copy. */
function CopyButton({ value, label, context }: { value: string; label: string; context: PageContext }) {
  return (
    <dd class="copy no-print">
      <button
        type="button"
        class="button secondary small"
        hidden
        data-copy={value}
        data-copied={context.text('transfer.copied')}
      >
        <Icon name="copy" />
        <span>{label}</span>
      </button>
    </dd>
  );
}

/** The code that banking apps read, black on white also on a dark page, and as a picture to be opened in the app of a phone. */
export function TransferCode({ view, context }: Props) {
  const { text } = context;
  const { code, token, transfer } = view;
  if (code === null) return null;
  const isRest = transfer.status === 'part';
  const size = code.length;
  return (
    <div class="scan">
      <svg
        class="qr"
        viewBox={`0 0 ${size} ${size}`}
        role="img"
        aria-label={text('transfer.code')}
        shape-rendering="crispEdges"
      >
        <path d={qrPath(code)} />
      </svg>
      <div>
        <b>{text(isRest ? 'transfer.scanRest' : 'transfer.scan')}</b>
        <p>{text(isRest ? 'transfer.scanRestNote' : 'transfer.scanNote')}</p>
        <a
          class="no-print"
          href={`/api/checkout/${token}/transfer.png`}
          download={`${transfer.reference}.png`}
        >
          {text('transfer.save')}
        </a>
      </div>
    </div>
  );
}
