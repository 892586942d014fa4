import { actor } from '#libs/web/access/actor';
import { Answers } from '#libs/web/http/answers';
import { PageQuery } from '#libs/web/http/paging';
import { Requires } from '#libs/web/access/permissions';
import { RequiresIfMatch } from '#libs/web/http/requires-if-match';
import { Body, Controller, Get, Param, Patch, Post, Query } from '@nestjs/common';
import { CommandBus, QueryBus, type ICommand } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { PromoteCandidate, WithdrawCandidate } from './commands/end-rollout.js';
import { RollBack } from './commands/roll-back.js';
import { ChangeRollout, StartRollout } from './commands/roll-out.js';
import * as dto from './process-definition.dto.js';
import { GetDefinition, ListDefinitions } from './queries/find-definitions.js';
import { GetRolloutJournal } from './queries/get-rollout-journal.js';

@ApiTags('process definitions')
@Controller('api/v1/process-definitions')
export class ProcessDefinitionController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
  ) {}

  @Get()
  @Requires('process:read')
  @Answers(dto.DefinitionPage)
  listProcessDefinitions(@Query({ schema: PageQuery }) query: PageQuery) {
    return this.queries.execute(new ListDefinitions(query));
  }

  /** By the id the process has in its file. */
  @Get(':id')
  @Requires('process:read')
  @Answers(dto.DefinitionView)
  getProcessDefinition(@Param('id') id: string) {
    return this.queries.execute(new GetDefinition(id));
  }

  /** What was published and rolled out, by whom. */
  @Get(':id/journal')
  @Requires('process:read')
  @Answers(dto.JournalPage)
  getProcessDefinitionJournal(@Param('id') id: string, @Query({ schema: PageQuery }) query: PageQuery) {
    return this.queries.execute(new GetRolloutJournal(id, query));
  }

  /** A share of new instances gets another version than the stable one, from now on. */
  @Post(':id/rollout')
  @Requires('process:publish')
  @Answers(dto.DefinitionView)
  startRollout(
    @Param('id') id: string,
    @Body({ schema: dto.StartRolloutBody }) { number, percent }: z.infer<typeof dto.StartRolloutBody>,
  ) {
    return this.changed(id, new StartRollout(id, number, percent, actor()));
  }

  @Patch(':id/rollout')
  @Requires('process:publish')
  @RequiresIfMatch()
  @Answers(dto.DefinitionView)
  changeRollout(
    @Param('id') id: string,
    @Body({ schema: dto.ChangeRolloutBody }) { percent }: z.infer<typeof dto.ChangeRolloutBody>,
  ) {
    return this.changed(id, new ChangeRollout(id, percent, actor()));
  }

  @Post(':id/rollout/promote')
  @Requires('process:publish')
  @Answers(dto.DefinitionView)
  promoteCandidate(@Param('id') id: string) {
    return this.changed(id, new PromoteCandidate(id, actor()));
  }

  @Post(':id/rollout/withdraw')
  @Requires('process:publish')
  @Answers(dto.DefinitionView)
  withdrawCandidate(@Param('id') id: string) {
    return this.changed(id, new WithdrawCandidate(id, actor()));
  }

  /** All new instances get an earlier version, at once. */
  @Post(':id/rollback')
  @Requires('process:publish')
  @Answers(dto.DefinitionView)
  rollBack(
    @Param('id') id: string,
    @Body({ schema: dto.RollBackBody }) { to, reason }: z.infer<typeof dto.RollBackBody>,
  ) {
    return this.changed(id, new RollBack(id, to, reason, actor()));
  }

  private async changed(id: string, command: ICommand) {
    await this.commands.execute(command);
    return this.queries.execute(new GetDefinition(id));
  }
}
