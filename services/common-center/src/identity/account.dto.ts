import { personal } from '#libs/personal-data/personal';
import { EmailAddress } from '#libs/web/email-address';
import { PageQuery, pageOfSchema } from '#libs/web/http/paging';
import { z } from 'zod';

const none = <Schema extends z.ZodType>(schema: Schema) => schema.nullable();
const Phone = z.string().trim().min(3).max(40);
const Locale = z
  .string()
  .regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/, 'expected a language tag such as zh-CN')
  .max(35);
const ExternalId = z.string().min(1).max(190);

/** What is left out stays as it is; null takes it away. */
export const ProfileBody = z.object({
  name: z.string().trim().min(1).max(120).optional(),
  email: none(EmailAddress).optional(),
  phone: none(Phone).optional(),
  locale: none(Locale).optional(),
  externalId: none(ExternalId).optional(),
});
export type ProfileBody = z.infer<typeof ProfileBody>;

const roles = z.array(z.string().min(1).max(64)).max(20);

export const Login = z.string().trim().toLowerCase().min(1).max(120);
const Password = z.string().min(12).max(200);

export const CreateAccountBody = z.object({
  login: Login,
  name: z.string().trim().min(1).max(120),
  password: Password,
  roles,
  team: z.string().trim().min(1).max(64).nullable().default(null),
  email: none(EmailAddress).default(null),
  phone: none(Phone).default(null),
  locale: none(Locale).default(null),
  externalId: none(ExternalId).default(null),
});
export type CreateAccountBody = z.infer<typeof CreateAccountBody>;

export const RolesBody = z.object({ roles });
export const PasswordBody = z.object({ password: Password });

export const ListAccountsQuery = PageQuery.extend({ team: z.string().max(64).optional() });
export type ListAccountsQuery = z.infer<typeof ListAccountsQuery>;

export const AccountView = z
  .object({
    id: z.string(),
    version: z.int(),
    login: z.string(),
    name: z.string(),
    email: personal('email', z.string()).nullable(),
    phone: personal('phone', z.string()).nullable(),
    locale: z.string().nullable(),
    externalId: z.string().nullable(),
    roles: z.array(z.string()),
    team: z.string().nullable(),
    active: z.boolean(),
    createdAt: z.iso.datetime(),
    updatedAt: z.iso.datetime(),
  })
  .meta({ id: 'Account' });
export type AccountView = z.infer<typeof AccountView>;

export const AccountPage = pageOfSchema(AccountView);
