import { mask } from '#libs/personal-data/masking/mask';
import { csvLine } from '#libs/web/csv';
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

/** What those get who may not have what leads to a person. */
export function withoutPersonal(customer: CustomerView): CustomerView {
  const { name, phones, emails, externalIds, accounts, document, documents, address } = customer;
  const numberMasked = <Document extends { number: string }>(each: Document): Document => {
    return { ...each, number: mask('document', each.number) };
  };
  const idMasked = <Named extends { id: string }>(each: Named): Named => ({ ...each, id: mask('reference', each.id) });
  return {
    ...customer,
    name: mask('name', name),
    phones: phones.map((each) => mask('phone', each)),
    emails: emails.map((each) => mask('email', each)),
    externalIds: externalIds.map(idMasked),
    accounts: accounts.map(idMasked),
    document: document && numberMasked(document),
    documents: documents.map(numberMasked),
    address: address && {
      lines: address.lines.map((each) => mask('hidden', each)),
      city: address.city,
      country: address.country,
    },
  };
}

function cellsOf(customer: CustomerView): (string | null)[] {
  const { id, number, kind, name, phones, emails, externalIds, accounts, document, address } = customer;
  const list = (texts: readonly string[]) => texts.join(';');
  const [external, account] = [externalIds[0], accounts[0]];
  return [
    ...[id, number, kind, name, list(phones), list(emails), external?.system ?? null, external?.id ?? null],
    ...[account?.channel ?? null, account?.id ?? null, document?.type ?? null, document?.number ?? null],
    ...[list(customer.roles), list(customer.segments), list(customer.tags), address?.lines.join(', ') ?? null],
    ...[address?.city ?? null, address?.region ?? null, address?.postalCode ?? null, address?.country ?? null],
    customer.registeredAt,
  ];
}
