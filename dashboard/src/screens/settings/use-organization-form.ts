import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type BaseSyntheticEvent, useState } from 'react';
import type { FieldValues, Path } from 'react-hook-form';
import { accountQuery, changeOrganization } from '@/api/account.ts';
import type { KeptFields } from '@/forms/kept-fields.ts';
import { placeErrors } from '@/forms/server-errors.ts';
import { useKeptForm } from '@/forms/use-kept-form.ts';
import { showToast } from '@/ui/toast.tsx';
import { useAccount } from '@/use-account.ts';
import type {
  OrganizationAnswer,
  OrganizationPatch,
} from '../../../../src/platform/contract/organizations.ts';

type FormOptions<Values extends FieldValues> = {
  /** Its drafts are kept under it. */
  readonly name: string;
  readonly read: (organization: OrganizationAnswer) => Values;
  /** The change to ask for; only what was touched should be in it. */
  readonly write: (values: Values, isTouched: (name: keyof Values) => boolean) => OrganizationPatch;
  readonly fields: KeptFields<Values>;
  /** The form's field for each of the API's. */
  readonly places: Readonly<Record<string, Path<Values & FieldValues>>>;
};

/** A form over some settings of the organization: what it shows comes from there, and saving writes it back. */
export function useOrganizationForm<Values extends FieldValues>({
  name,
  read,
  write,
  fields,
  places,
}: FormOptions<Values>) {
  const { organization } = useAccount();
  const queryClient = useQueryClient();
  const [problem, setProblem] = useState<string>();
  const { form, kept } = useKeptForm<Values>({ name, stored: read(organization), fields });
  const { handleSubmit, setError } = form;
  const { mutateAsync, isPending } = useMutation({ mutationFn: changeOrganization });
  const send = handleSubmit(async (values) => {
    setProblem(undefined);
    try {
      const changed = await mutateAsync(write(values, kept.isTouched));
      kept.done(read(changed));
      queryClient.setQueryData(
        accountQuery.queryKey,
        (known) => known && { ...known, organization: changed },
      );
      showToast('Saved.');
    } catch (error) {
      setProblem(placeErrors(error, setError, (field) => places[field] as Path<Values> | undefined));
    }
  });
  const submit = async (event: BaseSyntheticEvent) => {
    event.preventDefault();
    if (!isPending) await send(event);
  };
  return { form, kept, problem, isPending, submit };
}
