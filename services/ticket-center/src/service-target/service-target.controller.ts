import { parseDuration } from '#libs/process-engine/time/duration';
import { Answers } from '#libs/web/http/answers';
import { Requires } from '#libs/web/access/permissions';
import { Body, Controller, Get, Param, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { ServiceTargetService } from './service-target.service.js';

const MOST_OF_EACH = 100_000;

const TargetName = z.string().trim().min(1).max(120);
const TargetBody = z.object({
  duration: z
    .string()
    .max(64)
    .refine(isUsable, 'an ISO 8601 duration, e.g. PT4H')
    .describe('ISO 8601, from when the work is opened'),
});
const TargetView = TargetBody.extend({ name: z.string(), version: z.int() });

/** Any time with this much added is still one: work would not open otherwise. */
function isUsable(text: string): boolean {
  const duration = parseDuration(text);
  return duration !== undefined && Object.values(duration).every((part: number) => part <= MOST_OF_EACH);
}

@ApiTags('service targets')
@Controller('api/v1/service-targets')
export class ServiceTargetController {
  constructor(private readonly targets: ServiceTargetService) {}

  @Get()
  @Requires('service-target:read')
  @Answers(z.object({ items: z.array(TargetView) }))
  async listServiceTargets() {
    return { items: await this.targets.list() };
  }

  /** By the name of the SLA; for work that opens from now on, a few seconds later everywhere. */
  @Put(':name')
  @Requires('service-target:configure')
  @Answers(TargetView)
  putServiceTarget(
    @Param('name', { schema: TargetName }) name: string,
    @Body({ schema: TargetBody }) { duration }: z.infer<typeof TargetBody>,
  ) {
    return this.targets.put(name, duration);
  }
}
