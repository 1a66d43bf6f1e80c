import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { type BaseSyntheticEvent, useCallback, useState } from 'react';
import { type Path, useFieldArray, useForm } from 'react-hook-form';
import { createPaymentLink } from '@/api/payment-links.ts';
import { fromPairs } from '@/forms/metadata-fields.tsx';
import { placeErrors } from '@/forms/server-errors.ts';
import { useAccount } from '@/use-account.ts';
import type { ProductAnswer } from '../../../../src/platform/contract/products.ts';
import { typedExpiry, typedUses } from './limits.ts';
import { draftTotals, type LinkDraft, readQuantity } from './link-draft.ts';

const mostQuantity = 9999;

/** The form of a new link: its lines, and what happens when it is sent. */
export function useNewLink() {
  const { organization } = useAccount();
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const [problem, setProblem] = useState<string>();
  const form = useForm<LinkDraft>({
    defaultValues: {
      lines: [],
      currency: organization.default_currency,
      pricingMode: organization.pricing_mode,
      expires: '',
      maxUses: '',
      name: '',
      metadata: [],
    },
  });
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
    lines: { add, remove },
    problem,
    isBusy: isPending,
    submit: async (event: BaseSyntheticEvent) => {
      event.preventDefault();
      if (!isPending) await send(event);
    },
  };
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
