import type { AccountChange, AccountFacts } from '../identity/provisioning/account-provisioning.api.js';
import type { KnownAccount } from '../identity/provisioning/account-rows.api.js';
import type { Json } from './filter/matches.js';
import { ScimValueInvalid } from './filter/scim.errors.js';
import { BASE, USER_SCHEMA, UserBody } from './scim.dto.js';

/** A person as RFC 7643 §4.1 has them. */
export function userResource(account: KnownAccount, teams: readonly { id: string; name: string }[]): Json {
  const { id, version, createdAt, updatedAt, ...facts } = account;
  return {
    schemas: [USER_SCHEMA],
    id,
    ...attributesOf(facts),
    groups: teams.map((team) => ({ value: team.id, display: team.name, $ref: `${BASE}/Groups/${team.id}` })),
    meta: {
      resourceType: 'User',
      created: createdAt.toISOString(),
      lastModified: updatedAt.toISOString(),
      location: `${BASE}/Users/${id}`,
      version: `"${version}"`,
    },
  };
}

/** What of it can be changed. */
export function attributesOf({ login, name, email, phone, locale, externalId, roles, active }: AccountFacts): Json {
  return {
    ...(externalId !== null && { externalId }),
    userName: login,
    displayName: name,
    name: { formatted: name },
    ...(email !== null && { emails: [{ value: email, type: 'work', primary: true }] }),
    ...(phone !== null && { phoneNumbers: [{ value: phone, type: 'work' }] }),
    ...(locale !== null && { locale }),
    active,
    roles: roles.map((value) => ({ value })),
  };
}

/** What the whole resource says. */
export function factsOf(user: UserBody): AccountFacts {
  return {
    login: user.userName.toLowerCase(),
    name: nameOf(user),
    email: mainOf(user.emails),
    phone: mainOf(user.phoneNumbers),
    locale: user.locale ?? null,
    externalId: user.externalId ?? null,
    active: user.active ?? true,
    roles: (user.roles ?? []).map((role) => (typeof role === 'string' ? role : role.value)),
  };
}

/** Roles stay as they are where none are named. */
export function changeTo(user: UserBody): AccountChange {
  const facts = factsOf(user);
  return { ...facts, roles: user.roles ? facts.roles : undefined };
}

/** A changed name is the one of both that was changed. @throws ScimValueInvalid */
export function changeAfter(before: AccountFacts, after: Json): AccountChange {
  const read = UserBody.safeParse(withOneName(before, after));
  if (!read.success) throw invalid(read.error.issues.map(({ path }) => path.join('.')));
  return changeTo(read.data);
}

function withOneName(before: AccountFacts, after: Json): Json {
  if (after.displayName !== before.name) return after;
  const rest = { ...after, displayName: undefined };
  const name = (after.name ?? {}) as Json;
  const isOther = name.formatted !== before.name || name.givenName !== undefined || name.familyName !== undefined;
  if (!isOther) return after;
  return name.formatted === before.name ? { ...rest, name: { ...name, formatted: undefined } } : rest;
}

function nameOf({ displayName, name, userName }: UserBody): string {
  const whole = [name?.givenName, name?.familyName].filter(Boolean).join(' ');
  return displayName ?? (name?.formatted?.trim() || whole.trim() || userName);
}

function mainOf(values: UserBody['emails']): string | null {
  const main = values?.find(({ primary }) => primary === true) ?? values?.find(({ type }) => type === 'work');
  return (main ?? values?.[0])?.value ?? null;
}

function invalid(fields: readonly string[]): ScimValueInvalid {
  return new ScimValueInvalid(`Not as it should be: ${fields.join(', ')}.`);
}
