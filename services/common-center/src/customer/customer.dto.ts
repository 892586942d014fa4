import { CustomerRow, RESOLVE_LIMIT } from '#libs/contracts/common-center/customer/customer-api';
import { personal } from '#libs/personal-data/personal';
import { PageQuery, pageOfSchema } from '#libs/web/http/paging';
import { z } from 'zod';
import type { CustomerData } from './domain/customer-data.js';

const text = (max: number) => z.string().trim().min(1).max(max);
const phone = personal('phone', z.string().max(40));
const email = personal('email', z.string().max(200));
const ExternalId = z.object({ system: text(64), id: personal('outside', text(120)) });
const ChannelAccount = z.object({ channel: text(32), id: personal('reference', text(200)) });
const Document = z.object({ type: text(32), number: personal('document', text(64)) });
const Address = z.object({
  lines: z
    .array(personal('address', text(200)))
    .min(1)
    .max(4),
  city: text(120),
  region: text(120).optional(),
  postalCode: personal('address', text(20)).optional(),
  country: text(80),
});

const details = {
  name: personal('name', text(200)),
  phones: z.array(phone).max(20),
  emails: z.array(email).max(20),
  externalIds: z.array(ExternalId).max(20),
  accounts: z.array(ChannelAccount).max(20),
  document: Document.nullable(),
  roles: z.array(text(40)).max(20),
  segments: z.array(text(40)).max(20),
  tags: z.array(text(40)).max(50),
  address: Address.nullable(),
};
const kind = z.enum(['person', 'organisation']);

export const RegisterCustomerBody = z.object({
  kind: kind.default('person'),
  name: details.name,
  phones: details.phones.default([]),
  emails: details.emails.default([]),
  externalIds: details.externalIds.default([]),
  accounts: details.accounts.default([]),
  document: details.document.default(null),
  roles: details.roles.default([]),
  segments: details.segments.default([]),
  tags: details.tags.default([]),
  address: details.address.default(null),
});
export type RegisterCustomerBody = z.infer<typeof RegisterCustomerBody>;

/** What a customer is called in another system is theirs alone: in files it is masked, and no mask of it comes in. */
const externalIds = z.array(ExternalId.extend({ id: personal('reference', ExternalId.shape.id) }));
export const ImportedCustomer = RegisterCustomerBody.extend({ externalIds });

export const CustomerBatchBody = z.object({ rows: z.array(RegisterCustomerBody).min(1).max(RESOLVE_LIMIT) });
export type CustomerBatchBody = z.infer<typeof CustomerBatchBody>;

/** What is named is replaced. */
export const CorrectCustomerBody = z.object(details).partial();
export type CorrectCustomerBody = z.infer<typeof CorrectCustomerBody>;

const LastFour = z.object({
  of: z.enum(['phone', 'document', 'external', 'account']),
  characters: z.string().length(4),
});

/** One of them. */
export const CustomerCriterion = z
  .object({
    ...{ phone, email, externalId: ExternalId, account: ChannelAccount, document: Document, number: text(32) },
    lastFour: LastFour.describe('what somebody knows the end of'),
  })
  .partial()
  .refine((criterion) => Object.keys(criterion).length === 1, 'expected exactly one criterion');
export type CustomerCriterion = z.infer<typeof CustomerCriterion>;

export const CustomerView = z
  .object({
    id: z.string(),
    version: z.int(),
    number: z.string(),
    kind,
    ...details,
    /** Those of whoever was merged into it come on top. */
    ...{ phones: z.array(phone), emails: z.array(email), externalIds: z.array(ExternalId) },
    ...{ accounts: z.array(ChannelAccount), tags: z.array(z.string()) },
    ...{ roles: z.array(z.string()), segments: z.array(z.string()) },
    documents: z.array(Document).describe('the first is `document`'),
    mergedInto: z.string().nullable().describe('where it goes on; this is what it had'),
    absorbedIds: z.array(z.string()).describe('the customers that go on in this one'),
    registeredAt: z.iso.datetime(),
    updatedAt: z.iso.datetime(),
  })
  .meta({ id: 'Customer' });
export type CustomerView = z.infer<typeof CustomerView>;

export const ExportedCustomer = CustomerView.extend({ externalIds });

/** As much as a machine at the door needs to know. */
export const IdentifiedCustomerView = CustomerView.pick({
  id: true,
  number: true,
  kind: true,
  name: true,
  segments: true,
}).meta({
  id: 'IdentifiedCustomer',
});

export const MergeBody = z.object({
  into: z.uuid().describe('who goes on'),
  reason: text(500),
});
export type MergeBody = z.infer<typeof MergeBody>;

export const UnmergeBody = z.object({ reason: text(500) });
export type UnmergeBody = z.infer<typeof UnmergeBody>;

export const TagBody = z.object({ add: details.tags.default([]), remove: details.tags.default([]) });
export type TagBody = z.infer<typeof TagBody>;

export const ListCustomersQuery = PageQuery.extend({ tag: text(40).optional() });
export type ListCustomersQuery = z.infer<typeof ListCustomersQuery>;

export const JournalPage = pageOfSchema(
  z.object({
    id: z.string(),
    type: z.string(),
    at: z.iso.datetime(),
    data: personal('text', z.record(z.string(), z.unknown())),
  }),
);

export const CustomerPage = pageOfSchema(CustomerView);

/** A row of another service as a registration. */
export function registrationOf(row: CustomerRow): CustomerData {
  const { externalId, kind, name, phone, email } = CustomerRow.parse(row);
  const known = {
    phones: phone ? [phone] : [],
    emails: email ? [email] : [],
    externalIds: externalId ? [externalId] : [],
  };
  return RegisterCustomerBody.parse({ kind, name, ...known });
}
