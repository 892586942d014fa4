import { z } from 'zod';

/** `GET /internal/roles/{name}/members` of common-center: the active accounts that have the role; none when there is no such role. */
export const RoleMembers = z.object({ accounts: z.array(z.string()) });

/** `POST /internal/accounts/active` of common-center: those of the given ids that active accounts have. */
export const AccountIds = z.object({ accounts: z.array(z.string().min(1).max(64)).max(100) });
