import { useLayoutEffect, useRef } from 'react';
import { Controller } from 'react-hook-form';
import { optionalEmail, optionalUrl, ownOrHttps } from '@/forms/rules.ts';
import { TextField } from '@/ui/field.tsx';
import { Mark } from '@/ui/mark.tsx';
import { PictureField } from '@/ui/picture-field.tsx';
import { applyAccent } from '@/ui/use-accent.ts';
import { Written } from '@/ui/written.tsx';
import { useAccount } from '@/use-account.ts';
import { defaultAccent } from '../../../../src/platform/kit/accent.ts';
import { parseHexColour } from '../../../../src/platform/kit/colour.ts';
import { SectionForm } from './section-form.tsx';
import { useOrganizationForm } from './use-organization-form.ts';

type Values = { accent: string; logoUrl: string; supportEmail: string; termsUrl: string };

/** What buyers see of the seller's look. */
export function BrandingSection() {
  const { form, kept, problem, isPending, submit } = useOrganizationForm<Values>({
    name: 'settings-branding',
    read: ({ branding }) => ({
      accent: branding.accent_color ?? '',
      logoUrl: branding.logo_url ?? '',
      supportEmail: branding.support_email ?? '',
      termsUrl: branding.terms_url ?? '',
    }),
    write: (values, isTouched) => ({
      branding: {
        ...(isTouched('accent') ? { accent_color: parseHexColour(values.accent) ?? null } : {}),
        ...(isTouched('logoUrl') ? { logo_url: values.logoUrl.trim() || null } : {}),
        ...(isTouched('supportEmail') ? { support_email: values.supportEmail.trim() || null } : {}),
        ...(isTouched('termsUrl') ? { terms_url: values.termsUrl.trim() || null } : {}),
      },
    }),
    fields: {
      accent: 'Accent colour',
      logoUrl: 'Logo address',
      supportEmail: 'Support email',
      termsUrl: 'Terms address',
    },
    places: {
      'branding.accent_color': 'accent',
      'branding.logo_url': 'logoUrl',
      'branding.support_email': 'supportEmail',
      'branding.terms_url': 'termsUrl',
    },
  });
  const { register, watch, setValue, formState } = form;
  const { errors } = formState;
  const accent = watch('accent');
  return (
    <div className="columns">
      <SectionForm title="Branding" problem={problem} isBusy={isPending} kept={kept} onSubmit={submit}>
        <TextField
          label="Accent colour"
          optional
          placeholder={defaultAccent}
          hint="Where text would be hard to read on it, it is corrected, as you can see beside."
          error={errors.accent?.message}
          suffix={
            <input
              type="color"
              aria-label="Pick a colour"
              value={parseHexColour(accent) ?? defaultAccent}
              onChange={(event) => setValue('accent', event.target.value, { shouldDirty: true })}
            />
          }
          {...register('accent', {
            validate: (value) =>
              value.trim() === '' || parseHexColour(value) !== undefined || 'Enter a colour such as #1a7f5a.',
          })}
        />
        <Controller
          name="logoUrl"
          control={form.control}
          rules={{ validate: ownOrHttps }}
          render={({ field }) => (
            <PictureField
              {...field}
              label="Logo address"
              subject="logo"
              note="Square ones look best."
              error={errors.logoUrl?.message}
            />
          )}
        />
        <TextField
          label="Support email"
          optional
          type="email"
          hint="Where buyers write to."
          error={errors.supportEmail?.message}
          {...register('supportEmail', { validate: optionalEmail })}
        />
        <TextField
          label="Terms address"
          optional
          inputMode="url"
          placeholder="https://"
          error={errors.termsUrl?.message}
          {...register('termsUrl', { validate: optionalUrl('http') })}
        />
      </SectionForm>
      <Preview accent={accent} />
    </div>
  );
}

/** The colour at work, in the theme that is on and on the button that matters. */
function Preview({ accent }: { readonly accent: string }) {
  const { organization } = useAccount();
  const frame = useRef<HTMLDivElement>(null);
  const colour = parseHexColour(accent) ?? null;
  useLayoutEffect(() => {
    if (frame.current) applyAccent(frame.current, colour);
  }, [colour]);
  return (
    <aside className="maker-side" aria-label="What buyers see">
      <h2>What buyers see</h2>
      <div className="device" ref={frame} aria-hidden="true">
        <div className="device-order">
          <p className="seller">
            <Mark name={organization.name} logoUrl={organization.branding.logo_url} />
            <b className="clip">
              <Written>{organization.name}</Written>
            </b>
          </p>
          <p className="muted">Total</p>
          <p className="device-amount">€24.20</p>
        </div>
        <div className="device-form">
          <span className="ghost ghost-focus">Card number</span>
          <span className="button button-primary button-normal button-wide">Pay €24.20</span>
          <span className="device-link">Terms</span>
        </div>
      </div>
    </aside>
  );
}
