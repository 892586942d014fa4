import { furthest, type DataScope, type ScopedPermissions } from '#libs/kernel/data-scope';
import { Database } from '#libs/persistence/database';
import { currentContext } from '#libs/persistence/tenant/tenant-context';
import { Injectable } from '@nestjs/common';
import { GrantBeyondOwn, RoleFixed, ScopeRefused, UnknownRole } from '../domain/identity.errors.js';
import { ADMIN, BUILT_IN_ROLES } from '../domain/built-in-roles.js';
import { beyond, narrowed, scopedPermissions, scopeOf, type Role } from '../domain/role.js';
import { RoleSchema } from '../infra/role.schema.js';

/** What a token permits, and for whose data. */
export interface Grant {
  readonly scope: string;
  readonly dataScope: ScopedPermissions | null;
}

/** The tenant's roles: the built-in ones, as long as the tenant has not defined them anew, and its own. */
@Injectable()
export class RoleService {
  constructor(private readonly database: Database) {}

  async list(): Promise<Required<Role>[]> {
    const own = await (await this.database.reader()).find(RoleSchema);
    const roles = new Map<string, Required<Role>>(
      [...BUILT_IN_ROLES, ...own].map(({ name, permissions, dataScope }) => [
        name,
        { name, permissions, dataScope: dataScope ?? 'tenant' },
      ]),
    );
    return [...roles.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  /** @throws RoleFixed for the administrator's, GrantBeyondOwn */
  async define(role: Required<Role>): Promise<Required<Role>> {
    if (role.name === ADMIN) throw new RoleFixed('The administrator may do everything, always.');
    requireHeld(role.permissions);
    requireReached(role.dataScope);
    await this.database.transaction(async (tx) => {
      const current = await tx.findOneBy(RoleSchema, { name: role.name });
      const { name, dataScope } = role;
      const next = { name, dataScope, permissions: [...role.permissions], version: (current?.version ?? 0) + 1 };
      await (current ? tx.update(RoleSchema, { name: role.name }, next) : tx.insert(RoleSchema, next));
    });
    return role;
  }

  /** For a token of these roles; a role that is no more permits nothing. */
  async grantOf(names: readonly string[]): Promise<Grant> {
    const roles = await this.#named(names);
    return { scope: scopeOf(roles), dataScope: scopedPermissions(roles) };
  }

  /** The part of it that is asked for. @throws ScopeRefused */
  async narrowedGrantOf(names: readonly string[], requested: string): Promise<Grant> {
    const roles = await this.#named(names);
    const scope = narrowed(roles, requested);
    if (scope === null) throw new ScopeRefused('This scope is unknown, or more than this client may have.');
    return { scope, dataScope: scopedPermissions(roles) };
  }

  /**
   * Before somebody is given these roles.
   * @throws UnknownRole, GrantBeyondOwn
   */
  async requireGrantable(names: readonly string[]): Promise<void> {
    const roles = await this.list();
    const unknown = names.filter((wanted) => roles.every(({ name }) => name !== wanted));
    if (unknown.length > 0) throw new UnknownRole(`There is no role ${unknown.join(', ')}.`, { unknown });
    const given = roles.filter(({ name }) => names.includes(name));
    requireHeld(given.flatMap(({ permissions }) => permissions));
    for (const { dataScope } of given) requireReached(dataScope);
  }

  async #named(names: readonly string[]): Promise<Role[]> {
    return (await this.list()).filter(({ name }) => names.includes(name));
  }
}

function requireHeld(permissions: readonly string[]): void {
  const missing = beyond(currentContext()?.identity?.permissions ?? [], permissions);
  if (missing.length > 0) throw new GrantBeyondOwn(`You do not have ${missing.join(', ')} yourself.`, { missing });
}

/** Who reaches a part of the tenant's data lets nobody reach further. */
function requireReached(dataScope: DataScope): void {
  const own = currentContext()?.identity?.dataScope?.base ?? 'tenant';
  if (furthest([own, dataScope]) === own) return;
  throw new GrantBeyondOwn(`You do not reach as far as ${dataScope} yourself.`, { dataScope });
}
