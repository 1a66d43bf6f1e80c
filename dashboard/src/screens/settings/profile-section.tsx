import type { FieldErrors, UseFormRegister } from 'react-hook-form';
import { atMost, optionalEmail, optionalUrl, textOf } from '@/forms/rules.ts';
import { zoneInWords } from '@/lib/dates.ts';
import { zonesWith } from '@/lib/where.ts';
import { SelectField, TextField } from '@/ui/field.tsx';
import {
  LegalFields,
  type LegalValues,
  legalLabels,
  legalPlaces,
  readLegal,
  writeLegal,
} from './legal-fields.tsx';
import { SectionForm } from './section-form.tsx';
import { useOrganizationForm } from './use-organization-form.ts';

type Values = LegalValues & {
  name: string;
  website: string;
  contactEmail: string;
  telegram: string;
  timeZone: string;
};

/** Who the organization is, and by whose clock it works. */
export function ProfileSection() {
  const { form, kept, problem, isPending, submit } = useOrganizationForm<Values>({
    name: 'settings-profile',
    read: (organization) => ({
      name: organization.name,
      website: organization.website ?? '',
      contactEmail: organization.contact_email ?? '',
      telegram: organization.telegram ?? '',
      timeZone: organization.time_zone,
      ...readLegal(organization),
    }),
    write: (values, isTouched) => ({
      ...(isTouched('name') ? { name: values.name.trim() } : {}),
      ...(isTouched('website') ? { website: values.website.trim() || null } : {}),
      ...(isTouched('contactEmail') ? { contact_email: values.contactEmail.trim() || null } : {}),
      ...(isTouched('telegram') ? { telegram: values.telegram.trim() || null } : {}),
      ...(isTouched('timeZone') ? { time_zone: values.timeZone } : {}),
      ...writeLegal(values, isTouched),
    }),
    fields: {
      name: 'Organization name',
      website: 'Website',
      contactEmail: 'Contact email',
      telegram: 'Telegram',
      timeZone: 'Time zone',
      ...legalLabels,
    },
    places: {
      name: 'name',
      website: 'website',
      contact_email: 'contactEmail',
      telegram: 'telegram',
      time_zone: 'timeZone',
      ...legalPlaces,
    },
  });
  const { register, watch, formState } = form;
  const { errors } = formState;
  const zone = watch('timeZone');
  return (
    <SectionForm title="Profile" problem={problem} isBusy={isPending} kept={kept} onSubmit={submit}>
      <TextField
        label="Organization name"
        hint="Buyers see it on every page and receipt."
        dir="auto"
        limit={120}
        error={errors.name?.message}
        {...register('name', { validate: textOf('the name that buyers know you by', 120) })}
      />
      <TextField
        label="Website"
        optional
        inputMode="url"
        placeholder="https://"
        error={errors.website?.message}
        {...register('website', { validate: optionalUrl('http') })}
      />
      <div className="pair">
        <TextField
          label="Contact email"
          optional
          type="email"
          hint="Where we write to you."
          error={errors.contactEmail?.message}
          {...register('contactEmail', { validate: optionalEmail })}
        />
        <TextField
          label="Telegram"
          optional
          dir="auto"
          limit={100}
          error={errors.telegram?.message}
          {...register('telegram', { validate: atMost(100) })}
        />
      </div>
      <SelectField
        label="Time zone"
        choices={zonesWith(zone)}
        hint={`The dashboard shows every time in this zone: ${zoneInWords(new Date(), zone)}.`}
        error={errors.timeZone?.message}
        {...register('timeZone')}
      />
      <LegalFields
        register={register as unknown as UseFormRegister<LegalValues>}
        errors={errors as FieldErrors<LegalValues>}
      />
    </SectionForm>
  );
}
