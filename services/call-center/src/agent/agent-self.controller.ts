import { actor } from '#libs/web/access/actor';
import { Answers } from '#libs/web/http/answers';
import { CommitsItself } from '#libs/web/idempotency/idempotency';
import { Requires } from '#libs/web/access/permissions';
import { Body, Controller, Get, Post, Query } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import {
  AfterContactWorkBody,
  AgentView,
  DurationsQuery,
  HeartbeatBody,
  LeaseView,
  StateDurationsView,
  StatePage,
  StatesQuery,
  StatusBody,
} from './agent.dto.js';
import { AskForAfterContactWork } from './commands/ask-for-after-contact-work.js';
import { ChooseStatus } from './commands/choose-status.js';
import { EndAfterContactWork } from './commands/end-after-contact-work.js';
import { LogIn } from './commands/log-in.js';
import { RenewLease } from './commands/renew-lease.js';
import { GetAgent } from './queries/get-agent.js';
import { GetStateDurations } from './queries/get-state-durations.js';
import { ListStates } from './queries/list-states.js';

/** What agents do about themselves. */
@ApiTags('agents')
@Controller('api/v1/agents/me')
export class AgentSelfController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
  ) {}

  @Get()
  @Requires('agent:self')
  @Answers(AgentView)
  getMe() {
    return this.queries.execute(new GetAgent(actor()));
  }

  /** Not ready, until they say otherwise; begins the lease of presence. */
  @Post('log-in')
  @Requires('agent:self')
  @CommitsItself()
  @Answers(null)
  logIn() {
    return this.commands.execute(new LogIn(actor()));
  }

  /** After the work in hand. */
  @Post('log-out')
  @Requires('agent:self')
  @CommitsItself()
  @Answers(null)
  logOut() {
    return this.commands.execute(new ChooseStatus(actor(), { state: 'offline', reason: null }));
  }

  /** Presence lasts until the lease runs out, whatever becomes of connections; it never gets shorter. */
  @Post('heartbeat')
  @Requires('agent:self')
  @CommitsItself()
  @Answers(LeaseView)
  async renewLease(@Body({ schema: HeartbeatBody }) { presence, leaseSeconds }: HeartbeatBody) {
    const until = await this.commands.execute(new RenewLease(actor(), presence, leaseSeconds));
    return { leaseUntil: until.toISOString() };
  }

  /** Now, after the work in hand, or when a supervisor has approved: the answer of `GET` says which. */
  @Post('status')
  @Requires('agent:self')
  @CommitsItself()
  @Answers(null)
  chooseStatus(@Body({ schema: StatusBody }) body: StatusBody) {
    return this.commands.execute(new ChooseStatus(actor(), { reason: null, ...body }));
  }

  @Post('after-contact-work')
  @Requires('agent:self')
  @CommitsItself()
  @Answers(null)
  askForAfterContactWork(@Body({ schema: AfterContactWorkBody }) { engagementId }: AfterContactWorkBody) {
    return this.commands.execute(new AskForAfterContactWork(actor(), engagementId));
  }

  @Post('after-contact-work/end')
  @Requires('agent:self')
  @CommitsItself()
  @Answers(null)
  endAfterContactWork() {
    return this.commands.execute(new EndAfterContactWork(actor()));
  }

  @Get('states')
  @Requires('agent:self')
  @Answers(StatePage)
  listMyStates(@Query({ schema: StatesQuery }) query: StatesQuery) {
    return this.queries.execute(new ListStates(actor(), query));
  }

  @Get('state-durations')
  @Requires('agent:self')
  @Answers(StateDurationsView)
  getMyStateDurations(@Query({ schema: DurationsQuery }) query: DurationsQuery) {
    return this.queries.execute(new GetStateDurations(actor(), query));
  }
}
