import type { CustomerView } from '../customer.dto.js';
import { wholeOf } from '../domain/absorbed.js';
import type { CustomerRow } from '../infra/customer.schema.js';

/** @param row opened */
export function customerView(row: CustomerRow): CustomerView {
  const { id, version, number, kind, name, mergedInto, absorbed } = row;
  const { phones, emails, externalIds, accounts, document, documents, ...whole } = wholeOf(row, absorbed);
  const { roles, segments, tags, address } = whole;
  return {
    ...{ id, version, number, kind, name, document, mergedInto },
    phones: [...phones],
    emails: [...emails],
    externalIds: [...externalIds],
    accounts: [...accounts],
    documents: [...documents],
    roles: [...roles],
    segments: [...segments],
    tags: [...tags],
    address: address && { ...address, lines: [...address.lines] },
    absorbedIds: absorbed.flatMap(({ ids }) => ids),
    registeredAt: row.registeredAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
  };
}
