import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { Suspense, useCallback } from 'react';
import { productQuery, productsQuery } from '@/api/products.ts';
import { type ProductsSearch, productFilters } from '@/search.ts';
import { Button } from '@/ui/button.tsx';
import { Empty, ShelfArt } from '@/ui/empty.tsx';
import { Filter, SearchBox } from '@/ui/filters.tsx';
import { Failure, SkeletonRows } from '@/ui/loading.tsx';
import { Page } from '@/ui/page.tsx';
import { Pager } from '@/ui/pager.tsx';
import { part } from '@/ui/part.tsx';
import { showToast } from '@/ui/toast.tsx';
import { useMay, useZone } from '@/use-account.ts';
import { isolated } from '../../../../src/platform/contract/directions.ts';
import { ProductsTable } from './products-table.tsx';

const ProductDialog = part(() => import('./product-dialog.tsx').then(({ ProductDialog }) => ProductDialog));

const route = getRouteApi('/shell/products');
const shownChoices = [
  { value: '', label: 'active' },
  { value: 'archived', label: 'archived' },
];

export function ProductsScreen() {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const zone = useZone();
  const may = useMay('staff');
  const { data, error, refetch, isPlaceholderData } = useQuery(productsQuery(productFilters(search)));
  const change = useCallback(
    (changes: Partial<ProductsSearch>) =>
      void navigate({
        search: (before) => ({ ...before, cursor: undefined, ...changes }),
        replace: true,
      }),
    [navigate],
  );
  // A page of the table is a step of its own, so that Back returns to the one before.
  const turn = (cursor: string) => void navigate({ search: (before) => ({ ...before, cursor }) });
  const find = useCallback((q: string) => change({ q }), [change]);
  const open = (edit: string) =>
    void navigate({ search: (before) => ({ ...before, edit }), resetScroll: false });
  const close = () => change({ edit: undefined, cursor: search.cursor });
  const isFiltered = Boolean(search.q || search.shown || search.cursor);
  const isFirstTime = data?.results.length === 0 && !isFiltered;
  return (
    <Page
      name="Products"
      tools={
        may &&
        !isFirstTime && (
          <Button look="primary" icon="plus" onClick={() => open('new')}>
            New product
          </Button>
        )
      }
    >
      {isFirstTime ? (
        <FirstProduct {...(may ? { onNew: () => open('new') } : {})} />
      ) : (
        <>
          <search className="filters">
            <SearchBox
              name="Find products"
              placeholder="Find by name"
              value={search.q ?? ''}
              onChange={find}
            />
            <div className="chips">
              <Filter
                name="Shown"
                choices={shownChoices}
                value={search.shown ?? ''}
                onChange={(shown) => change({ shown: shown as ProductsSearch['shown'] })}
              />
            </div>
          </search>
          {error && !data && <Failure error={error} retry={() => void refetch()} />}
          {(data || !error) && (
            <section className={isPlaceholderData ? 'card is-stale' : 'card'} aria-label="Products">
              {!data && <SkeletonRows />}
              {data && data.results.length > 0 && (
                <>
                  <ProductsTable products={data.results} zone={zone} onEdit={open} />
                  <Pager page={data} noun={['product', 'products']} zone={zone} onTurn={turn} />
                </>
              )}
              {data?.results.length === 0 && (
                <p className="nothing">
                  {search.shown && !search.q ? 'Nothing is archived.' : 'No product fits.'}{' '}
                  <button
                    type="button"
                    className="text-button"
                    onClick={() => change({ q: undefined, shown: undefined })}
                  >
                    Show all products
                  </button>
                </p>
              )}
            </section>
          )}
        </>
      )}
      <Suspense>
        {may && search.edit && <OpenProduct key={search.edit} id={search.edit} onClose={close} />}
      </Suspense>
    </Page>
  );
}

/** The dialog that the address asks for. */
function OpenProduct({ id, onClose }: { readonly id: string; readonly onClose: () => void }) {
  const isNew = id === 'new';
  const { data: product } = useQuery({ ...productQuery(id), enabled: !isNew });
  if (!isNew && !product) return null;
  return (
    <ProductDialog
      draft={isNew ? 'new-product' : `edit-product:${id}`}
      {...(product ? { product } : {})}
      onClose={onClose}
      onSaved={(saved) => {
        showToast(isNew ? `Created “${isolated(saved.name)}”.` : `Saved “${isolated(saved.name)}”.`);
        onClose();
      }}
    />
  );
}

function FirstProduct({ onNew }: { readonly onNew?: () => void }) {
  return (
    <Empty
      title="No products yet"
      art={<ShelfArt />}
      actions={
        onNew ? (
          <Button look="primary" icon="plus" onClick={onNew}>
            New product
          </Button>
        ) : (
          <span className="hint">Staff, admins and owners can add one.</span>
        )
      }
      lessons={[
        [
          'Two prices, no guessing',
          'Give a price in dollars, in euros, or in both. Buyers choose what you offer.',
        ],
        ['Tax per product', 'A rate of its own, or the one of your organization.'],
        [
          'Change it later',
          'A link copies the price when it is made. Later changes count for new links only.',
        ],
      ]}
    >
      A product is what you sell: a name, a price, a tax rate. Payment links are made from products.
    </Empty>
  );
}
