import { Clock } from '#libs/kernel/clock';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { NotReadyReasons } from '../../not-ready-reason/not-ready-reason.api.js';
import type { DurationsQuery, StateDurationsView } from '../agent.dto.js';
import type { RoutingState } from '../domain/routing-state.js';
import { loggedInMs, stateDurations } from '../domain/state-durations.js';
import { StateLog } from './state-log.js';

/** With customers, or there for them. */
const PRODUCTIVE: readonly RoutingState[] = ['ready', 'offered', 'engaged', 'after-contact-work'];

export class GetStateDurations extends Query<StateDurationsView> {
  constructor(
    readonly agentId: string,
    readonly query: DurationsQuery,
  ) {
    super();
  }
}

@QueryHandler(GetStateDurations)
export class GetStateDurationsHandler implements IQueryHandler<GetStateDurations> {
  constructor(
    private readonly log: StateLog,
    private readonly reasons: NotReadyReasons,
    private readonly clock: Clock,
  ) {}

  async execute({ agentId, query }: GetStateDurations): Promise<StateDurationsView> {
    const from = new Date(query.from);
    const to = new Date(Math.min(Date.parse(query.to), this.clock.ms()));
    const durations = stateDurations(await this.log.between(agentId, from, to), { from, to });
    const counted = await this.reasons.productive();
    const states = durations.map(({ state, reason, ms }) => {
      const productive = PRODUCTIVE.includes(state) || (reason !== null && counted.has(reason));
      return { state, reason, ms, duration: iso(ms), productive };
    });
    const productiveMs = states.filter(({ productive }) => productive).reduce((sum, { ms }) => sum + ms, 0);
    return {
      from: from.toISOString(),
      to: to.toISOString(),
      loggedIn: iso(loggedInMs(durations)),
      productive: iso(productiveMs),
      states,
    };
  }
}

/** ISO 8601, to the millisecond. */
function iso(ms: number): string {
  return `PT${ms / 1_000}S`;
}
