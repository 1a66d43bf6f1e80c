import { useQuery } from '@tanstack/react-query';
import { Suspense, useDeferredValue, useEffect, useId, useState } from 'react';
import { productsQuery } from '@/api/products.ts';
import { useKeptDraft } from '@/forms/use-kept-draft.ts';
import { beginningOf, mostSearched } from '@/lib/length.ts';
import { formatMoney } from '@/lib/money.ts';
import { Icon } from '@/ui/icon.tsx';
import { part } from '@/ui/part.tsx';
import { Written } from '@/ui/written.tsx';
import type { ProductAnswer } from '../../../../src/platform/contract/products.ts';
import type { Currency } from '../../../../src/platform/kit/money.ts';

const ProductDialog = part(() =>
  import('../products/product-dialog.tsx').then(({ ProductDialog }) => ProductDialog),
);

const productDraft = 'new-product-of-link';

type PickerProps = {
  readonly currency: Currency;
  readonly picked: readonly string[];
  readonly error: string | undefined;
  readonly onPick: (product: ProductAnswer) => void;
};

/** Finds products while somebody types; what is not there yet can be made on the spot. */
export function ProductPicker({ currency, picked, error, onPick }: PickerProps) {
  const id = useId();
  const [typed, setTyped] = useState('');
  const [isOpen, setOpen] = useState(false);
  const [at, setAt] = useState(0);
  // One that was half made when the page was left is shown again.
  const halfMade = useKeptDraft(productDraft);
  const [newName, setNewName] = useState(halfMade && String(halfMade.base.name));
  const [isAwaited, setAwaited] = useState(false);
  const sought = beginningOf(typed.trim(), mostSearched);
  const search = useDeferredValue(sought);
  const { data, isPlaceholderData } = useQuery(productsQuery({ q: search || undefined, limit: 8 }));
  const found = data?.results ?? [];
  const last = found.length;
  const active = Math.min(at, last);

  // What was found for an earlier text must not be picked for this one.
  const isSettled = data !== undefined && !isPlaceholderData && search === sought;

  const close = () => {
    setOpen(false);
    setAwaited(false);
    setTyped('');
    setAt(0);
  };
  const choose = (index: number) => {
    const product = found[index];
    if (product) onPick(product);
    else setNewName(typed.trim());
    close();
  };
  // Enter came before the answer did.
  useEffect(() => {
    if (isAwaited && isSettled) choose(active);
  });
  const onKeyDown = (event: React.KeyboardEvent) => {
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      const step = event.key === 'ArrowDown' ? 1 : -1;
      setAt(isOpen ? (active + step + last + 1) % (last + 1) : 0);
      setOpen(true);
    } else if (event.key === 'Enter' && !event.metaKey && !event.ctrlKey) {
      // Enter in this field picks; it never sends the form.
      event.preventDefault();
      if (isOpen && isSettled) choose(active);
      else setAwaited(isOpen);
    } else if (event.key === 'Escape' && isOpen) {
      event.stopPropagation();
      close();
    }
  };
  return (
    <div className="picker">
      <div className="control">
        <span className="prefix">
          <Icon name="search" />
        </span>
        <input
          className="input"
          role="combobox"
          aria-label="Add product"
          aria-expanded={isOpen}
          aria-controls={`${id}-list`}
          aria-autocomplete="list"
          aria-activedescendant={isOpen ? `${id}-${active}` : undefined}
          aria-invalid={error ? true : undefined}
          aria-describedby={error ? `${id}-error` : undefined}
          placeholder="Search, or type what you want to sell"
          autoComplete="off"
          spellCheck={false}
          dir="auto"
          data-shortcut="/"
          value={typed}
          onChange={(event) => {
            setTyped(event.target.value);
            setAt(0);
            setOpen(true);
          }}
          onClick={() => setOpen(true)}
          onBlur={close}
          onKeyDown={onKeyDown}
        />
      </div>
      {isOpen && (
        <div className="options" role="listbox" id={`${id}-list`} aria-label="Products">
          {found.map((product, index) => (
            <Option
              key={product.id}
              id={`${id}-${index}`}
              isActive={index === active}
              onChoose={() => choose(index)}
            >
              <Icon name={picked.includes(product.id) ? 'check' : 'product'} />
              <span className="clip">
                <Written>{product.name}</Written>
              </span>
              <span className="number muted">{priceIn(product, currency)}</span>
            </Option>
          ))}
          <Option id={`${id}-${last}`} isActive={active === last} onChoose={() => choose(last)}>
            <Icon name="plus" />
            <span className="clip">{typed.trim() ? `Create “${typed.trim()}”` : 'Create a product'}</span>
          </Option>
        </div>
      )}
      {error && (
        <p className="error" id={`${id}-error`}>
          <Icon name="warning" size={14} />
          <span>{error}</span>
        </p>
      )}
      {newName !== undefined && (
        <Suspense>
          <ProductDialog
            draft={productDraft}
            name={newName}
            onClose={() => setNewName(undefined)}
            onSaved={(product) => {
              onPick(product);
              setNewName(undefined);
            }}
          />
        </Suspense>
      )}
    </div>
  );
}

type OptionProps = {
  readonly id: string;
  readonly isActive: boolean;
  readonly onChoose: () => void;
  readonly children: React.ReactNode;
};

function Option({ id, isActive, onChoose, children }: OptionProps) {
  return (
    // biome-ignore lint/a11y/useFocusableInteractive: the focus stays in the field, which names the active option
    // biome-ignore lint/a11y/useKeyWithClickEvents: the field takes the keys
    <div
      role="option"
      id={id}
      aria-selected={isActive}
      // The press must not take the focus out of the field, which would close the list under it.
      onMouseDown={(event) => event.preventDefault()}
      onClick={onChoose}
    >
      {children}
    </div>
  );
}

function priceIn(product: ProductAnswer, currency: Currency): string {
  const price = product.prices[currency];
  return price ? formatMoney(price, currency) : `no ${currency} price`;
}
