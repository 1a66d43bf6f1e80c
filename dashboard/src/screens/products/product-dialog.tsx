import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Controller } from 'react-hook-form';
import { changeProduct, createProduct } from '@/api/products.ts';
import { KeptNotice } from '@/forms/kept-notice.tsx';
import { atMost, optionalPrice, optionalRate, ownOrHttps, textOf, typedRate } from '@/forms/rules.ts';
import { placeErrors } from '@/forms/server-errors.ts';
import { useKeptForm } from '@/forms/use-kept-form.ts';
import { currencySymbol, formatRate, trimRate, typedMinor } from '@/lib/money.ts';
import { Button } from '@/ui/button.tsx';
import { Dialog, DialogBody, DialogFoot } from '@/ui/dialog.tsx';
import { TextArea, TextField } from '@/ui/field.tsx';
import { Notice } from '@/ui/notice.tsx';
import { PictureField } from '@/ui/picture-field.tsx';
import { useAccount } from '@/use-account.ts';
import type {
  ProductAnswer,
  ProductCreate,
  ProductPatch,
} from '../../../../src/platform/contract/products.ts';
import { formatAmount } from '../../../../src/platform/kit/money.ts';

type Values = {
  name: string;
  usd: string;
  eur: string;
  taxRate: string;
  description: string;
  imageUrl: string;
};

const places: Readonly<Record<string, keyof Values>> = {
  name: 'name',
  prices: 'usd',
  'prices.USD': 'usd',
  'prices.EUR': 'eur',
  tax_rate: 'taxRate',
  description: 'description',
  image_url: 'imageUrl',
};

type ProductDialogProps = {
  /** What its draft is kept under. */
  readonly draft: string;
  /** Absent for a new one. */
  readonly product?: ProductAnswer;
  readonly name?: string;
  readonly onClose: () => void;
  readonly onSaved: (product: ProductAnswer) => void;
};

/** Creates or edits a product. Links that were made before keep what they were made with. */
export function ProductDialog({ draft, product, name = '', onClose, onSaved }: ProductDialogProps) {
  const { organization } = useAccount();
  const queryClient = useQueryClient();
  const [problem, setProblem] = useState<string>();
  const { form, kept } = useKeptForm<Values>({
    name: draft,
    stored: product ? valuesOf(product) : { ...blank, name },
    fields: labels,
  });
  const { register, handleSubmit, setError, getValues, formState } = form;
  const { errors } = formState;
  const { mutateAsync, isPending } = useMutation({
    mutationFn: (values: Values) =>
      product ? changeProduct(product.id, changesIn(values, kept.isTouched)) : createProduct(bodyOf(values)),
  });
  const submit = handleSubmit(async (values) => {
    setProblem(undefined);
    try {
      const saved = await mutateAsync(values);
      kept.done(valuesOf(saved));
      void queryClient.invalidateQueries({ queryKey: ['products'] });
      queryClient.setQueryData(['product', saved.id], saved);
      onSaved(saved);
    } catch (error) {
      setProblem(placeErrors(error, setError, (field) => places[field]));
    }
  });
  const priceRule = (value: string) => {
    const priced = [getValues('usd'), getValues('eur')].some((price) => price.trim() !== '');
    return priced ? optionalPrice(value) : 'Enter a price in at least one currency.';
  };
  return (
    <Dialog
      open
      onClose={() => kept.leave(onClose)}
      title={product ? 'Edit product' : 'New product'}
      {...(product ? { description: 'Links made before keep their name, price and tax.' } : {})}
    >
      {/* A form inside of another one's page: what bubbles through the portal must not reach that one. */}
      <form
        noValidate
        onSubmit={(event) => {
          event.stopPropagation();
          void submit(event);
        }}
      >
        <DialogBody>
          <KeptNotice kept={kept} />
          {problem && <Notice tone="critical">{problem}</Notice>}
          <TextField
            label="Name"
            autoFocus
            dir="auto"
            limit={120}
            error={errors.name?.message}
            {...register('name', { validate: textOf('what buyers will read', 120) })}
          />
          <div className="pair">
            <TextField
              label="Price (USD)"
              inputMode="decimal"
              prefix={currencySymbol('USD')}
              error={errors.usd?.message}
              {...register('usd', { validate: priceRule, deps: ['eur'] })}
            />
            <TextField
              label="Price (EUR)"
              inputMode="decimal"
              prefix={currencySymbol('EUR')}
              error={errors.eur?.message}
              {...register('eur', {
                validate: (value) => value.trim() === '' || optionalPrice(value),
                deps: ['usd'],
              })}
            />
          </div>
          <TextField
            label="Tax rate (%)"
            optional
            inputMode="decimal"
            suffix="%"
            hint={`Empty takes the organization’s rate, ${formatRate(organization.default_tax_rate)} today.`}
            error={errors.taxRate?.message}
            {...register('taxRate', { validate: optionalRate })}
          />
          <TextArea
            label="Description"
            optional
            rows={2}
            dir="auto"
            limit={500}
            error={errors.description?.message}
            {...register('description', { validate: atMost(500) })}
          />
          <Controller
            name="imageUrl"
            control={form.control}
            rules={{ validate: ownOrHttps }}
            render={({ field }) => (
              <PictureField
                {...field}
                label="Image address"
                subject={form.watch('name')}
                error={errors.imageUrl?.message}
              />
            )}
          />
        </DialogBody>
        <DialogFoot>
          <Button look="quiet" onClick={() => kept.cancel(onClose)}>
            Cancel
          </Button>
          <Button type="submit" look="primary" busy={isPending}>
            {product ? 'Save' : 'Create product'}
          </Button>
        </DialogFoot>
      </form>
    </Dialog>
  );
}

const labels: Readonly<Record<keyof Values, string>> = {
  name: 'Name',
  usd: 'Price (USD)',
  eur: 'Price (EUR)',
  taxRate: 'Tax rate (%)',
  description: 'Description',
  imageUrl: 'Image address',
};

const blank: Values = { name: '', usd: '', eur: '', taxRate: '', description: '', imageUrl: '' };

function valuesOf(product: ProductAnswer): Values {
  return {
    name: product.name,
    usd: product.prices.USD ?? '',
    eur: product.prices.EUR ?? '',
    taxRate: product.tax_rate === null ? '' : trimRate(product.tax_rate),
    description: product.description ?? '',
    imageUrl: product.image_url ?? '',
  };
}

function bodyOf(values: Values): ProductCreate {
  const [usd, eur] = [values.usd, values.eur].map((typed) => {
    const minor = typedMinor(typed);
    return minor === undefined ? undefined : formatAmount(minor);
  });
  const [taxRate, description, imageUrl] = [
    typedRate(values.taxRate),
    values.description,
    values.imageUrl,
  ].map((text) => text.trim() || null);
  return {
    name: values.name.trim(),
    prices: { ...(usd ? { USD: usd } : {}), ...(eur ? { EUR: eur } : {}) },
    tax_rate: taxRate,
    description,
    image_url: imageUrl,
  };
}

/** Only what was touched, so that nothing is put back that was changed elsewhere; prices go together. */
function changesIn(values: Values, isTouched: (field: keyof Values) => boolean): ProductPatch {
  const { name, prices, tax_rate, description, image_url } = bodyOf(values);
  return {
    ...(isTouched('name') ? { name } : {}),
    ...(isTouched('usd') || isTouched('eur') ? { prices } : {}),
    ...(isTouched('taxRate') ? { tax_rate } : {}),
    ...(isTouched('description') ? { description } : {}),
    ...(isTouched('imageUrl') ? { image_url } : {}),
  };
}
