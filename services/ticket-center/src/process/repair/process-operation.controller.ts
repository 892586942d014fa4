import { personal } from '#libs/personal-data/personal';
import { actor } from '#libs/web/access/actor';
import { Answers } from '#libs/web/http/answers';
import { PageQuery, pageOfSchema } from '#libs/web/http/paging';
import { Requires } from '#libs/web/access/permissions';
import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { InstanceFilter } from './instance-filter.js';
import { ProcessOperations, type Progress } from './process-operations.js';
import { Reason, RepairAction } from './repair-action.js';

const FilterBody = z.object({ filter: InstanceFilter });
const OperationBody = FilterBody.extend({ action: RepairAction, reason: Reason });
const PreviewView = z.object({ total: z.int(), sample: z.array(z.string()) });
const ItemState = z.enum(['waiting', 'done', 'refused', 'stopped']);
const OperationView = z
  .object({
    id: z.string(),
    action: z.record(z.string(), z.unknown()),
    reason: personal('text', z.string()),
    operator: z.string(),
    orderedAt: z.iso.datetime(),
    stoppedAt: z.iso.datetime().nullable(),
    total: z.int(),
    progress: z.object({ waiting: z.int(), done: z.int(), refused: z.int(), stopped: z.int() }),
  })
  .meta({ id: 'ProcessOperation' });
const ItemsQuery = PageQuery.extend({ state: ItemState.optional() });
const ItemPage = pageOfSchema(
  z.object({
    instance: z.string(),
    state: ItemState,
    problem: z.object({ code: z.string(), message: z.string() }).nullable(),
  }),
);

@ApiTags('process operations')
@Controller('api/v1/process-operations')
export class ProcessOperationController {
  constructor(private readonly operations: ProcessOperations) {}

  /** The same repair for all instances that fit; they are chosen now. */
  @Post()
  @Requires('process:repair')
  @Answers(OperationView, 202)
  async orderProcessOperation(@Body({ schema: OperationBody }) body: z.infer<typeof OperationBody>) {
    return this.getProcessOperation(await this.operations.order({ ...body, operator: actor() }));
  }

  /** Which instances fit; nothing is changed. */
  @Post('preview')
  @Requires('process:repair')
  @HttpCode(200)
  @Answers(PreviewView)
  previewProcessOperation(@Body({ schema: FilterBody }) { filter }: z.infer<typeof FilterBody>) {
    return this.operations.preview(filter);
  }

  @Get(':id')
  @Requires('process:read')
  @Answers(OperationView)
  async getProcessOperation(@Param('id') id: string) {
    return operationView(await this.operations.progress(id));
  }

  /** What became of each instance. */
  @Get(':id/items')
  @Requires('process:read')
  @Answers(ItemPage)
  listProcessOperationItems(@Param('id') id: string, @Query({ schema: ItemsQuery }) query: z.infer<typeof ItemsQuery>) {
    return this.operations.items(id, query);
  }

  @Post(':id/stop')
  @Requires('process:repair')
  @HttpCode(200)
  @Answers(OperationView)
  async stopProcessOperation(@Param('id') id: string) {
    await this.operations.stop(id);
    return this.getProcessOperation(id);
  }
}

function operationView(operation: Progress) {
  const { orderedAt, stoppedAt, action } = operation;
  return {
    ...operation,
    action: { ...action },
    orderedAt: orderedAt.toISOString(),
    stoppedAt: stoppedAt?.toISOString() ?? null,
  };
}
