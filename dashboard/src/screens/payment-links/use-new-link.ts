import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { type BaseSyntheticEvent, useCallback, useEffect, useState } from 'react';
import { type Path, type UseFormReturn, useFieldArray } from 'react-hook-form';
import { createPaymentLink } from '@/api/payment-links.ts';
import { productQuery } from '@/api/products.ts';
import type { KeptFields } from '@/forms/kept-fields.ts';
import { fromPairs } from '@/forms/metadata-fields.tsx';
import { placeErrors } from '@/forms/server-errors.ts';
import { useKeptForm } from '@/forms/use-kept-form.ts';
import { useAccount } from '@/use-account.ts';
import type { ProductAnswer } from '../../../../src/platform/contract/products.ts';
import { typedExpiry, typedUses } from './limits.ts';
import { draftTotals, type LinkDraft, modeChoices, readQuantity } from './link-draft.ts';

const mostQuantity = 9999;

const fields: KeptFields<LinkDraft> = {
  // Products are as the catalog has them; which ones and how many is what was chosen.
  lines: {
    label: 'Products',
    essence: (lines) => lines.map(({ product, quantity }) => [product.id, quantity]),
  },
  currency: 'Currency',
  pricingMode: { label: 'Pricing mode', choices: modeChoices },
  expires: 'Expires',
  maxUses: 'Max uses',
  name: 'Name',
  metadata: 'Metadata',
};

/**
 * The form of a new link: its lines, and what happens when it is sent.
 *
 * @param product what it begins with
 */
export function useNewLink(product: ProductAnswer | undefined) {
  const { organization } = useAccount();
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const [problem, setProblem] = useState<string>();
  const { form, kept } = useKeptForm<LinkDraft>({
    name: product ? `new-link:${product.id}` : 'new-link',
    stored: {
      lines: product ? [{ product, quantity: '1' }] : [],
      currency: organization.default_currency,
      pricingMode: organization.pricing_mode,
      expires: '',
      maxUses: '',
      name: '',
      metadata: [],
    },
    fields,
  });
  const isRepriced = useProductsOfToday(form, kept.isRestored);
  const { control, getValues, setValue, setError, clearErrors, handleSubmit } = form;
  const { append, remove } = useFieldArray({
    control,
    name: 'lines',
    rules: {
      validate: (_lines, draft) =>
        draft.lines.length === 0
          ? 'Add at least one product.'
          : draftTotals(draft, organization).boundsProblem,
    },
  });
  const { mutateAsync, isPending } = useMutation({ mutationFn: createPaymentLink });

  const add = useCallback(
    (product: ProductAnswer) => {
      const index = getValues('lines').findIndex((line) => line.product.id === product.id);
      clearErrors('lines');
      if (index === -1) {
        append({ product, quantity: '1' }, { shouldFocus: false });
        return;
      }
      // The same product again is one more of it.
      const quantity = readQuantity(getValues(`lines.${index}.quantity`)) ?? 0;
      setValue(`lines.${index}.quantity`, String(Math.min(mostQuantity, quantity + 1)));
    },
    [append, clearErrors, getValues, setValue],
  );

  const send = handleSubmit(async (draft) => {
    setProblem(undefined);
    try {
      const link = await mutateAsync({
        name: draft.name.trim(),
        products: draft.lines.map(({ product, quantity }) => ({
          product_id: product.id,
          quantity: Number(quantity),
        })),
        currency: draft.currency,
        pricing_mode: draft.pricingMode,
        expires_at: typedExpiry(draft.expires, organization.time_zone),
        max_uses: typedUses(draft.maxUses),
        metadata: fromPairs(draft.metadata),
      });
      kept.done();
      void queryClient.invalidateQueries({ queryKey: ['payment-links'] });
      await navigate({
        to: '/payment-links/$linkId',
        params: { linkId: link.id },
        search: { dialog: 'share' },
        replace: true,
      });
    } catch (error) {
      setProblem(placeErrors(error, setError, fieldOf));
    }
  });

  return {
    form,
    kept,
    isRepriced,
    lines: { add, remove },
    problem,
    isBusy: isPending,
    submit: async (event: BaseSyntheticEvent) => {
      event.preventDefault();
      if (!isPending) await send(event);
    },
  };
}

/**
 * Puts the products of a restored draft in as the catalog has them today.
 *
 * @returns whether any of them has changed
 */
function useProductsOfToday({ getValues, setValue }: UseFormReturn<LinkDraft>, isRestored: boolean): boolean {
  const queryClient = useQueryClient();
  const [isChanged, setChanged] = useState(false);
  useEffect(() => {
    if (!isRestored) return;
    const refresh = async (former: ProductAnswer) => {
      const product = await queryClient.fetchQuery(productQuery(former.id));
      const index = getValues('lines').findIndex((line) => line.product.id === product.id);
      if (index === -1 || product.updated_at === former.updated_at) return;
      setValue(`lines.${index}.product`, product);
      setChanged(true);
    };
    // What cannot be read now is told by the server when the link is made.
    for (const { product } of getValues('lines')) refresh(product).catch(() => undefined);
  }, [isRestored, queryClient, getValues, setValue]);
  return isRestored && isChanged;
}

const places: Readonly<Record<string, Path<LinkDraft>>> = {
  name: 'name',
  currency: 'currency',
  pricing_mode: 'pricingMode',
  expires_at: 'expires',
  max_uses: 'maxUses',
  products: 'lines.root' as Path<LinkDraft>,
};

function fieldOf(apiField: string): Path<LinkDraft> | undefined {
  const line = /^products\[(\d+)\](?:\.(quantity))?/.exec(apiField);
  if (line) return `lines.${Number(line[1])}.${line[2] ? 'quantity' : 'product'}` as Path<LinkDraft>;
  return places[apiField];
}
