import type { AccountView } from '../account.dto.js';
import type { AccountRow } from '../infra/account.schema.js';

export function accountView({ createdAt, updatedAt, ...row }: AccountRow): AccountView {
  const { id, version, login, name, email, phone, locale, externalId, roles, team, active } = row;
  const times = { createdAt: createdAt.toISOString(), updatedAt: updatedAt.toISOString() };
  return { id, version, login, name, email, phone, locale, externalId, roles, team, active, ...times };
}
