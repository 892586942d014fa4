import { actor } from '#libs/web/access/actor';
import { Answers } from '#libs/web/http/answers';
import { Circles } from '#libs/web/access/circles';
import { CommitsItself } from '#libs/web/idempotency/idempotency';
import { Requires } from '#libs/web/access/permissions';
import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import {
  AgentFilter,
  AgentPage,
  AgentView,
  DurationsQuery,
  ForceBody,
  StateDurationsView,
  StatePage,
  StatesQuery,
} from './agent.dto.js';
import { ApproveStatus } from './commands/approve-status.js';
import { DeclineStatus } from './commands/decline-status.js';
import { ForceStatus } from './commands/force-status.js';
import { GetAgent } from './queries/get-agent.js';
import { GetStateDurations } from './queries/get-state-durations.js';
import { ListAgents } from './queries/list-agents.js';
import { ListStates } from './queries/list-states.js';

/** What supervisors see and do. */
@ApiTags('agents')
@Controller('api/v1/agents')
export class AgentController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
    private readonly circles: Circles,
  ) {}

  @Get()
  @Requires('agent:read')
  @Answers(AgentPage)
  async listAgents(@Query({ schema: AgentFilter }) filter: AgentFilter) {
    return this.queries.execute(new ListAgents(filter, await this.circles.reachedWith('agent:read')));
  }

  @Get(':id')
  @Requires('agent:read')
  @Answers(AgentView)
  getAgent(@Param('id') id: string) {
    return this.queries.execute(new GetAgent(id));
  }

  @Get(':id/states')
  @Requires('agent:read')
  @Answers(StatePage)
  listStates(@Param('id') id: string, @Query({ schema: StatesQuery }) query: StatesQuery) {
    return this.queries.execute(new ListStates(id, query));
  }

  @Get(':id/state-durations')
  @Requires('agent:read')
  @Answers(StateDurationsView)
  getStateDurations(@Param('id') id: string, @Query({ schema: DurationsQuery }) query: DurationsQuery) {
    return this.queries.execute(new GetStateDurations(id, query));
  }

  /** Ends after-contact work; a contact in hand is finished first. */
  @Post(':id/force-status')
  @Requires('agent:supervise')
  @CommitsItself()
  @Answers(null)
  forceStatus(@Param('id') id: string, @Body({ schema: ForceBody }) { why, ...status }: ForceBody) {
    return this.commands.execute(new ForceStatus(id, { reason: null, ...status }, actor(), why));
  }

  @Post(':id/status-requests/:requestId/approve')
  @Requires('agent:supervise')
  @CommitsItself()
  @Answers(null)
  approveStatus(@Param('id') id: string, @Param('requestId') requestId: string) {
    return this.commands.execute(new ApproveStatus(id, requestId, actor()));
  }

  @Post(':id/status-requests/:requestId/decline')
  @Requires('agent:supervise')
  @CommitsItself()
  @Answers(null)
  declineStatus(@Param('id') id: string, @Param('requestId') requestId: string) {
    return this.commands.execute(new DeclineStatus(id, requestId, actor()));
  }
}
