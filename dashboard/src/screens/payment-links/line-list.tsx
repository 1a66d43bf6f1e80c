import { useFormContext } from 'react-hook-form';
import { formatMoney, formatRate } from '@/lib/money.ts';
import { Amount } from '@/ui/amount.tsx';
import { IconButton } from '@/ui/button.tsx';
import { Icon } from '@/ui/icon.tsx';
import { Written } from '@/ui/written.tsx';
import { useAccount } from '@/use-account.ts';
import { isolated } from '../../../../src/platform/contract/directions.ts';
import { formatAmount, minorOf } from '../../../../src/platform/kit/money.ts';
import { draftTotals, type LinkDraft, readQuantity } from './link-draft.ts';

type LineListProps = { readonly draft: LinkDraft; readonly onRemove: (index: number) => void };

/** What has been picked so far, with its quantity and sum. */
export function LineList({ draft, onRemove }: LineListProps) {
  if (draft.lines.length === 0) return null;
  return (
    <ul className="line-list">
      {draft.lines.map(({ product }, index) => (
        <Line key={product.id} draft={draft} index={index} onRemove={() => onRemove(index)} />
      ))}
    </ul>
  );
}

type LineProps = { readonly draft: LinkDraft; readonly index: number; readonly onRemove: () => void };

function Line({ draft, index, onRemove }: LineProps) {
  const { organization } = useAccount();
  const { register, setValue, formState } = useFormContext<LinkDraft>();
  const line = draft.lines[index];
  if (!line) return null;
  const { product, quantity: typed } = line;
  const { currency } = draft;
  const price = product.prices[currency];
  const priced = draftTotals({ ...draft, lines: [line] }, organization).lines[0];
  const errors = formState.errors.lines?.[index];
  const error =
    (price ? undefined : `No price in ${currency}. Give it one, or choose the other currency.`) ??
    errors?.quantity?.message ??
    (errors?.product as { message?: string } | undefined)?.message;
  const quantity = readQuantity(typed) ?? 0;
  const step = (by: number) =>
    setValue(`lines.${index}.quantity`, String(Math.min(9999, Math.max(1, quantity + by))), {
      shouldValidate: formState.isSubmitted,
    });
  const errorId = `line-${index}-error`;
  return (
    <li>
      <span className="clip">
        <span className="name clip">
          <Written>{product.name}</Written>
        </span>
        <span className="sub">
          {price ? formatMoney(price, currency) : 'No price'},{' '}
          {formatRate(product.tax_rate ?? organization.default_tax_rate)} tax
        </span>
      </span>
      <span className="stepper">
        <button type="button" aria-label="One less" disabled={quantity <= 1} onClick={() => step(-1)}>
          <Icon name="minus" size={12} />
        </button>
        <input
          aria-label="Quantity"
          inputMode="numeric"
          autoComplete="off"
          aria-invalid={error ? true : undefined}
          aria-describedby={error ? errorId : undefined}
          {...register(`lines.${index}.quantity`, {
            validate: (value, { lines }) => {
              if (!lines[index]?.product.prices[draft.currency]) return `No price in ${draft.currency}.`;
              return readQuantity(value) !== undefined || 'Enter 1 to 9,999.';
            },
          })}
        />
        <button type="button" aria-label="One more" disabled={quantity >= 9999} onClick={() => step(1)}>
          <Icon name="plus" size={12} />
        </button>
      </span>
      <span className="end number strong">
        {priced && (
          <Amount
            value={formatAmount(minorOf(priced.unitPrice) * BigInt(priced.quantity))}
            currency={currency}
          />
        )}
      </span>
      <IconButton name={`Remove ${isolated(product.name)}`} icon="close" onClick={onRemove} />
      {error && (
        <p className="error" id={errorId}>
          <Icon name="warning" size={14} />
          <span>{error}</span>
        </p>
      )}
    </li>
  );
}
