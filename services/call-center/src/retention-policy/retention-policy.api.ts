import { Database } from '#libs/persistence/database';
import { Injectable } from '@nestjs/common';
import { RetentionPolicySchema, type RetentionPolicy } from './retention-policy.schema.js';

/** Where a tenant has said nothing. */
const DEFAULT_DAYS = 180;

type Scope = Pick<RetentionPolicy, 'queue' | 'kind'>;

/** What other contexts ask about retention. */
@Injectable()
export class RetentionPolicies {
  constructor(private readonly database: Database) {}

  /** The closest policy holds: of queue and kind, of the queue, of the kind, of all. */
  async daysFor(queue: string | null, kind: RetentionPolicy['kind']): Promise<number> {
    const policies = await (await this.database.reader()).find(RetentionPolicySchema);
    const closest: Scope[] = [
      { queue, kind },
      { queue, kind: null },
      { queue: null, kind },
      { queue: null, kind: null },
    ];
    for (const scope of closest) {
      const policy = policies.find((each) => each.queue === scope.queue && each.kind === scope.kind);
      if (policy) return policy.days;
    }
    return DEFAULT_DAYS;
  }
}
