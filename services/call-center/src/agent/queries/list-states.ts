import { decodeCursor, pageOf, type Page } from '#libs/kernel/page';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { StatesQuery } from '../agent.dto.js';
import type { RoutingState } from '../domain/routing-state.js';
import { StateLog } from './state-log.js';

interface Stretch {
  readonly state: RoutingState;
  readonly reason: string | null;
  readonly from: string;
  /** Null: still so. */
  readonly to: string | null;
}

export class ListStates extends Query<Page<Stretch>> {
  constructor(
    readonly agentId: string,
    readonly query: StatesQuery,
  ) {
    super();
  }
}

/** Oldest first, each whole: the first may have begun before. */
@QueryHandler(ListStates)
export class ListStatesHandler implements IQueryHandler<ListStates> {
  constructor(private readonly log: StateLog) {}

  async execute({ agentId, query: { from, to, limit, cursor } }: ListStates): Promise<Page<Stretch>> {
    const after = cursor === undefined ? 0 : Number(decodeCursor(cursor, 1)[0]);
    // One more tells that there is more, another one when that ended.
    const lines = await this.log.lines(agentId, new Date(from), after, limit + 2);
    const stretches = lines.map(({ seq, state, reason, at }, index) => {
      const next = lines[index + 1]?.at ?? null;
      return { seq, state, reason, at, from: at.toISOString(), to: next?.toISOString() ?? null };
    });
    const inside = stretches.slice(0, limit + 1).filter(({ at }) => to === undefined || at < new Date(to));
    return pageOf(inside, limit, ({ seq }) => [String(seq)]);
  }
}
