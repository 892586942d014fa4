import { Answers } from '#libs/web/http/answers';
import { Circles } from '#libs/web/access/circles';
import { pageOfSchema } from '#libs/web/http/paging';
import { Requires } from '#libs/web/access/permissions';
import { RequiresIfMatch } from '#libs/web/http/requires-if-match';
import { Body, Controller, Delete, Get, Param, Put, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { RosterSetup, THE_RULES } from './roster-setup.js';
import { AgentQuery, RosteredAgent, RosterRules, setupView } from './setup.dto.js';

const AgentView = setupView(RosteredAgent);
const TheRules = z.literal(THE_RULES);
const RulesView = setupView(RosterRules);

@ApiTags('rosters: setup')
@Controller('api/v1')
export class RosteredAgentController {
  constructor(
    private readonly setup: RosterSetup,
    private readonly circles: Circles,
  ) {}

  @Get('rostered-agents')
  @Requires('roster:read')
  @Answers(pageOfSchema(AgentView))
  async listRosteredAgents(@Query({ schema: AgentQuery }) { planningGroupId, ...query }: AgentQuery) {
    return this.setup.list('agent', query, planningGroupId, await this.circles.reachedWith('roster:read'));
  }

  @Get('rostered-agents/:id')
  @Requires('roster:read')
  @Answers(AgentView)
  getRosteredAgent(@Param('id') id: string) {
    return this.setup.get('agent', id);
  }

  /** The id is that of the agent's account. Without If-Match the last one written counts. */
  @Put('rostered-agents/:id')
  @Requires('roster:configure')
  @Answers(AgentView)
  putRosteredAgent(@Param('id') id: string, @Body({ schema: RosteredAgent }) body: RosteredAgent) {
    return this.setup.replace('agent', id, body);
  }

  @Delete('rostered-agents/:id')
  @Requires('roster:configure')
  @RequiresIfMatch()
  @Answers(null)
  removeRosteredAgent(@Param('id') id: string) {
    return this.setup.remove('agent', id);
  }

  @Get('roster-rules/:id')
  @Requires('roster:read')
  @Answers(RulesView)
  getRosterRules(@Param('id', { schema: TheRules }) id: typeof THE_RULES) {
    return this.setup.get('rules', id);
  }

  @Put('roster-rules/:id')
  @Requires('roster:configure')
  @RequiresIfMatch()
  @Answers(RulesView)
  replaceRosterRules(
    @Param('id', { schema: TheRules }) id: typeof THE_RULES,
    @Body({ schema: RosterRules }) body: RosterRules,
  ) {
    return this.setup.replace('rules', id, body);
  }
}
