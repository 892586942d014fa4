import { currentContext } from '#libs/persistence/tenant/tenant-context';
import { actor } from '#libs/web/access/actor';
import { Answers } from '#libs/web/http/answers';
import { NaturallyIdempotent } from '#libs/web/idempotency/idempotency';
import { PageQuery } from '#libs/web/http/paging';
import { permits, Requires } from '#libs/web/access/permissions';
import { Body, Controller, Get, Headers, Param, Post, Query } from '@nestjs/common';
import { CommandBus, QueryBus, type ICommand } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { AssignWorkItem } from './commands/assign-work-item.js';
import { ClaimWorkItem, ReleaseWorkItem } from './commands/claim-work-item.js';
import { CompleteWorkItem } from './commands/complete-work-item.js';
import { DelegateWorkItem, ResolveWorkItem } from './commands/delegate-work-item.js';
import { CountWorkItems } from './queries/count-work-items.js';
import { GetWorkItemJournal } from './queries/get-work-item-journal.js';
import { GetWorkItem } from './queries/get-work-item.js';
import { ListWorkItems } from './queries/list-work-items.js';
import * as dto from './work-item.dto.js';
import { WorkOf } from './work-of.js';

@ApiTags('work items')
@Controller('api/v1/work-items')
export class WorkItemController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
    private readonly work: WorkOf,
  ) {}

  /** The most urgent first. */
  @Get()
  @Requires('work-item:read')
  @Answers(dto.WorkItemPage)
  async listWorkItems(@Query({ schema: dto.ListWorkItemsQuery }) query: dto.ListWorkItemsQuery) {
    const people = query.mine ? await this.work.doneBy(actor()) : [actor()];
    return this.queries.execute(new ListWorkItems(query, people));
  }

  /** What waits and is being done, by pool. */
  @Get('counts')
  @Requires('work-item:read')
  @Answers(dto.PoolCounts)
  async countWorkItems() {
    return { items: await this.queries.execute(new CountWorkItems()) };
  }

  /** With its form, and what the person is shown. */
  @Get(':id')
  @Requires('work-item:read')
  @Answers(dto.WorkItemDetails)
  getWorkItem(@Param('id') id: string) {
    return this.queries.execute(new GetWorkItem(id));
  }

  @Get(':id/journal')
  @Requires('work-item:read')
  @Answers(dto.WorkItemJournalPage)
  getWorkItemJournal(@Param('id') id: string, @Query({ schema: PageQuery }) query: PageQuery) {
    return this.queries.execute(new GetWorkItemJournal(id, query));
  }

  /** The first one gets it; who stands in for somebody takes it over from them. */
  @Post(':id/claim')
  @Requires('work-item:claim')
  @NaturallyIdempotent()
  @Answers(dto.WorkItemDetails)
  async claimWorkItem(@Param('id') id: string) {
    return this.changed(id, new ClaimWorkItem(id, actor(), await this.work.doneBy(actor())));
  }

  /** Back to its pool. */
  @Post(':id/release')
  @Requires('work-item:work')
  @Answers(dto.WorkItemDetails)
  releaseWorkItem(@Param('id') id: string) {
    return this.changed(id, new ReleaseWorkItem(id, actor()));
  }

  /** By whoever leads the work, whoever has it. */
  @Post(':id/assign')
  @Requires('work-item:assign')
  @Answers(dto.WorkItemDetails)
  assignWorkItem(@Param('id') id: string, @Body({ schema: dto.AssignBody }) { toId }: z.infer<typeof dto.AssignBody>) {
    return this.changed(id, new AssignWorkItem(id, toId, actor()));
  }

  /** To somebody who gives it back. */
  @Post(':id/delegate')
  @Requires('work-item:work')
  @Answers(dto.WorkItemDetails)
  delegateWorkItem(
    @Param('id') id: string,
    @Body({ schema: dto.DelegateBody }) { toId, note }: z.infer<typeof dto.DelegateBody>,
  ) {
    return this.changed(id, new DelegateWorkItem(id, toId, note, actor()));
  }

  /** Back to whoever delegated it. */
  @Post(':id/resolve')
  @Requires('work-item:work')
  @Answers(dto.WorkItemDetails)
  resolveWorkItem(
    @Param('id') id: string,
    @Body({ schema: dto.ResolveBody }) { note }: z.infer<typeof dto.ResolveBody>,
  ) {
    return this.changed(id, new ResolveWorkItem(id, note, actor()));
  }

  /** The process goes on. With the same Idempotency-Key it is answered again, with another it has been completed. */
  @Post(':id/complete')
  @Requires('work-item:work')
  @NaturallyIdempotent()
  @Answers(dto.WorkItemDetails)
  completeWorkItem(
    @Param('id') id: string,
    @Body({ schema: dto.CompleteBody }) { result }: z.infer<typeof dto.CompleteBody>,
    @Headers('idempotency-key') key: string = crypto.randomUUID(),
  ) {
    const anyones = permits(currentContext()?.identity?.permissions ?? [], 'work-item:complete-any');
    return this.changed(id, new CompleteWorkItem({ id, result, by: actor(), anyones, key }));
  }

  private async changed(id: string, command: ICommand) {
    await this.commands.execute(command);
    return this.queries.execute(new GetWorkItem(id));
  }
}
