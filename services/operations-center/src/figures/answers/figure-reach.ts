import { createHash } from 'node:crypto';
import { isWithin, type RowCircle } from '#libs/persistence/rows/within-circle';
import { Circles } from '#libs/web/access/circles';
import { Refusal } from '#libs/web/http/problem';
import { Injectable } from '@nestjs/common';
import type { Scope } from './scope.js';

/** What somebody sees of figures: the tenant's, or their teams and those who are in them. */
export class FigureReach {
  /** The same for all who see the same. */
  readonly name: string;

  constructor(private readonly circle: RowCircle | null) {
    const parts = circle && [circle.people.toSorted(), circle.teams.toSorted()];
    this.name = circle === null ? '' : createHash('sha256').update(JSON.stringify(parts)).digest('base64url');
  }

  sees({ kind, id }: Scope): boolean {
    if (this.circle === null) return true;
    return kind === 'team' ? this.circle.teams.includes(id) : kind === 'agent' && this.seesAgent(id);
  }

  seesAgent(agentId: string): boolean {
    return isWithin(this.circle, agentId);
  }

  /** @throws Refusal 403 `out-of-reach` */
  require(scope: Scope): void {
    if (!this.sees(scope)) throw new Refusal(403, 'out-of-reach', 'These numbers are not yours to see.');
  }
}

@Injectable()
export class FigureReaches {
  constructor(private readonly circles: Circles) {}

  /** Of who asks. @throws RemoteError when it cannot be asked whom they reach */
  async ofCaller(): Promise<FigureReach> {
    return new FigureReach(await this.circles.reachedWith('figure:read'));
  }
}
