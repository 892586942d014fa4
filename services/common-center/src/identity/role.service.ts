import { Database } from '#libs/persistence/database';
import { currentContext } from '#libs/persistence/tenant-context';
import { Injectable } from '@nestjs/common';
import { GrantBeyondOwn, RoleFixed, UnknownRole } from './domain/identity.errors.js';
import { ADMIN, BUILT_IN_ROLES } from './domain/built-in-roles.js';
import { beyond, scopeOf, type Role } from './domain/role.js';
import { RoleSchema } from './infra/role.schema.js';

/** The tenant's roles: the built-in ones, as long as the tenant has not defined them anew, and its own. */
@Injectable()
export class RoleService {
  constructor(private readonly database: Database) {}

  async list(): Promise<Role[]> {
    const own = await (await this.database.reader()).find(RoleSchema);
    const roles = new Map([...BUILT_IN_ROLES, ...own].map(({ name, permissions }) => [name, { name, permissions }]));
    return [...roles.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  /** @throws RoleFixed for the administrator's, GrantBeyondOwn */
  async define(role: Role): Promise<Role> {
    if (role.name === ADMIN) throw new RoleFixed('The administrator may do everything, always.');
    requireHeld(role.permissions);
    await this.database.transaction(async (tx) => {
      const current = await tx.findOneBy(RoleSchema, { name: role.name });
      const next = { name: role.name, permissions: [...role.permissions], version: (current?.version ?? 0) + 1 };
      await (current ? tx.update(RoleSchema, { name: role.name }, next) : tx.insert(RoleSchema, next));
    });
    return role;
  }

  /** The scope of a token for these roles; a role that is no more permits nothing. */
  async scopeOf(names: readonly string[]): Promise<string> {
    return scopeOf((await this.list()).filter(({ name }) => names.includes(name)));
  }

  /**
   * Before somebody is given these roles.
   * @throws UnknownRole, GrantBeyondOwn
   */
  async requireGrantable(names: readonly string[]): Promise<void> {
    const roles = await this.list();
    const unknown = names.filter((wanted) => roles.every(({ name }) => name !== wanted));
    if (unknown.length > 0) throw new UnknownRole(`There is no role ${unknown.join(', ')}.`, { unknown });
    requireHeld(roles.filter(({ name }) => names.includes(name)).flatMap(({ permissions }) => permissions));
  }
}

function requireHeld(permissions: readonly string[]): void {
  const missing = beyond(currentContext()?.identity?.permissions ?? [], permissions);
  if (missing.length > 0) throw new GrantBeyondOwn(`You do not have ${missing.join(', ')} yourself.`, { missing });
}
