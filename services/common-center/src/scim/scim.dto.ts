import { personal } from '#libs/personal-data/personal';
import { EmailAddress } from '#libs/web/email-address';
import { z } from 'zod';

export const USER_SCHEMA = 'urn:ietf:params:scim:schemas:core:2.0:User';
export const GROUP_SCHEMA = 'urn:ietf:params:scim:schemas:core:2.0:Group';
export const LIST_SCHEMA = 'urn:ietf:params:scim:api:messages:2.0:ListResponse';
export const ERROR_SCHEMA = 'urn:ietf:params:scim:api:messages:2.0:Error';

export const BASE = '/api/v1/scim/v2';
export const MOST_RESULTS = 200;

const text = (most: number) => z.string().trim().min(1).max(most);
/** Some send what is a boolean as a word. */
const flag = z.union([z.boolean(), z.stringbool({ truthy: ['true'], falsy: ['false'] })]);
const several = <Item extends z.ZodType>(item: Item) => z.array(item).max(2_000);
const valued = (value: z.ZodType<string>) =>
  z.looseObject({ value, type: z.string().optional(), primary: flag.optional() });

/** RFC 7643 §4.1: what is kept of it; anything else is left alone. */
export const UserBody = z.looseObject({
  schemas: z.array(z.string()).optional(),
  externalId: text(190).nullish(),
  userName: text(120),
  displayName: text(120).nullish(),
  name: z
    .looseObject({ formatted: z.string().max(120), givenName: z.string().max(60), familyName: z.string().max(60) })
    .partial()
    .nullish(),
  emails: several(valued(EmailAddress)).nullish(),
  phoneNumbers: several(valued(text(40))).nullish(),
  locale: text(35).nullish(),
  active: flag.nullish(),
  roles: several(z.union([text(64), z.looseObject({ value: text(64) })])).nullish(),
});
export type UserBody = z.infer<typeof UserBody>;

/** RFC 7643 §4.2. */
export const GroupBody = z.looseObject({
  schemas: z.array(z.string()).optional(),
  externalId: text(190).nullish(),
  displayName: text(120),
  members: several(z.looseObject({ value: z.string().min(1).max(64) })).nullish(),
});
export type GroupBody = z.infer<typeof GroupBody>;

/** RFC 7644 §3.5.2; some write the operation with a capital letter. */
export const PatchBody = z.object({
  schemas: z.array(z.string()).optional(),
  Operations: z
    .array(
      z.object({
        op: z
          .string()
          .transform((op) => op.toLowerCase())
          .pipe(z.enum(['add', 'replace', 'remove'])),
        path: z.string().max(500).optional(),
        value: z.unknown().optional(),
      }),
    )
    .min(1)
    .max(500),
});
export type PatchBody = z.infer<typeof PatchBody>;

export const ListQuery = z.object({
  filter: z.string().max(2_000).optional(),
  startIndex: z.coerce.number().int().default(1),
  count: z.coerce.number().int().default(100),
  attributes: z.string().max(1_000).optional(),
  excludedAttributes: z.string().max(1_000).optional(),
});
export type ListQuery = z.infer<typeof ListQuery>;

export const ShownQuery = ListQuery.pick({ attributes: true, excludedAttributes: true });
export type ShownQuery = z.infer<typeof ShownQuery>;

const valuedAs = (kind: 'email' | 'phone') =>
  z
    .array(z.object({ value: personal(kind, z.string()), type: z.string(), primary: z.boolean().optional() }))
    .optional();
const reachedBy = { emails: valuedAs('email'), phoneNumbers: valuedAs('phone') };

export const Resource = z
  .looseObject({ schemas: z.array(z.string()), id: z.string(), ...reachedBy })
  .meta({ id: 'ScimResource' });

export const ResourceList = z
  .object({
    schemas: z.array(z.string()),
    totalResults: z.int(),
    startIndex: z.int(),
    itemsPerPage: z.int(),
    Resources: z.array(z.looseObject(reachedBy)),
  })
  .meta({ id: 'ScimList' });

/** RFC 7644 §3.12. */
export const ScimError = z
  .object({
    schemas: z.tuple([z.literal(ERROR_SCHEMA)]),
    status: z.string(),
    scimType: z.string().optional(),
    detail: z.string(),
  })
  .meta({ id: 'ScimError' });
