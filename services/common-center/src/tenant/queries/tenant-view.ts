import type { TenantRow } from '../infra/tenant.schema.js';
import type { TenantView } from '../tenant.dto.js';

const NO_TERMS: TenantView['terms'] = { plan: null, packs: null, quotas: {} };

export function tenantView(row: TenantRow): TenantView {
  const { id, version, name, domains, status, server, jobId, terms, leaving, registeredAt, updatedAt } = row;
  const eraseAt = leaving?.eraseAt ? new Date(leaving.eraseAt).toISOString() : null;
  const times = { registeredAt: registeredAt.toISOString(), updatedAt: updatedAt.toISOString(), eraseAt };
  const isolation = row.isolation ?? 'shared';
  return { id, version, name, domains, status, server, isolation, jobId, terms: termsOf(terms), ...times };
}

function termsOf(terms: TenantRow['terms']): TenantView['terms'] {
  return terms === null ? NO_TERMS : (terms as TenantView['terms']);
}
