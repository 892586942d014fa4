import { decodeCursor, pageOf, type Page } from '#libs/kernel/page';
import { Database } from '#libs/persistence/database';
import { named, withinCircle, type RowCircle } from '#libs/persistence/rows/within-circle';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { AgentAssignments, type Belongs } from '../../agent-assignment/agent-assignment.api.js';
import { DEFAULT_PROFILE, RoutingProfiles } from '../../routing-profile/routing-profile.api.js';
import { Teams } from '../../team/team.api.js';
import type { AgentFilter, AgentView } from '../agent.dto.js';
import { AgentSchema } from '../infra/agent.schema.js';
import { AgentViews } from './agent-views.js';

export class ListAgents extends Query<Page<AgentView>> {
  constructor(
    readonly filter: AgentFilter,
    /** Null: everybody. */
    readonly circle: RowCircle | null,
  ) {
    super();
  }
}

/** How a team stands now, each with since when. */
@QueryHandler(ListAgents)
export class ListAgentsHandler implements IQueryHandler<ListAgents> {
  constructor(
    private readonly database: Database,
    private readonly views: AgentViews,
    private readonly assignments: AgentAssignments,
    private readonly profiles: RoutingProfiles,
    private readonly teams: Teams,
  ) {}

  async execute({ filter, circle }: ListAgents): Promise<Page<AgentView>> {
    const { limit, cursor, state, requested } = filter;
    const belongs = { ...(await this.#inTeams(filter)), ...(await this.#withQueue(filter)) };
    const query = (await this.database.reader()).createQueryBuilder(AgentSchema, 'agent');
    query.where(...named(withinCircle(circle, { people: ['agent.id'] }), 'seen'));
    if (state !== undefined) query.andWhere('agent.state = :state', { state });
    if (requested !== undefined) query.andWhere(`agent.request IS ${requested ? 'NOT ' : ''}NULL`);
    if (cursor !== undefined) query.andWhere('agent.id > :after', { after: decodeCursor(cursor, 1)[0] });
    this.assignments.narrow(query, 'agent.id', belongs);
    const rows = await query
      .orderBy('agent.id')
      .take(limit + 1)
      .getMany();
    return pageOf(await this.views.of(rows), limit, ({ id }) => [id]);
  }

  async #inTeams({ teamId, tier }: AgentFilter): Promise<Belongs> {
    const ofTier = tier && (await this.teams.ofTier(tier));
    if (teamId === undefined) return ofTier ? { teamIds: ofTier } : {};
    return { teamIds: !ofTier || ofTier.includes(teamId) ? [teamId] : [] };
  }

  async #withQueue({ queueId }: AgentFilter): Promise<Belongs> {
    if (queueId === undefined) return {};
    const all = await this.profiles.all();
    const having = all.filter(({ queues }) => queues.some((queue) => queue.queueId === queueId));
    return { profileIds: having.map(({ id }) => id), orNoProfile: having.some(({ name }) => name === DEFAULT_PROFILE) };
  }
}
