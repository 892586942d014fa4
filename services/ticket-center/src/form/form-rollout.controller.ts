import { actor } from '#libs/web/access/actor';
import { Answers } from '#libs/web/http/answers';
import { PageQuery } from '#libs/web/http/paging';
import { Requires } from '#libs/web/access/permissions';
import { RequiresIfMatch } from '#libs/web/http/requires-if-match';
import { Body, Controller, Get, Param, Patch, Post, Query } from '@nestjs/common';
import { CommandBus, QueryBus, type ICommand } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { PromoteForm, RollBackForm, WithdrawForm } from './commands/end-form-rollout.js';
import { ChangeFormRollout, StartFormRollout } from './commands/roll-out-form.js';
import * as dto from './form.dto.js';
import { GetForm } from './queries/find-forms.js';
import { GetFormJournal } from './queries/get-form-journal.js';

@ApiTags('forms')
@Controller('api/v1/forms')
export class FormRolloutController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
  ) {}

  /** What was published and rolled out, by whom. */
  @Get(':id/journal')
  @Requires('form:read')
  @Answers(dto.FormJournalPage)
  getFormJournal(@Param('id') name: string, @Query({ schema: PageQuery }) query: PageQuery) {
    return this.queries.execute(new GetFormJournal(name, query));
  }

  /** A share of what is new gets another version than the stable one, from now on. */
  @Post(':id/rollout')
  @Requires('form:configure')
  @Answers(dto.FormView)
  startFormRollout(
    @Param('id') name: string,
    @Body({ schema: dto.StartFormRolloutBody }) { number, ...share }: z.infer<typeof dto.StartFormRolloutBody>,
  ) {
    return this.changed(name, new StartFormRollout(name, number, share, actor()));
  }

  @Patch(':id/rollout')
  @Requires('form:configure')
  @RequiresIfMatch()
  @Answers(dto.FormView)
  changeFormRollout(
    @Param('id') name: string,
    @Body({ schema: dto.ChangeFormRolloutBody }) { percent }: z.infer<typeof dto.ChangeFormRolloutBody>,
  ) {
    return this.changed(name, new ChangeFormRollout(name, percent, actor()));
  }

  @Post(':id/rollout/promote')
  @Requires('form:configure')
  @Answers(dto.FormView)
  promoteForm(@Param('id') name: string) {
    return this.changed(name, new PromoteForm(name, actor()));
  }

  @Post(':id/rollout/withdraw')
  @Requires('form:configure')
  @Answers(dto.FormView)
  withdrawForm(@Param('id') name: string) {
    return this.changed(name, new WithdrawForm(name, actor()));
  }

  /** Everything new gets an earlier version, at once. */
  @Post(':id/rollback')
  @Requires('form:configure')
  @Answers(dto.FormView)
  rollBackForm(
    @Param('id') name: string,
    @Body({ schema: dto.RollBackFormBody }) { to, reason }: z.infer<typeof dto.RollBackFormBody>,
  ) {
    return this.changed(name, new RollBackForm(name, to, reason, actor()));
  }

  private async changed(name: string, command: ICommand) {
    await this.commands.execute(command);
    return this.queries.execute(new GetForm(name));
  }
}
