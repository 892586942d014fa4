import { currentContext } from '#libs/persistence/tenant/tenant-context';
import { actorMay } from '#libs/web/access/actor';
import { Injectable } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { audienceOf, GetMembership } from '../../identity/membership.api.js';

/** Whom an article has to be for, so that who asks may read it: one of these. */
@Injectable()
export class Viewers {
  constructor(private readonly queries: QueryBus) {}

  async audience(): Promise<readonly string[]> {
    if (!actorMay('knowledge:read-internal')) return ['public'];
    const identity = currentContext()?.identity;
    if (identity?.kind !== 'person') return ['public', 'agents'];
    return ['public', ...audienceOf(await this.queries.execute(new GetMembership(identity.subject)))];
  }
}
