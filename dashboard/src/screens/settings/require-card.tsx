import { useMutation, useQueryClient } from '@tanstack/react-query';
import { accountQuery, changeOrganization } from '@/api/account.ts';
import { sentenceOf } from '@/api/client.ts';
import { Card } from '@/ui/page.tsx';
import { showToast } from '@/ui/toast.tsx';
import { useAccount } from '@/use-account.ts';
import { isolated } from '../../../../src/platform/contract/directions.ts';
import type { SecondFactorAnswer } from '../../../../src/platform/contract/second-factor.ts';

/** Whether everybody in the team needs a second factor; for owners who have one. */
export function RequireCard({ factor }: { readonly factor: SecondFactorAnswer }) {
  const { organization } = useAccount();
  const queryClient = useQueryClient();
  const { mutate, isPending, variables } = useMutation({
    mutationFn: (isAsked: boolean) => changeOrganization({ require_second_factor: isAsked }),
    // Pending until the account is read again, so that the box never shows what was before.
    onSettled: async (_, error) => {
      await queryClient.invalidateQueries({ queryKey: accountQuery.queryKey });
      showToast(error ? sentenceOf(error) : 'Saved.');
    },
  });
  const isOn = organization.require_second_factor;
  const hasOne = factor.authenticator !== null || factor.passkeys.length > 0;
  return (
    <Card title={`Everybody at ${isolated(organization.name)}`}>
      <div className="stack">
        <label className="check">
          <input
            type="checkbox"
            checked={isPending ? variables : isOn}
            disabled={isPending || (!isOn && !hasOne)}
            onChange={(event) => mutate(event.target.checked)}
          />
          Ask every member for a second factor
        </label>
        <p className="muted">
          {hasOne || isOn
            ? 'Members who have none can sign in, and add one before they see anything. API keys go on.'
            : 'Add an app or a passkey yourself first.'}
        </p>
      </div>
    </Card>
  );
}
