import { createHash } from 'node:crypto';
import type { Circle } from '#libs/contracts/common-center/identity/organisation-api';
import { currentTenant } from '#libs/persistence/tenant/tenant-context';
import { PLATFORM_TENANT } from '#libs/persistence/tenant/tenant-id';
import { actorMay } from '#libs/web/access/actor';
import { Circles } from '#libs/web/access/circles';
import { Refusal } from '#libs/web/http/problem';
import { Injectable } from '@nestjs/common';
import { DEFINITIONS } from './figure-catalogue.js';
import type { FigureDefinition, MonitorScope } from './figure-definition.js';

const PERMISSIONS = [...new Set(DEFINITIONS.map(({ permission }) => permission))];

/** What somebody sees of a tenant's numbers. */
export class Reach {
  /** The same for all who see the same. */
  readonly name: string;

  constructor(
    private readonly circle: Circle | null,
    private readonly permissions: readonly string[],
    private readonly isPlatform: boolean,
  ) {
    const parts = [permissions.toSorted(), circle && [circle.people.toSorted(), circle.teams.toSorted()], isPlatform];
    this.name = createHash('sha256').update(JSON.stringify(parts)).digest('base64url').slice(0, 16);
  }

  sees({ permission }: Pick<FigureDefinition, 'permission'>): boolean {
    return this.permissions.includes(permission);
  }

  /** Who does not reach the whole tenant reaches their teams, and those who are in them. @param teams of a site */
  reaches({ kind, id }: MonitorScope, teams: readonly string[] | null = null): boolean {
    if (kind === 'all-tenants') return this.isPlatform && this.circle === null;
    if (this.circle === null) return true;
    if (kind === 'agent') return this.circle.people.includes(id);
    if (kind === 'team') return this.circle.teams.includes(id);
    return kind === 'site' && teams !== null && teams.every((team) => this.circle!.teams.includes(team));
  }

  /** @throws Refusal 403 `not-permitted`, `out-of-reach` */
  require(definition: FigureDefinition, scope: MonitorScope, teams: readonly string[] | null): void {
    if (!this.sees(definition))
      throw new Refusal(403, 'not-permitted', `This needs the permission ${definition.permission}.`);
    if (!this.reaches(scope, teams)) throw new Refusal(403, 'out-of-reach', 'These numbers are not yours to see.');
  }
}

@Injectable()
export class Reaches {
  constructor(private readonly circles: Circles) {}

  /** Of who asks, with the permission of the route. @throws RemoteError when it cannot be asked whom they reach */
  async of(permission: string): Promise<Reach> {
    const circle = await this.circles.reachedWith(permission);
    return new Reach(circle, PERMISSIONS.filter(actorMay), currentTenant() === PLATFORM_TENANT);
  }
}
