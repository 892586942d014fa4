import { newId } from '#libs/kernel/id';
import { Answers } from '#libs/web/http/answers';
import { NaturallyIdempotent } from '#libs/web/idempotency/idempotency';
import { Requires } from '#libs/web/access/permissions';
import { Body, Controller, Headers, HttpCode, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { InstanceStatusView, instanceStatusView } from './instance-status.dto.js';
import { Processes } from './process.api.js';

const LONGEST_KEPT_SECONDS = 30 * 86_400;

const name = z.string().trim().min(1).max(255);
const variables = z.record(z.string().min(1).max(255), z.json()).default({});
const StartBody = z.object({
  definition: name,
  version: z.int().min(1).optional().describe('left out: what is rolled out for the business key'),
  businessKey: name.nullable().default(null).describe('what it is about, e.g. the id of an order'),
  variables,
});
const MessageBody = z.object({
  name,
  correlationKey: z.string().max(4_000).nullable().default(null).describe('null: told by its name alone'),
  variables,
  keepSeconds: z
    .int()
    .min(0)
    .max(LONGEST_KEPT_SECONDS)
    .default(3_600)
    .describe('how long it waits for somebody who wants it; 0: only for who wants it now'),
});
const SignalBody = z.object({ name, variables });
const Nothing = z.object({});

@ApiTags('process instances')
@Controller('api/v1')
export class ProcessInputController {
  constructor(private readonly processes: Processes) {}

  @Post('process-instances')
  @Requires('process:start')
  @NaturallyIdempotent()
  @Answers(InstanceStatusView, 201)
  async startProcess(
    @Body({ schema: StartBody }) { version, ...wanted }: z.infer<typeof StartBody>,
    @Headers('idempotency-key') key: string = newId(new Date()),
  ) {
    const { instance } = await this.processes.start(`start:${key}`, { ...wanted, ...(version && { version }) });
    return instanceStatusView(await this.processes.status(instance));
  }

  /** To the instances that wait for it, else to processes that begin with it. */
  @Post('process-messages')
  @Requires('process:message')
  @HttpCode(202)
  @NaturallyIdempotent()
  @Answers(Nothing, 202)
  async sendProcessMessage(
    @Body({ schema: MessageBody }) { keepSeconds, ...message }: z.infer<typeof MessageBody>,
    @Headers('idempotency-key') key: string = newId(new Date()),
  ) {
    await this.processes.correlate(`message:${key}`, { ...message, keepMs: keepSeconds * 1_000 });
    return {};
  }

  /** To every instance that waits for it now, and to processes that begin with it. */
  @Post('process-signals')
  @Requires('process:message')
  @HttpCode(202)
  @NaturallyIdempotent()
  @Answers(Nothing, 202)
  async broadcastProcessSignal(
    @Body({ schema: SignalBody }) signal: z.infer<typeof SignalBody>,
    @Headers('idempotency-key') key: string = newId(new Date()),
  ) {
    await this.processes.broadcast(`signal:${key}`, signal.name, signal.variables);
    return {};
  }
}
