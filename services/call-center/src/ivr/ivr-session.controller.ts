import { Answers } from '#libs/web/http/answers';
import { NaturallyIdempotent } from '#libs/web/idempotency/idempotency';
import { Requires } from '#libs/web/access/permissions';
import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import { StartSession } from './commands/start-session.js';
import { TakeStep } from './commands/take-step.js';
import * as dto from './ivr-session.dto.js';
import { GetSession } from './queries/get-session.js';

/** The dialogue with one caller, as an IVR server leads it: it starts, does what it is told, and says what the caller did. */
@ApiTags('ivr sessions')
@Controller('api/v1/ivr/sessions')
export class IvrSessionController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
  ) {}

  /** The same call starts once: sent again it is answered as before. */
  @Post()
  @Requires('ivr:run')
  @NaturallyIdempotent()
  @Answers(dto.StartedView, 201)
  startIvrSession(@Body({ schema: dto.StartSessionBody }) body: dto.StartSessionBody) {
    return this.commands.execute(new StartSession(body));
  }

  /** The same step with the same input is answered as before, also after a crash; with another input it is refused. */
  @Post(':id/steps/:step')
  @Requires('ivr:run')
  @NaturallyIdempotent()
  @Answers(dto.StepView)
  takeIvrStep(
    @Param('id') id: string,
    @Param('step', { schema: dto.StepNumber }) step: number,
    @Body({ schema: dto.StepBody }) { input }: dto.StepBody,
  ) {
    return this.commands.execute(new TakeStep(id, step, input));
  }

  @Get(':id')
  @Requires('ivr:read')
  @Answers(dto.SessionView)
  getIvrSession(@Param('id') id: string) {
    return this.queries.execute(new GetSession(id));
  }
}
