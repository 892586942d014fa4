import { Database } from '#libs/persistence/database';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { AgentView } from '../agent.dto.js';
import { AgentNotFound } from '../domain/agent.errors.js';
import { AgentSchema } from '../infra/agent.schema.js';
import { AgentViews } from './agent-views.js';

export class GetAgent extends Query<AgentView> {
  constructor(readonly agentId: string) {
    super();
  }
}

@QueryHandler(GetAgent)
export class GetAgentHandler implements IQueryHandler<GetAgent> {
  constructor(
    private readonly database: Database,
    private readonly views: AgentViews,
  ) {}

  async execute({ agentId }: GetAgent): Promise<AgentView> {
    const row = await (await this.database.reader()).findOneBy(AgentSchema, { id: agentId });
    if (!row) throw new AgentNotFound('There is no such agent.', { agentId });
    const [view] = await this.views.of([row]);
    return view!;
  }
}
