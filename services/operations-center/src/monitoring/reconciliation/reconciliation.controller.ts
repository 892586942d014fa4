import { Answers } from '#libs/web/answers';
import { PageQuery, pageOfSchema } from '#libs/web/paging';
import { Requires } from '#libs/web/permissions';
import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { Reconciliation } from './reconciliation.js';

const ReconciledView = z
  .object({
    date: z.iso.date(),
    at: z.iso.datetime(),
    contacts: z.int().describe('that had a part in the day'),
    differences: z.int().describe('numbers that were not what the facts say, 200 at most'),
    remaining: z.int().describe('of these, that still are not after the repair'),
    settledAt: z.iso.datetime().nullable().describe('null: it is being repaired'),
    sample: z.array(z.object({ of: z.string(), name: z.string(), stored: z.number(), computed: z.number() })),
  })
  .meta({ id: 'FigureReconciliation' });

@ApiTags('figures')
@Controller('api/v1/figure-reconciliations')
export class ReconciliationController {
  constructor(private readonly reconciliation: Reconciliation) {}

  /** What the nights found, the newest first. */
  @Get()
  @Requires('figure:read')
  @Answers(pageOfSchema(ReconciledView))
  async listReconciliations(@Query({ schema: PageQuery }) query: PageQuery) {
    const { items, next } = await this.reconciliation.list(query);
    return {
      items: items.map(({ at, settledAt, sample, ...day }) => ({
        ...day,
        at: at.toISOString(),
        settledAt: settledAt?.toISOString() ?? null,
        sample: [...sample],
      })),
      next,
    };
  }
}
