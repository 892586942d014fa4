import { z } from 'zod';

/** `GET /internal/roles/{name}/members` of common-center: the active accounts that have the role; none when there is no such role. */
export const RoleMembers = z.object({ accounts: z.array(z.string()) });

/**
 * `GET /internal/ended-access` of common-center: the log-ins and the access of clients, of all tenants, that ended so lately that
 * tokens of theirs may still hold. `missing`: tenants that could not be asked.
 */
export const EndedAccess = z.object({ ended: z.array(z.string()), missing: z.array(z.string()) });
export type EndedAccess = z.output<typeof EndedAccess>;

/** `POST /internal/accounts/active` of common-center: those of the given ids that active accounts have. */
export const AccountIds = z.object({ accounts: z.array(z.string().min(1).max(64)).max(100) });
