import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { Controller, FormProvider } from 'react-hook-form';
import { productQuery } from '@/api/products.ts';
import { KeptNotice } from '@/forms/kept-notice.tsx';
import { MetadataFields } from '@/forms/metadata-fields.tsx';
import { textOf } from '@/forms/rules.ts';
import { currencyChoices } from '@/lib/money.ts';
import { SegmentField, TextField } from '@/ui/field.tsx';
import { SkeletonPage } from '@/ui/loading.tsx';
import { Notice } from '@/ui/notice.tsx';
import { Page } from '@/ui/page.tsx';
import { part } from '@/ui/part.tsx';
import { useAccount, useMay } from '@/use-account.ts';
import type { ProductAnswer } from '../../../../src/platform/contract/products.ts';
import { CreateBar } from './create-bar.tsx';
import { expiryRule, usesRule } from './limits.ts';
import { LineList } from './line-list.tsx';
import { draftTotals, modeChoices } from './link-draft.ts';
import { ProductPicker } from './product-picker.tsx';
import { useNewLink } from './use-new-link.ts';

// Beside the form, which comes first.
const PagePreview = part(() => import('./page-preview.tsx').then(({ PagePreview }) => PagePreview));
const MomentField = part(() => import('@/ui/moment-field.tsx').then(({ MomentField }) => MomentField));

/** Everything about a new link on one screen, with what buyers will see beside it. */
export function NewLinkScreen() {
  return useMay('staff') ? <Beginning /> : <NotAllowed />;
}

/** Said before anybody fills in what the server would refuse. */
function NotAllowed() {
  return (
    <Page name="New link" parent={{ to: '/payment-links', label: 'Payment links' }} crumb="New">
      <Notice tone="neutral" title="Your role cannot create links">
        Staff, admins and owners can. Ask an owner of the organization for another role, or{' '}
        <Link to="/payment-links">see the links that there are</Link>.
      </Notice>
    </Page>
  );
}

/** The catalog sends people here with a product in hand. */
function Beginning() {
  const { product: id } = getRouteApi('/shell/payment-links/new').useSearch();
  const { data: product, isLoading } = useQuery({ ...productQuery(id ?? ''), enabled: id !== undefined });
  return isLoading ? <SkeletonPage /> : <Maker key={id} product={product} />;
}

function Maker({ product }: { readonly product: ProductAnswer | undefined }) {
  const { organization } = useAccount();
  const navigate = useNavigate();
  const { form, kept, isRepriced, lines, submit, problem, isBusy } = useNewLink(product);
  const { control, register, formState, watch } = form;
  const { errors } = formState;
  const draft = watch();
  const totals = draftTotals(draft, organization);
  const zone = organization.time_zone;
  return (
    <Page
      name="New link"
      heading="Create a payment link"
      parent={{ to: '/payment-links', label: 'Payment links' }}
      crumb="New"
    >
      <FormProvider {...form}>
        <form
          className="maker"
          noValidate
          onSubmit={(event) => void submit(event)}
          onKeyDown={(event) => {
            if (event.key === 'Enter' && (event.metaKey || event.ctrlKey)) void submit(event);
          }}
        >
          <div className="maker-form">
            <KeptNotice kept={kept}>
              {isRepriced && ' Products in it have changed since: look at the prices.'}
            </KeptNotice>
            {problem && <Notice tone="critical">{problem}</Notice>}
            <section className="group">
              <header>
                <h2>What is sold</h2>
                <p>Prices and tax are copied into the link and stay as they are today.</p>
              </header>
              <ProductPicker
                currency={draft.currency}
                picked={draft.lines.map(({ product }) => product.id)}
                error={errors.lines?.root?.message ?? errors.lines?.message}
                onPick={lines.add}
              />
              <LineList draft={draft} onRemove={lines.remove} />
            </section>
            <section className="group pair">
              <Controller
                name="currency"
                control={control}
                render={({ field }) => (
                  <SegmentField
                    label="Currency"
                    choices={currencyChoices}
                    value={field.value}
                    onChange={field.onChange}
                    hint={totals.otherCurrencyNote}
                    error={errors.currency?.message}
                  />
                )}
              />
              <Controller
                name="pricingMode"
                control={control}
                render={({ field }) => (
                  <SegmentField
                    label="Pricing mode"
                    choices={modeChoices}
                    value={field.value}
                    onChange={field.onChange}
                    hint={totals.taxNote}
                  />
                )}
              />
            </section>
            <section className="group">
              <h2>Limits</h2>
              <div className="pair">
                <Controller
                  name="expires"
                  control={control}
                  rules={{ validate: expiryRule(zone) }}
                  render={({ field }) => (
                    <MomentField
                      {...field}
                      label="Expires"
                      optional
                      zone={zone}
                      emptyHint="Open until you switch it off."
                      error={errors.expires?.message}
                    />
                  )}
                />
                <TextField
                  label="Max uses"
                  optional
                  inputMode="numeric"
                  hint="One use is one paid checkout. While someone pays, the place is held; if they do not, it comes back."
                  error={errors.maxUses?.message}
                  {...register('maxUses', { validate: usesRule })}
                />
              </div>
            </section>
            <section className="group">
              <header>
                <h2>For you only</h2>
                <p>Never shown to buyers.</p>
              </header>
              <TextField
                label="Name"
                dir="auto"
                limit={120}
                placeholder="Spring sale, newsletter"
                error={errors.name?.message}
                {...register('name', { validate: textOf('a name that you will find the link by', 120) })}
              />
              <MetadataFields note="Pairs of your own, sent along with events." />
            </section>
          </div>
          <PagePreview draft={draft} totals={totals} />
          <CreateBar
            draft={draft}
            totals={totals}
            errorCount={formState.isSubmitted ? Object.keys(errors).length : 0}
            isBusy={isBusy}
            onDiscard={() => kept.cancel(() => void navigate({ to: '/payment-links' }))}
          />
        </form>
      </FormProvider>
    </Page>
  );
}
