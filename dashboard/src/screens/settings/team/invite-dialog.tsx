import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { invite } from '@/api/team.ts';
import { KeptNotice } from '@/forms/kept-notice.tsx';
import { atMost, email } from '@/forms/rules.ts';
import { placeErrors, sameName } from '@/forms/server-errors.ts';
import { useKeptForm } from '@/forms/use-kept-form.ts';
import { roleNames, roleSentences } from '@/lib/role-words.ts';
import { Button } from '@/ui/button.tsx';
import { Dialog, DialogBody, DialogFoot } from '@/ui/dialog.tsx';
import { TextField } from '@/ui/field.tsx';
import { MailboxHint } from '@/ui/mailbox-hint.tsx';
import { Notice } from '@/ui/notice.tsx';
import { showToast } from '@/ui/toast.tsx';
import { useAccount } from '@/use-account.ts';
import { isolated } from '../../../../../src/platform/contract/directions.ts';
import { decidesAbout, type Role, roles } from '../../../../../src/platform/contract/roles.ts';
import type { Asked } from './team-dialog.tsx';
import { invitationDraft, useTeamChanged } from './use-team-changes.ts';

type Values = { email: string; name: string; role: Role };
const roleChoices = roles.map((role) => ({ value: role, label: roleNames[role] }));
const fieldOf = sameName<Values>(['email', 'name', 'role']);

type InviteProps = { readonly onAsk: (asked: Asked) => void; readonly onClose: () => void };

/** Whom, and as what; each role says what it may. */
export function InviteDialog({ onAsk, onClose }: InviteProps) {
  const { organization, role: own } = useAccount();
  const changed = useTeamChanged();
  const [problem, setProblem] = useState<string>();
  const { form, kept } = useKeptForm<Values>({
    name: invitationDraft,
    stored: { email: '', name: '', role: 'staff' },
    fields: { email: 'Email', name: 'Name', role: { label: 'Role', choices: roleChoices } },
  });
  const { register, handleSubmit, setError, formState } = form;
  const { errors } = formState;
  const { mutateAsync, isPending } = useMutation({ mutationFn: invite, onSettled: changed });
  const submit = handleSubmit(async (values) => {
    if (isPending) return;
    setProblem(undefined);
    try {
      const name = values.name.trim() || null;
      const made = await mutateAsync({ email: values.email.trim(), role: values.role, name });
      kept.done();
      if (made.link) return onAsk({ what: 'made', invitation: made });
      showToast(`Invited ${isolated(made.email)} as ${roleNames[made.role]}, by mail.`);
      onClose();
    } catch (error) {
      setProblem(placeErrors(error, setError, fieldOf));
    }
  });
  const offered = roles.filter((role) => decidesAbout(own, role));
  return (
    <Dialog
      open
      onClose={() => kept.leave(onClose)}
      title="Invite somebody"
      description={`To ${isolated(organization.name)}, by a link that is good for seven days.`}
    >
      <form onSubmit={(event) => void submit(event)} noValidate>
        <DialogBody>
          <KeptNotice kept={kept} />
          {problem && <Notice tone="critical">{problem}</Notice>}
          <TextField
            label="Email"
            type="email"
            hint={<MailboxHint />}
            error={errors.email?.message}
            {...register('email', { validate: email })}
          />
          <TextField
            label="Name"
            optional
            dir="auto"
            limit={120}
            hint="They can change it when they join."
            error={errors.name?.message}
            {...register('name', { validate: atMost(120) })}
          />
          <fieldset className="role-choices">
            <legend>Role</legend>
            {offered.map((role) => (
              <label key={role} className="check">
                <input type="radio" value={role} {...register('role')} />
                <span>
                  <b>{roleNames[role]}</b>
                  <span className="sub">{roleSentences[role]}</span>
                </span>
              </label>
            ))}
            {own !== 'owner' && <p className="hint">Only an owner invites admins and owners.</p>}
          </fieldset>
        </DialogBody>
        <DialogFoot>
          <Button look="quiet" onClick={() => kept.cancel(onClose)}>
            Cancel
          </Button>
          <Button type="submit" look="primary" busy={isPending}>
            Invite
          </Button>
        </DialogFoot>
      </form>
    </Dialog>
  );
}
