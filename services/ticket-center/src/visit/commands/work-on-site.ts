import { Clock } from '#libs/kernel/clock';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Parts } from '../../part/part.api.js';
import type { VisitResult } from '../domain/visit.aggregate.js';
import type { CoarsePlace, PartQuantity } from '../domain/visit.events.js';
import { Visits } from '../domain/visit.repository.js';

/** 上门处理: what the engineer says on the way and on site. */
export type OnSite =
  | { readonly step: 'depart' }
  | { readonly step: 'arrive'; readonly place: CoarsePlace | null }
  | { readonly step: 'no-show' }
  | { readonly step: 'use-parts' | 'order-parts'; readonly parts: readonly PartQuantity[] }
  | { readonly step: 'receive-parts' }
  | ({ readonly step: 'complete' } & VisitResult);

export class WorkOnSite extends Command<void> {
  constructor(
    readonly visitId: string,
    readonly said: OnSite,
    readonly by: string,
  ) {
    super();
  }
}

@CommandHandler(WorkOnSite)
export class WorkOnSiteHandler implements ICommandHandler<WorkOnSite> {
  constructor(
    private readonly visits: Visits,
    private readonly parts: Parts,
    private readonly clock: Clock,
  ) {}

  async execute({ visitId, said, by }: WorkOnSite): Promise<void> {
    if ('parts' in said) await this.parts.require(said.parts.map(({ code }) => code));
    const now = this.clock.now();
    await this.visits.update(visitId, (visit) => {
      switch (said.step) {
        case 'depart':
          return visit.depart(by, now);
        case 'arrive':
          return visit.arrive(said.place, by, now);
        case 'no-show':
          return visit.noShow(by, now);
        case 'use-parts':
          return visit.useParts(said.parts, by, now);
        case 'order-parts':
          return visit.orderParts(said.parts, by, now);
        case 'receive-parts':
          return visit.receiveParts(by, now);
        case 'complete':
          return visit.complete(said, by, now);
      }
    });
  }
}
