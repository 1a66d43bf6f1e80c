import type { AuditDetail, AuditEntryAnswer } from '../../../src/platform/contract/audit.ts';
import type { AuditAction, AuditArea } from '../../../src/platform/contract/audit-actions.ts';
import { isolated } from '../../../src/platform/contract/directions.ts';
import { isAtLeast, type Role, roles } from '../../../src/platform/contract/roles.ts';
import { platformName } from '../platform.ts';
import { formatFull } from './dates.ts';
import { formatMoney } from './money.ts';
import { roleNames } from './role-words.ts';

/** What the audit log says in plain English; a new action does not compile until it has its words here. */
type Told = Pick<AuditEntryAnswer, 'details' | 'target'>;

/** A detail as text; nothing where it is absent or no single value. */
function word({ details }: Told, name: string): string {
  const value = details[name];
  return typeof value === 'string' || typeof value === 'number' ? isolated(String(value)) : '';
}

const quoted = (told: Told, name = 'name') => (word(told, name) ? `“${word(told, name)}”` : '');
const mode = (told: Told) =>
  told.details.mode === 'live' ? 'live ' : told.details.mode === 'sandbox' ? 'sandbox ' : '';

function roleOf(told: Told, name = 'role'): string {
  const role = roles.find((each) => each === told.details[name]);
  return role ? roleNames[role] : '';
}

const methods: Readonly<Record<string, string>> = {
  password: 'with the password',
  sign_up: 'by signing up',
  one_time_link: 'with a link of the operator',
  invitation: 'by an invitation',
  switch: 'from another organization',
};
const factors: Readonly<Record<string, string>> = {
  authenticator: 'a code of the app',
  recovery_code: 'a recovery code',
  passkey: 'a passkey',
};
const factorNames: Readonly<Record<string, string>> = {
  authenticator: 'an authenticator app',
  passkey: 'a passkey',
};

/** `with the password and a code of the app`. */
export function signInWords(method: string | null, factor: string | null): string {
  const how = (method && methods[method]) ?? '';
  const also = factor ? (factors[factor] ?? factor) : '';
  return [how, also].filter(Boolean).join(how ? ' and ' : '');
}

const text = (value: AuditDetail | undefined) => (typeof value === 'string' ? value : null);

function devices(told: Told): string {
  const count = told.details.sessions_ended;
  if (typeof count !== 'number' || count === 0) return '';
  return `, signed out of ${count} ${count === 1 ? 'device' : 'devices'}`;
}

function money({ details: { amount, currency } }: Told): string {
  const isKnown = typeof amount === 'string' && (currency === 'EUR' || currency === 'USD');
  return isKnown ? formatMoney(amount, currency) : '';
}

