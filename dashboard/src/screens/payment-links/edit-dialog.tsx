import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Controller, FormProvider } from 'react-hook-form';
import { changePaymentLink } from '@/api/payment-links.ts';
import type { PaymentLinkDetail } from '@/api/types.ts';
import { KeptNotice } from '@/forms/kept-notice.tsx';
import { fromPairs, MetadataFields, type MetadataPair, toPairs } from '@/forms/metadata-fields.tsx';
import { textOf } from '@/forms/rules.ts';
import { placeErrors } from '@/forms/server-errors.ts';
import { useKeptForm } from '@/forms/use-kept-form.ts';
import { formatFull } from '@/lib/dates.ts';
import { numberLocale } from '@/lib/locale.ts';
import { Button } from '@/ui/button.tsx';
import { Dialog, DialogBody, DialogFoot } from '@/ui/dialog.tsx';
import { TextField } from '@/ui/field.tsx';
import { MomentField } from '@/ui/moment-field.tsx';
import { Notice } from '@/ui/notice.tsx';
import { showToast } from '@/ui/toast.tsx';
import { useZone } from '@/use-account.ts';
import { isolated } from '../../../../src/platform/contract/directions.ts';
import type { PaymentLinkPatch } from '../../../../src/platform/contract/payment-links.ts';
import { expiryRule, typedExpiry, typedUses, usesRule } from './limits.ts';

type Values = { name: string; expires: string; maxUses: string; metadata: MetadataPair[] };

function fieldOf(apiField: string): 'name' | 'expires' | 'maxUses' | undefined {
  const places = { name: 'name', expires_at: 'expires', max_uses: 'maxUses' } as const;
  return places[apiField as keyof typeof places];
}

type EditProps = { readonly link: PaymentLinkDetail; readonly onClose: () => void };

/** Changes what may change. What is sold and for how much never does. */
export function EditDialog({ link, onClose }: EditProps) {
  const zone = useZone();
  const queryClient = useQueryClient();
  const [problem, setProblem] = useState<string>();
  const expires = link.expires_at ? formatFull(new Date(link.expires_at), zone) : '';
  const { form, kept } = useKeptForm<Values>({
    name: `edit-link:${link.id}`,
    stored: {
      name: link.name,
      expires,
      maxUses: link.max_uses === null ? '' : String(link.max_uses),
      metadata: toPairs(link.metadata),
    },
    fields: { name: 'Name', expires: 'Expires', maxUses: 'Max uses', metadata: 'Metadata' },
  });
  const { register, control, handleSubmit, setError, formState } = form;
  const { errors } = formState;
  const { mutateAsync, isPending } = useMutation({
    mutationFn: (body: PaymentLinkPatch) => changePaymentLink(link.id, body),
  });
  const submit = handleSubmit(async (values) => {
    setProblem(undefined);
    // Only what was touched: a moment shown to the minute must not round the one that is stored.
    const body: PaymentLinkPatch = {
      ...(kept.isTouched('name') ? { name: values.name.trim() } : {}),
      ...(kept.isTouched('expires') ? { expires_at: typedExpiry(values.expires, zone) } : {}),
      ...(kept.isTouched('maxUses') ? { max_uses: typedUses(values.maxUses) } : {}),
      ...(kept.isTouched('metadata') ? { metadata: fromPairs(values.metadata) } : {}),
    };
    try {
      await mutateAsync(body);
    } catch (error) {
      setProblem(placeErrors(error, setError, fieldOf));
      return;
    }
    kept.done();
    await queryClient.invalidateQueries({ queryKey: ['payment-link', link.id] });
    void queryClient.invalidateQueries({ queryKey: ['payment-links'] });
    showToast(`Saved “${isolated(values.name.trim())}”.`);
    onClose();
  });
  return (
    <Dialog
      open
      onClose={() => kept.leave(onClose)}
      title="Edit link"
      description="What is sold, and for how much, stays as it was when the link was made."
    >
      <FormProvider {...form}>
        <form onSubmit={(event) => void submit(event)} noValidate>
          <DialogBody>
            <KeptNotice kept={kept} />
            {problem && <Notice tone="critical">{problem}</Notice>}
            <TextField
              label="Name"
              dir="auto"
              limit={120}
              hint="Never shown to buyers."
              error={errors.name?.message}
              {...register('name', { validate: textOf('a name', 120) })}
            />
            <Controller
              name="expires"
              control={control}
              rules={{ validate: expiryRule(zone, expires) }}
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
              hint={`${link.uses.toLocaleString(numberLocale)} paid, ${link.held.toLocaleString(numberLocale)} held.`}
              error={errors.maxUses?.message}
              {...register('maxUses', { validate: usesRule })}
            />
            <MetadataFields note="Pairs of your own, sent along with events." />
          </DialogBody>
          <DialogFoot>
            <Button look="quiet" onClick={() => kept.cancel(onClose)}>
              Cancel
            </Button>
            <Button type="submit" look="primary" busy={isPending}>
              Save
            </Button>
          </DialogFoot>
        </form>
      </FormProvider>
    </Dialog>
  );
}
