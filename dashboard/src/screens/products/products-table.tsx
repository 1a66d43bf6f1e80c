import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { sentenceOf } from '@/api/client.ts';
import { archiveProduct, changeProduct } from '@/api/products.ts';
import { formatDay } from '@/lib/dates.ts';
import { formatRate } from '@/lib/money.ts';
import { ownImage } from '@/lib/own-image.ts';
import { Amount } from '@/ui/amount.tsx';
import { Button, IconButton } from '@/ui/button.tsx';
import { ProductPill } from '@/ui/pill.tsx';
import { showToast } from '@/ui/toast.tsx';
import { Written } from '@/ui/written.tsx';
import { useAccount, useMay } from '@/use-account.ts';
import { isolated } from '../../../../src/platform/contract/directions.ts';
import type { ProductAnswer } from '../../../../src/platform/contract/products.ts';
import type { Currency } from '../../../../src/platform/kit/money.ts';

type TableProps = {
  readonly products: readonly ProductAnswer[];
  readonly zone: string;
  readonly onEdit: (id: string) => void;
};

export function ProductsTable({ products, zone, onEdit }: TableProps) {
  return (
    <table className="table products-table">
      <thead>
        <tr>
          <th scope="col">Name</th>
          <th scope="col">Status</th>
          <th scope="col" className="end">
            USD
          </th>
          <th scope="col" className="end">
            EUR
          </th>
          <th scope="col" className="end">
            Tax rate
          </th>
          <th scope="col" className="end">
            Changed
          </th>
          <th scope="col">
            <span className="screen-reader">Actions</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {products.map((product) => (
          <Row key={product.id} product={product} zone={zone} onEdit={onEdit} />
        ))}
      </tbody>
    </table>
  );
}

type RowProps = { readonly product: ProductAnswer } & Pick<TableProps, 'zone' | 'onEdit'>;

function Row({ product, zone, onEdit }: RowProps) {
  const { organization } = useAccount();
  const may = useMay('staff');
  const image = ownImage(product.image_url, location.origin);
  return (
    <tr>
      <td className="cell-name">
        <span className="row">
          {image && <img className="thumbnail" src={image} alt="" loading="lazy" />}
          <span className="clip">
            {may ? (
              <button type="button" className="name clip" onClick={() => onEdit(product.id)}>
                <Written>{product.name}</Written>
              </button>
            ) : (
              <span className="name clip">
                <Written>{product.name}</Written>
              </span>
            )}
            {product.description && (
              <span className="sub clip">
                <Written>{product.description}</Written>
              </span>
            )}
          </span>
        </span>
      </td>
      <td className="cell-status">
        <ProductPill active={product.active} />
      </td>
      <Price product={product} currency="USD" />
      <Price product={product} currency="EUR" />
      <td className="cell-tax end number">
        {formatRate(product.tax_rate ?? organization.default_tax_rate)}
        {product.tax_rate === null && <span className="code">default</span>}
      </td>
      <td className="cell-created end muted number">{formatDay(new Date(product.updated_at), zone)}</td>
      <td className="cell-actions end">{may && <RowActions product={product} onEdit={onEdit} />}</td>
    </tr>
  );
}

function Price({ product, currency }: { readonly product: ProductAnswer; readonly currency: Currency }) {
  const price = product.prices[currency];
  return (
    <td className={`cell-${currency.toLowerCase()} end`}>
      {price ? <Amount value={price} currency={currency} /> : <span className="muted">–</span>}
    </td>
  );
}

/** Archiving asks nothing: it can be undone, and links keep selling what they sell. */
function RowActions({ product, onEdit }: Pick<RowProps, 'product' | 'onEdit'>) {
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  const { mutate } = useMutation({
    mutationFn: (active: boolean): Promise<unknown> =>
      active ? changeProduct(product.id, { active: true }) : archiveProduct(product.id),
    onSuccess: (_answer, active) =>
      active
        ? showToast(`“${isolated(product.name)}” can be sold again.`)
        : showToast(`Archived “${isolated(product.name)}”. Existing links keep selling it.`, {
            label: 'Undo',
            run: () => mutate(true),
          }),
    onError: (error) => showToast(sentenceOf(error)),
    onSettled: () =>
      Promise.all([
        queryClient.invalidateQueries({ queryKey: ['products'] }),
        queryClient.invalidateQueries({ queryKey: ['product', product.id] }),
      ]),
  });
  if (!product.active) {
    return (
      <Button size="small" icon="restore" onClick={() => mutate(true)}>
        Restore
      </Button>
    );
  }
  return (
    <span className="row row-actions">
      <IconButton
        name={`Sell ${isolated(product.name)} by a link`}
        icon="link"
        size="normal"
        onClick={() => void navigate({ to: '/payment-links/new', search: { product: product.id } })}
      />
      <IconButton
        name={`Edit ${isolated(product.name)}`}
        icon="edit"
        size="normal"
        onClick={() => onEdit(product.id)}
      />
      <IconButton
        name={`Archive ${isolated(product.name)}`}
        icon="archive"
        size="normal"
        onClick={() => mutate(false)}
      />
    </span>
  );
}