const sentences: Readonly<Record<AuditAction, (told: Told) => string>> = {
  'organization.created': (told) => `Opened the organization ${quoted(told)}`,
  'organization.updated': () => 'Changed the settings',
  'organization.keys_backed_up': ({ details }) =>
    details.done === false ? 'Took back that the keys are kept' : 'Confirmed that the keys are kept outside',
  'user.signed_in': ({ details }) =>
    `Signed in ${signInWords(text(details.method), text(details.second_factor))}`,
  'user.sign_in_failed': () => 'Sign-in refused, wrong password',
  'user.sign_in_link_made': () => 'Made a link that signs in once',
  'user.signed_out': () => 'Signed out',
  'user.session_ended': ({ details }) =>
    text(details.email)
      ? `Signed ${isolated(text(details.email) ?? '')} out of a device`
      : 'Signed out on another device',
  'user.sessions_ended': (told) => `Signed ${word(told, 'email')} out of every device`,
  'user.second_factor_added': ({ details }) =>
    `Added ${factorNames[text(details.kind) ?? ''] ?? 'a second factor'}`,
  'user.second_factor_removed': ({ details }) =>
    `Removed ${factorNames[text(details.kind) ?? ''] ?? 'a second factor'}`,
  'user.second_factor_reset': () => 'Turned the second factor of a person off',
  'user.passkey_renamed': () => 'Renamed a passkey',
  'user.recovery_codes_made': () => 'Made new recovery codes',
  'user.recovery_code_used': () => 'Used a recovery code',
  'user.password_changed': () => 'Changed the password',
  'user.password_reset': () => 'Set a new password',
  'team.member_invited': (told) => `Invited ${word(told, 'email')} as ${roleOf(told)}`,
  'team.invitation_withdrawn': (told) =>
    `Took the invitation of ${word(told, 'email')} as ${roleOf(told)} back`,
  'team.member_joined': (told) => `Joined as ${roleOf(told)}`,
  'team.role_changed': (told) =>
    `Made ${word(told, 'email')} ${roleOf(told, 'to')}, before ${roleOf(told, 'from')}`,
  'team.member_removed': (told) => `Removed ${word(told, 'email')}, ${roleOf(told)}${devices(told)}`,
  'team.member_left': (told) => `Left the team, as ${roleOf(told)}`,
  'api_key.created': (told) => `Made the ${mode(told)}key ${word(told, 'prefix')}…`,
  'api_key.rotated': (told) => `Rotated the ${mode(told)}key, the new one is ${word(told, 'prefix')}…`,
  'api_key.revoked': (told) => `Revoked the ${mode(told)}key ${word(told, 'prefix')}…`,
  'product.created': (told) => `Made the product ${quoted(told)}`,
  'product.updated': (told) => `Changed the product ${quoted(told)}`,
  'payment_link.created': (told) => `Made the ${mode(told)}link ${quoted(told)}`,
  'payment_link.updated': (told) => `Changed the ${mode(told)}link ${quoted(told)}`,
  'payment_link.deleted': (told) => `Deleted the ${mode(told)}link ${quoted(told)}`,
  'payment_link.restored': (told) => `Restored the ${mode(told)}link ${quoted(told)}`,
  'payment_link.place_released': () => 'Gave a held place of a link free',
  'webhook.updated': (told) => `Changed the ${mode(told)}webhook`,
  'webhook.secret_rotated': (told) => `Rotated the secret of the ${mode(told)}webhook`,
  'webhook.tested': (told) => `Sent a test event to the ${mode(told)}webhook`,
  'webhook.delivery_resent': (told) => `Resent an event to the ${mode(told)}webhook`,
  'webhook.removed': (told) => `Removed the ${mode(told)}webhook`,
  'provider.connected': (told) => `Connected the ${mode(told)}provider ${told.target?.id ?? ''}`,
  'provider.updated': (told) => `Changed the ${mode(told)}provider ${told.target?.id ?? ''}`,
  'provider.disconnected': (told) => `Disconnected the ${mode(told)}provider ${told.target?.id ?? ''}`,
  'provider.ordered': (told) => `Ordered the ${mode(told)}providers`,
  'refund.created': (told) => `Refunded ${money(told)} of ${word(told, 'transaction_id')}`,
  'bank_statement.imported': (told) => `Uploaded the statement ${quoted(told, 'file_name')}`,
  'bank_statement.mapping_forgotten': () => 'Forgot what the columns of a bank’s table are',
  'bank_entry.matched': (told) => `Matched a bank transfer ${money(told)}`.trim(),
  'bank_entry.ignored': (told) => `Ignored a bank transfer ${money(told)}`.trim(),
  'bank_entry.undone': () => 'Took a decision about a bank transfer back',
  'bank_refunds.exported': () => 'Exported refunds for the bank',
  'mail.sent_by_hand': () => 'Sent a kept mail',
  'buyer.forgotten': () => 'Forgot a buyer',
  'simulator.updated': () => 'Changed what the simulator does',
  'simulator.fired': () => 'Had the simulator send a notification',
};

/** What was done, without who did it. */
export function sentenceOfEntry(entry: Told & { readonly action: AuditAction }): string {
  return sentences[entry.action](entry);
}

