import { errorCodes } from '#platform/contract/errors.ts';
import { Json } from '../components/code.tsx';
import { exampleIds } from '../examples/ids.ts';
import { adviceOn } from './error-advice.ts';
import type { GuideProps } from './guide.ts';

const problemExample = {
  type: '/docs#unknown_product',
  title: errorCodes.unknown_product.title,
  status: errorCodes.unknown_product.status,
  code: 'unknown_product',
  detail: 'The product in products[0].product_id is unknown or archived; choose another one.',
  request_id: '019a61f2-7c40-7d3e-9b52-90bd4a1c77e0',
  errors: [
    {
      field: 'products[0].product_id',
      code: 'unknown_product',
      message: `There is no product ${exampleIds.product}.`,
    },
  ],
};

/** How a refusal looks, and every code with its status and way out. */
export function Errors(_: GuideProps) {
  return (
    <>
      <div class="entry-words">
        <p>
          A refusal is an <code>application/problem+json</code> document (RFC 9457), also for unknown
          addresses and broken JSON. Branch on <code>code</code>: it never changes. <code>detail</code> is a
          sentence for people that says what to do and, where money is involved, whether it moved.{' '}
          <code>errors</code> names the fields by their JSON path.
        </p>
        <p>
          A declined card is 402 with <code>attempts_left</code>. A fully held link is 409 with{' '}
          <code>release_at</code>. Wherever waiting helps, <code>Retry-After</code> says how long.
        </p>
      </div>
      <div class="entry-code">
        <Json label="400 Problem" value={problemExample} />
      </div>
      <table class="codes">
        <thead>
          <tr>
            <th scope="col">Status</th>
            <th scope="col">Code</th>
            <th scope="col">What it means and what to do</th>
          </tr>
        </thead>
        <tbody>
          {codesByStatus().map(([code, { status, title }]) => (
            <tr key={code} id={code}>
              <td>{status}</td>
              <td>
                <code>{code}</code>
              </td>
              <td>
                {title}. {adviceOn(code)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}

type Row = [code: keyof typeof errorCodes, { status: number; title: string }];

function codesByStatus(): Row[] {
  return (Object.entries(errorCodes) as Row[]).sort(([, left], [, right]) => left.status - right.status);
}
