import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { productsQuery } from '@/api/products.ts';
import { endpointQuery } from '@/api/webhooks.ts';
import { useMode } from '@/mode.ts';
import { Button } from '@/ui/button.tsx';
import { Card } from '@/ui/page.tsx';
import { StepMark } from '@/ui/step-mark.tsx';
import { useAccount, useMay } from '@/use-account.ts';
import type { PaymentLinkAnswer } from '../../../../src/platform/contract/payment-links.ts';
import type { DashboardAnswer } from '../../../../src/platform/contract/reporting.ts';

type Step = {
  readonly name: string;
  readonly help: string;
  readonly isDone: boolean;
  readonly verb?: string;
  readonly go?: () => void;
};

/** What stands between a new organization and its first sale. */
export function useSteps(
  links: readonly PaymentLinkAnswer[] | undefined,
  home: Pick<DashboardAnswer, 'stats'> | undefined,
): { readonly list: readonly Step[]; readonly isShown: boolean } {
  const { organization } = useAccount();
  const mode = useMode();
  const isTest = mode === 'sandbox';
  const { data: health } = useQuery(endpointQuery());
  const navigate = useNavigate();
  const [maySell, maySet] = [useMay('staff'), useMay('admin')];
  const { data: products } = useQuery(productsQuery({ limit: 1 }));
  const isKnown = products !== undefined && links !== undefined && home !== undefined;
  const { accent_color: accent, logo_url: logo } = organization.branding;
  const wasPaid = Boolean(links?.some((link) => link.paid_count > 0) || home?.stats.paid_count);
  const firstLink = links?.find(({ status }) => status === 'active') ?? links?.[0];
  const list: Step[] = [
    {
      name: 'Add a product',
      help: 'What you sell: a name, a price, a tax rate.',
      isDone: Boolean(products?.results.length || links?.length),
      verb: 'Add',
      ...(maySell ? { go: () => void navigate({ to: '/products', search: { edit: 'new' } }) } : {}),
    },
    {
      name: 'Create a payment link',
      help: 'One address that you can share anywhere.',
      isDone: Boolean(links?.length),
      verb: 'Create',
      ...(maySell ? { go: () => void navigate({ to: '/payment-links/new' }) } : {}),
    },
    {
      name: 'Pay it yourself with a test card',
      help: 'Open the link as a buyer and use 4242 4242 4242 4242.',
      isDone: wasPaid,
      verb: 'Open',
      ...(firstLink ? { go: () => void window.open(firstLink.url, '_blank', 'noreferrer') } : {}),
    },
    {
      name: 'Make the page yours',
      help: 'Your colour and logo on all that buyers see.',
      isDone: Boolean(accent || logo),
      verb: 'Choose',
      ...(maySet
        ? { go: () => void navigate({ to: '/settings/$section', params: { section: 'branding' } }) }
        : {}),
    },
    {
      name: 'Say who sells',
      help: 'Legal name, address and tax number, as receipts have to say them.',
      isDone: Boolean(organization.legal_name && organization.address),
      verb: 'Fill in',
      ...(maySet
        ? { go: () => void navigate({ to: '/settings/$section', params: { section: 'profile' } }) }
        : {}),
    },
  ];
  const webhook: Step = {
    name: 'Connect a webhook',
    help: 'Your shop learns of each payment within seconds.',
    isDone: Boolean(health?.url),
    verb: 'Connect',
    ...(maySet
      ? { go: () => void navigate({ to: '/developers/$section', params: { section: 'webhook' } }) }
      : {}),
  };
  const goLive: Step = {
    name: 'Go live',
    help: 'Connect a payment provider, then switch.',
    isDone: organization.live_mode,
    verb: 'Look',
    ...(maySell ? { go: () => void navigate({ to: '/live' }) } : {}),
  };
  return {
    list: [...list.slice(0, 3), webhook, ...list.slice(3), goLive],
    isShown: isKnown && isTest && list.some(({ isDone }) => !isDone),
  };
}

/** The steps in order; the next one is the one to press. */
export function Checklist({ steps }: { readonly steps: readonly Step[] }) {
  const next = steps.find(({ isDone }) => !isDone);
  const done = steps.filter(({ isDone }) => isDone).length;
  return (
    <Card
      title="Get ready to sell"
      corner={
        <span className="hint number">
          {done} of {steps.length}
        </span>
      }
      flush
    >
      <ol className="steps">
        {steps.map((step) => (
          <li key={step.name} className={step.isDone ? 'is-done' : step === next ? 'is-next' : undefined}>
            <StepMark isDone={step.isDone} />
            <div>
              {step.name}
              {step.isDone ? <span className="screen-reader">: done</span> : <p>{step.help}</p>}
            </div>
            {!step.isDone && step.go && (
              <Button look={step === next ? 'secondary' : 'quiet'} size="small" onClick={step.go}>
                {step.verb}
              </Button>
            )}
          </li>
        ))}
      </ol>
    </Card>
  );
}
