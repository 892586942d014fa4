import { actor } from '#libs/web/access/actor';
import { Answers } from '#libs/web/http/answers';
import { Requires } from '#libs/web/access/permissions';
import { RequiresIfMatch } from '#libs/web/http/requires-if-match';
import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { CommandBus, QueryBus, type ICommand } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import { CompleteStep, GoForth } from './commands/go-on.js';
import { StartRun } from './commands/start-run.js';
import { GoBack, LeaveRun, LookUpFacts } from './commands/turn-back.js';
import { GetRun, ListRuns } from './queries/find-runs.js';
import * as dto from './sop-run.dto.js';

/** SOPs that are being followed; whoever takes over a case goes on where the run stands. */
@ApiTags('SOP runs')
@Controller('api/v1/sop-runs')
export class SopRunController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
  ) {}

  /** By the newest version, which it keeps to. */
  @Post()
  @Requires('sop:run')
  @Answers(dto.RunView)
  async startRun(@Body({ schema: dto.StartRunBody }) { sop, subject, ...rest }: dto.StartRunBody) {
    const about = { subjectKind: subject.kind, subjectId: subject.id, ...rest };
    const { runId } = await this.commands.execute(new StartRun(sop, about, actor()));
    return this.queries.execute(new GetRun(runId));
  }

  @Get()
  @Requires('sop:run')
  @Answers(dto.RunPage)
  listRuns(@Query({ schema: dto.ListRunsQuery }) query: dto.ListRunsQuery) {
    return this.queries.execute(new ListRuns(query, actor()));
  }

  @Get(':id')
  @Requires('sop:run')
  @Answers(dto.RunView)
  getRun(@Param('id') id: string) {
    return this.queries.execute(new GetRun(id));
  }

  /** The step on the screen is done, with what it asked for. */
  @Post(':id/steps')
  @Requires('sop:run')
  @RequiresIfMatch()
  @Answers(dto.RunView)
  completeStep(@Param('id') id: string, @Body({ schema: dto.CompleteStepBody }) body: dto.CompleteStepBody) {
    return this.changed(id, new CompleteStep(id, body, actor()));
  }

  /** To the step before; what it collected is taken back, and stays in the record. */
  @Post(':id/back')
  @Requires('sop:run')
  @RequiresIfMatch()
  @Answers(dto.RunView)
  goBack(@Param('id') id: string) {
    return this.changed(id, new GoBack(id, actor()));
  }

  /** Does once more what was taken back. */
  @Post(':id/forth')
  @Requires('sop:run')
  @RequiresIfMatch()
  @Answers(dto.RunView)
  goForth(@Param('id') id: string) {
    return this.changed(id, new GoForth(id, actor()));
  }

  /** Before its end. */
  @Post(':id/leave')
  @Requires('sop:run')
  @Answers(dto.RunView)
  leaveRun(@Param('id') id: string, @Body({ schema: dto.LeaveRunBody }) { because }: dto.LeaveRunBody) {
    return this.changed(id, new LeaveRun(id, because));
  }

  /** Customer, order and history once more: after a system was away, or for another order. */
  @Post(':id/facts')
  @Requires('sop:run')
  @Answers(dto.RunView)
  lookUpFacts(@Param('id') id: string, @Body({ schema: dto.LookUpFactsBody }) { orderNumber }: dto.LookUpFactsBody) {
    return this.changed(id, new LookUpFacts(id, orderNumber));
  }

  private async changed(id: string, command: ICommand) {
    await this.commands.execute(command);
    return this.queries.execute(new GetRun(id));
  }
}
