import { z } from 'zod';

/** `GET /internal/roles/{name}/members` of common-center: the active accounts that have the role; none when there is no such role. */
export const RoleMembers = z.object({ accounts: z.array(z.string()) });
