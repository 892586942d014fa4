import { Answers } from '#libs/web/http/answers';
import { CommitsItself } from '#libs/web/idempotency/idempotency';
import { Requires } from '#libs/web/access/permissions';
import { Body, Controller, Param, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import { acting } from './acting.js';
import { AskColleagueBody, ColleagueReceipt } from './colleagues.dto.js';
import { AskColleague } from './commands/consultation/ask-colleague.js';
import { CancelRequest } from './commands/consultation/cancel-request.js';
import { EndConsultation } from './commands/consultation/end-consultation.js';
import { MergeConsultation } from './commands/consultation/merge-consultation.js';
import { SwapConsultation } from './commands/consultation/swap-consultation.js';

/** Who has a contact talks to a colleague about it, and gives it to them or keeps it. */
@ApiTags('contacts')
@Controller('api/v1/contacts/:id')
export class ConsultationController {
  constructor(private readonly commands: CommandBus) {}

  /** The customer is held; the colleague is offered the contact like any other. 409 `colleague-not-available` at once. */
  @Post('consultation')
  @Requires('contact:consult')
  @CommitsItself()
  @Answers(ColleagueReceipt, 201)
  consultColleague(@Param('id') id: string, @Body({ schema: AskColleagueBody }) to: AskColleagueBody) {
    return this.commands.execute(new AskColleague(id, { kind: 'consult', to }, acting()));
  }

  /** The colleague has the contact from now on. */
  @Post('consultation/complete')
  @Requires('contact:consult')
  @CommitsItself()
  @Answers(null)
  completeConsultation(@Param('id') id: string) {
    return this.commands.execute(new EndConsultation(id, 'completed', acting()));
  }

  /** From the colleague to the customer, or back; the other one waits. */
  @Post('consultation/swap')
  @Requires('contact:consult')
  @Answers(null)
  swapConsultation(@Param('id') id: string) {
    return this.commands.execute(new SwapConsultation(id, acting()));
  }

  /** All three talk to each other. */
  @Post('consultation/merge')
  @Requires('contact:consult')
  @Answers(null)
  mergeConsultation(@Param('id') id: string) {
    return this.commands.execute(new MergeConsultation(id, acting()));
  }

  /** Back to the customer, also while nobody has accepted; by the colleague: out of it. */
  @Post('consultation/end')
  @Requires('contact:consult')
  @CommitsItself()
  @Answers(null)
  endConsultation(@Param('id') id: string) {
    return this.commands.execute(new EndConsultation(id, 'ended', acting()));
  }

  /** While nobody has accepted. */
  @Post('transfer/cancel')
  @Requires('contact:transfer')
  @CommitsItself()
  @Answers(null)
  cancelTransfer(@Param('id') id: string) {
    return this.commands.execute(new CancelRequest(id, 'transfer', acting()));
  }
}
