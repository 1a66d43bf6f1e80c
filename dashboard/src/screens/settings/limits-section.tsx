import { formatMoney, formatRate } from '@/lib/money.ts';
import { Card, Facts } from '@/ui/page.tsx';
import { useAccount } from '@/use-account.ts';
import { minorOf } from '../../../../src/platform/kit/money.ts';
import { parseTaxRate } from '../../../../src/platform/kit/tax.ts';

/** What the operator of the server has set. */
export function LimitsSection() {
  const { organization } = useAccount();
  const { min_payment: min, max_payment: max, fees, rolling_reserve: reserve } = organization;
  const both = (amounts: { readonly USD: string; readonly EUR: string }) =>
    `${formatMoney(amounts.USD, 'USD')} or ${formatMoney(amounts.EUR, 'EUR')}`;
  const hasFixed = minorOf(fees.fixed.USD) > 0n || minorOf(fees.fixed.EUR) > 0n;
  return (
    <div className="card-narrow">
      <Card
        title="Limits and fees"
        corner={<span className="hint">read-only</span>}
        foot="Whoever runs this server sets these. Ask them for a change."
      >
        <Facts
          rows={[
            ['Smallest payment', both(min)],
            ['Largest payment', both(max)],
            ['Fee per payment', `${formatRate(fees.percent)}${hasFixed ? ` plus ${both(fees.fixed)}` : ''}`],
            [
              'Rolling reserve',
              parseTaxRate(reserve.percent) === 0
                ? 'None'
                : `${formatRate(reserve.percent)} for ${reserve.days} days`,
            ],
            ['Status', organization.status === 'active' ? 'Active' : 'Suspended'],
          ]}
        />
      </Card>
    </div>
  );
}
