import { newId } from '#libs/kernel/id';
import { InstanceStatusView } from '../instance-status.dto.js';
import { actor } from '#libs/web/access/actor';
import { Answers } from '#libs/web/http/answers';
import { NaturallyIdempotent } from '#libs/web/idempotency/idempotency';
import { Requires } from '#libs/web/access/permissions';
import { Body, Controller, Headers, HttpCode, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { instanceStatusView } from '../instance-status.dto.js';
import { Processes } from '../process.api.js';
import { Reason, RepairAction } from './repair-action.js';
import { Repairs } from './repairs.js';

const RepairBody = z.object({ action: RepairAction, reason: Reason });
const nodes = z.array(z.string());
const PreviewView = z.object({
  state: z.string(),
  entered: nodes,
  terminated: nodes,
  repeats: nodes.describe('may have changed something outside, and may do so again'),
});

@ApiTags('process operations')
@Controller('api/v1/process-instances/:id')
export class ProcessRepairController {
  constructor(
    private readonly repairs: Repairs,
    private readonly processes: Processes,
  ) {}

  /** Retries, edits variables, skips, goes back, cancels, suspends, resumes; recorded with who and why. */
  @Post('repairs')
  @Requires('process:repair')
  @NaturallyIdempotent()
  @Answers(InstanceStatusView)
  async repairProcessInstance(
    @Param('id') id: string,
    @Body({ schema: RepairBody }) { action, reason }: z.infer<typeof RepairBody>,
    @Headers('idempotency-key') key: string = newId(new Date()),
  ) {
    await this.repairs.carryOut(`repair:${id}:${key}`, id, action, { operator: actor(), reason });
    return instanceStatusView(await this.processes.status(id));
  }

  /** What it would do; nothing is changed. */
  @Post('repairs/preview')
  @Requires('process:repair')
  @HttpCode(200)
  @Answers(PreviewView)
  previewRepair(@Param('id') id: string, @Body({ schema: RepairBody }) { action, reason }: z.infer<typeof RepairBody>) {
    return this.repairs.preview(id, action, { operator: actor(), reason });
  }
}