export const areaNames: Readonly<Record<AuditArea, string>> = {
  organization: 'settings',
  user: 'sign-ins and accounts',
  team: 'team',
  api_key: 'API keys',
  product: 'products',
  payment_link: 'payment links',
  webhook: 'webhook',
  provider: 'providers',
  refund: 'refunds',
  bank_statement: 'bank statements',
  bank_entry: 'bank transfers',
  bank_refunds: 'bank refunds',
  mail: 'mails',
  buyer: 'forgotten buyers',
  simulator: 'simulator',
};

/** Who acted, in words where it was no person. */
export function actorInWords({ type, name, email, id }: AuditEntryAnswer['actor']): string {
  const words: Readonly<Record<typeof type, string>> = {
    user: isolated(name ?? email ?? id ?? 'somebody'),
    api_key: 'API key',
    anonymous: 'nobody known',
    operator: 'the operator',
    system: platformName,
  };
  return words[type];
}

const ownNames: Readonly<Record<string, string>> = {
  is_active: 'Active',
  max_uses: 'Max uses',
  expires_at: 'Expires',
  tax_id: 'Tax id',
  logo_url: 'Logo',
  image_url: 'Image',
  terms_url: 'Terms',
  id: 'Id',
};

/** `allowed_redirect_origins` as `Allowed redirect origins`. */
export function nameInWords(name: string): string {
  const words = ownNames[name] ?? name.replaceAll('_', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** `sign_up`, never an id: those have digits. */
const codeForm = /^[a-z]+(?:_[a-z]+)+$/;
const instantForm = /^\d{4}-\d{2}-\d{2}T[\d:.]+Z$/;

/** A value as people would say it. */
export function valueInWords(value: AuditDetail | undefined, zone: string): string {
  if (value === null || value === undefined || value === '') return 'none';
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (typeof value === 'string') {
    const role = roles.find((each) => each === value) as Role | undefined;
    if (role && isAtLeast(role, 'viewer')) return roleNames[role];
    if (codeForm.test(value)) return value.replaceAll('_', ' ');
    return instantForm.test(value) ? formatFull(new Date(value), zone) : isolated(value);
  }
  if (typeof value === 'number') return String(value);
  if (Array.isArray(value)) return value.map((each) => valueInWords(each, zone)).join(', ') || 'none';
  const pairs = Object.entries(value).filter(([, each]) => each !== null);
  return pairs.map(([name, each]) => `${nameInWords(name)} ${valueInWords(each, zone)}`).join(', ') || 'none';
}

export type Change = { readonly name: string; readonly from: AuditDetail; readonly to: AuditDetail };

/** What an entry says was changed, from what to what. */
export function changesOf({ action, details }: AuditEntryAnswer): Change[] {
  const changes = action === 'organization.updated' ? details : details.changes;
  if (action === 'team.role_changed')
    return [{ name: 'role', from: details.from ?? null, to: details.to ?? null }];
  if (typeof changes !== 'object' || changes === null || Array.isArray(changes)) return [];
  return Object.entries(changes).flatMap(([name, change]) => (isChange(change) ? [{ name, ...change }] : []));
}

function isChange(value: AuditDetail): value is { from: AuditDetail; to: AuditDetail } {
  return typeof value === 'object' && value !== null && 'from' in value && 'to' in value;
}

/** The rest of what an entry tells. */
export function factsOf(entry: AuditEntryAnswer): [string, AuditDetail][] {
  const told = new Set(['changes', ...(changesOf(entry).length > 0 ? ['fields', 'from', 'to'] : [])]);
  const isAllChanges = entry.action === 'organization.updated';
  return Object.entries(entry.details).filter(
    ([name, value]) => !told.has(name) && !(isAllChanges && isChange(value)) && !isEmpty(value),
  );
}

const isEmpty = (value: AuditDetail) => value === null || (Array.isArray(value) && value.length === 0);
