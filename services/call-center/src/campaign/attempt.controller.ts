import { actor } from '#libs/web/access/actor';
import { Answers } from '#libs/web/http/answers';
import { Circles } from '#libs/web/access/circles';
import { Requires } from '#libs/web/access/permissions';
import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { CommandBus, QueryBus, type ICommand } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import { AttemptPage, AttemptQuery, AttemptView, DispositionBody, ProgressBody } from './attempt.dto.js';
import { DisposeAttempt } from './commands/dispose-attempt.js';
import { ReportProgress } from './commands/report-progress.js';
import { GetAttempt, ListAttempts } from './queries/find-attempts.js';

/** Calls of campaigns. */
@ApiTags('outbound')
@Controller('api/v1/campaigns')
export class AttemptController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
    private readonly circles: Circles,
  ) {}

  @Get('attempts/:id')
  @Requires('campaign:read')
  @Answers(AttemptView)
  getAttempt(@Param('id') id: string) {
    return this.queries.execute(new GetAttempt(id));
  }

  /** What the switch says; again it changes nothing. */
  @Post('attempts/:id/events')
  @Requires('campaign:report')
  @Answers(AttemptView)
  reportProgress(@Param('id') id: string, @Body({ schema: ProgressBody }) body: ProgressBody) {
    return this.#changed(id, new ReportProgress(id, body));
  }

  /** What came of it, by the agent who has or had the call. */
  @Post('attempts/:id/disposition')
  @Requires('campaign:work')
  @Answers(AttemptView)
  disposeAttempt(@Param('id') id: string, @Body({ schema: DispositionBody }) { outcome, callBackAt }: DispositionBody) {
    return this.#changed(id, new DisposeAttempt(id, outcome, callBackAt, actor()));
  }

  @Get(':id/attempts')
  @Requires('campaign:read')
  @Answers(AttemptPage)
  async listAttempts(@Param('id') id: string, @Query({ schema: AttemptQuery }) query: AttemptQuery) {
    return this.queries.execute(new ListAttempts(id, query, await this.circles.reachedWith('campaign:read')));
  }

  async #changed(id: string, command: ICommand) {
    await this.commands.execute(command);
    return this.queries.execute(new GetAttempt(id));
  }
}
