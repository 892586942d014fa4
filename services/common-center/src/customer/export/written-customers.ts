import { csvLine } from '#libs/web/http/csv';
import type { CustomerView } from '../customer.dto.js';
import type { Format } from '../import/customer-import.schema.js';

const COLUMNS = [
  ...['id', 'number', 'kind', 'name', 'phones', 'emails', 'externalSystem', 'externalId', 'channel', 'accountId'],
  ...['documentType', 'documentNumber', 'roles', 'segments', 'tags'],
  ...['addressLine', 'city', 'region', 'postalCode', 'country', 'registeredAt'],
];

/** Customers as they stand in a file, in the columns that an import reads; the first piece of a CSV begins with their names. */
export function written(customers: readonly CustomerView[], isFirst: boolean, format: Format): string {
  if (format === 'ndjson') return customers.map((each) => `${JSON.stringify(each)}\n`).join('');
  return (isFirst ? csvLine(COLUMNS) : '') + customers.map((each) => csvLine(cellsOf(each))).join('');
}

function cellsOf(customer: CustomerView): (string | null)[] {
  const { id, number, kind, name, phones, emails, externalIds, accounts, document, address } = customer;
  const list = (texts: readonly string[]) => texts.join(';');
  return [
    ...[
      id,
      number,
      kind,
      name,
      list(phones),
      list(emails),
      list(externalIds.map((each) => each.system)),
      list(externalIds.map((each) => each.id)),
    ],
    ...[
      list(accounts.map((each) => each.channel)),
      list(accounts.map((each) => each.id)),
      document?.type ?? null,
      document?.number ?? null,
    ],
    ...[list(customer.roles), list(customer.segments), list(customer.tags), address?.lines.join(', ') ?? null],
    ...[address?.city ?? null, address?.region ?? null, address?.postalCode ?? null, address?.country ?? null],
    customer.registeredAt,
  ];
}
