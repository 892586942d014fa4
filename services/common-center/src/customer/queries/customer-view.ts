import type { CustomerView } from '../customer.dto.js';
import type { CustomerRow } from '../infra/customer.schema.js';

export function customerView(row: CustomerRow): CustomerView {
  const { id, version, number, kind, name, phones, emails, externalIds, document, roles, segments, address } = row;
  return {
    ...{ id, version, number, kind, name, document },
    phones: [...phones],
    emails: [...emails],
    externalIds: [...externalIds],
    roles: [...roles],
    segments: [...segments],
    address: address && { ...address, lines: [...address.lines] },
    registeredAt: row.registeredAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
  };
}
