import { Answers } from '#libs/web/http/answers';
import { CommitsItself } from '#libs/web/idempotency/idempotency';
import { actor } from '#libs/web/access/actor';
import { permits, Requires } from '#libs/web/access/permissions';
import { currentContext } from '#libs/persistence/tenant/tenant-context';
import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import { Reconciliation } from './calls/reconciliation.js';
import { CommandCall } from './commands/command-call.js';
import { DialCall } from './commands/dial-call.js';
import { GetDigits } from './queries/get-digits.js';
import { ListCalls } from './queries/list-calls.js';
import {
  CallFilter,
  CallPage,
  CallReceipt,
  CommandBody,
  CommandReceipt,
  DialBody,
  DigitsView,
  MonitorBody,
  ReconciledView,
} from './telephony.dto.js';

@ApiTags('telephony')
@Controller('api/v1/telephony')
export class TelephonyController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
    private readonly reconciliation: Reconciliation,
  ) {}

  @Get('calls')
  @Requires('telephony:read')
  @Answers(CallPage)
  listCalls(@Query({ schema: CallFilter }) filter: CallFilter) {
    return this.queries.execute(new ListCalls(filter));
  }

  @Post('calls')
  @Requires('telephony:dial')
  @CommitsItself()
  @Answers(CallReceipt, 201)
  dialCall(@Body({ schema: DialBody }) body: DialBody) {
    return this.commands.execute(new DialCall({ ...body, reservationId: null }));
  }

  /** Of calls with one's own customer, or with `telephony:control-any` of all. What comes of it is told by `call.progressed.v1`. */
  @Post('calls/:id/commands')
  @Requires('telephony:control')
  @CommitsItself()
  @Answers(CommandReceipt, 201)
  commandCall(@Param('id') id: string, @Body({ schema: CommandBody }) body: CommandBody) {
    return this.commands.execute(new CommandCall(id, body, whose()));
  }

  /** Only by asking: what people press may be a secret, so no event carries it. */
  @Get('calls/:id/digits')
  @Requires('telephony:control')
  @Answers(DigitsView)
  getDigits(@Param('id') id: string) {
    return this.queries.execute(new GetDigits(id, whose()));
  }

  /** The call `id` is the supervisor's own. To take over, bridge it with the customer's and hang up the agent's. */
  @Post('calls/:id/monitoring')
  @Requires('telephony:monitor')
  @CommitsItself()
  @Answers(CommandReceipt, 201)
  monitorCall(@Param('id') id: string, @Body({ schema: MonitorBody }) body: MonitorBody) {
    return this.commands.execute(new CommandCall(id, { kind: 'monitor', ...body }, null));
  }

  /** Also happens by itself: after every cut, and twice a minute. */
  @Post('reconciliations')
  @Requires('telephony:reconcile')
  @CommitsItself()
  @Answers(ReconciledView, 201)
  reconcileCalls() {
    return this.reconciliation.run();
  }
}

/** Whose calls may be commanded; null: anybody's. */
function whose(): string | null {
  return permits(currentContext()?.identity?.permissions ?? [], 'telephony:control-any') ? null : actor();
}
