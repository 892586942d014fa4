import { actor } from '#libs/web/access/actor';
import { Answers } from '#libs/web/http/answers';
import { Circles } from '#libs/web/access/circles';
import { PageQuery } from '#libs/web/http/paging';
import { Requires } from '#libs/web/access/permissions';
import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { CommandBus, QueryBus, type ICommand } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { AcceptVisit, DeclineVisit, TransferVisit } from './commands/accept-visit.js';
import { AppointVisit } from './commands/appoint-visit.js';
import { DispatchVisit } from './commands/dispatch-visit.js';
import { WorkOnSite, type OnSite } from './commands/work-on-site.js';
import { GetVisit, ListUndispatched, ListVisits } from './queries/find-visits.js';
import * as dto from './visit.dto.js';

@ApiTags('visits')
@Controller('api/v1/visits')
export class VisitController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
    private readonly circles: Circles,
  ) {}

  @Get()
  @Requires('visit:read')
  @Answers(dto.VisitPage)
  async listVisits(@Query({ schema: dto.ListVisitsQuery }) query: dto.ListVisitsQuery) {
    return this.queries.execute(new ListVisits(query, await this.circles.reachedWith('visit:read')));
  }

  /** Nobody goes to these yet. */
  @Get('undispatched')
  @Requires('visit:read')
  @Answers(dto.VisitPage)
  async listUndispatchedVisits(@Query({ schema: PageQuery }) page: PageQuery) {
    return this.queries.execute(new ListUndispatched(page, await this.circles.reachedWith('visit:read')));
  }

  @Get(':id')
  @Requires('visit:read')
  @Answers(dto.VisitView)
  getVisit(@Param('id') id: string) {
    return this.queries.execute(new GetVisit(id));
  }

  /** Offers it to the engineer who fits best; while it is accepted by nobody, also anew. */
  @Post(':id/dispatch')
  @Requires('visit:dispatch')
  @Answers(dto.VisitView)
  dispatchVisit(@Param('id') id: string, @Body({ schema: dto.DispatchBody }) body: z.infer<typeof dto.DispatchBody>) {
    return this.#changed(id, new DispatchVisit(id, body, actor()));
  }

  @Post(':id/accept')
  @Requires('visit:work')
  @Answers(dto.VisitView)
  acceptVisit(@Param('id') id: string) {
    return this.#changed(id, new AcceptVisit(id, actor()));
  }

  @Post(':id/decline')
  @Requires('visit:work')
  @Answers(dto.VisitView)
  declineVisit(
    @Param('id') id: string,
    @Body({ schema: dto.DeclineVisitBody }) { reason }: z.infer<typeof dto.DeclineVisitBody>,
  ) {
    return this.#changed(id, new DeclineVisit(id, reason, actor()));
  }

  @Post(':id/transfer')
  @Requires('visit:work')
  @Answers(dto.VisitView)
  transferVisit(
    @Param('id') id: string,
    @Body({ schema: dto.TransferVisitBody }) body: z.infer<typeof dto.TransferVisitBody>,
  ) {
    return this.#changed(id, new TransferVisit(id, body, actor()));
  }

  /** Also again, when something else was agreed. */
  @Post(':id/appoint')
  @Requires('visit:work')
  @Answers(dto.VisitView)
  appointVisit(@Param('id') id: string, @Body({ schema: dto.AppointBody }) body: z.output<typeof dto.AppointBody>) {
    return this.#changed(id, new AppointVisit(id, body, actor()));
  }

  @Post(':id/depart')
  @Requires('visit:work')
  @Answers(dto.VisitView)
  departForVisit(@Param('id') id: string) {
    return this.#said(id, { step: 'depart' });
  }

  @Post(':id/arrive')
  @Requires('visit:work')
  @Answers(dto.VisitView)
  arriveAtVisit(@Param('id') id: string, @Body({ schema: dto.ArriveBody }) { place }: z.infer<typeof dto.ArriveBody>) {
    return this.#said(id, { step: 'arrive', place });
  }

  /** The customer was not there. */
  @Post(':id/no-show')
  @Requires('visit:work')
  @Answers(dto.VisitView)
  noteNoShow(@Param('id') id: string) {
    return this.#said(id, { step: 'no-show' });
  }

  @Post(':id/parts')
  @Requires('visit:work')
  @Answers(dto.VisitView)
  useParts(@Param('id') id: string, @Body({ schema: dto.PartsBody }) { parts }: z.infer<typeof dto.PartsBody>) {
    return this.#said(id, { step: 'use-parts', parts });
  }

  /** The visit waits until they have come. */
  @Post(':id/ordered-parts')
  @Requires('visit:work')
  @Answers(dto.VisitView)
  orderParts(@Param('id') id: string, @Body({ schema: dto.PartsBody }) { parts }: z.infer<typeof dto.PartsBody>) {
    return this.#said(id, { step: 'order-parts', parts });
  }

  @Post(':id/received-parts')
  @Requires('visit:work')
  @Answers(dto.VisitView)
  receiveParts(@Param('id') id: string) {
    return this.#said(id, { step: 'receive-parts' });
  }

  @Post(':id/complete')
  @Requires('visit:work')
  @Answers(dto.VisitView)
  completeVisit(
    @Param('id') id: string,
    @Body({ schema: dto.CompleteVisitBody }) body: z.infer<typeof dto.CompleteVisitBody>,
  ) {
    return this.#said(id, { step: 'complete', ...body });
  }

  #said(id: string, said: OnSite) {
    return this.#changed(id, new WorkOnSite(id, said, actor()));
  }

  async #changed(id: string, command: ICommand) {
    await this.commands.execute(command);
    return this.queries.execute(new GetVisit(id));
  }
}
