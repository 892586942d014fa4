import { PageQuery, pageOfSchema } from '#libs/web/paging';
import { z } from 'zod';

const roles = z.array(z.string().min(1).max(64)).max(20);

export const Login = z.string().trim().toLowerCase().min(1).max(120);
const Password = z.string().min(12).max(200);

export const CreateAccountBody = z.object({
  login: Login,
  name: z.string().trim().min(1).max(120),
  password: Password,
  roles,
  team: z.string().trim().min(1).max(64).nullable().default(null),
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
    roles: z.array(z.string()),
    team: z.string().nullable(),
    active: z.boolean(),
    createdAt: z.iso.datetime(),
    updatedAt: z.iso.datetime(),
  })
  .meta({ id: 'Account' });
export type AccountView = z.infer<typeof AccountView>;

export const AccountPage = pageOfSchema(AccountView);
