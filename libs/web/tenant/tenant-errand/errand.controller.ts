import { Body, Controller, Param, Put } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { z } from 'zod';
import { Answers } from '../../http/answers.js';
import { Requires, SERVICE_INTERNAL } from '../../access/permissions.js';
import { Errands } from './errands.js';
import { ErrandInput } from './errand-kinds.js';

/** What common-center hears of an errand. */
export const ErrandView = z.object({
  state: z.enum(['waiting', 'done', 'failed']),
  done: z.int(),
  total: z.int(),
  reason: z.string().nullable(),
  result: z.record(z.string(), z.unknown()).nullable(),
});
export type ErrandView = z.infer<typeof ErrandView>;

@ApiExcludeController()
@Controller('internal/tenant-errands')
export class ErrandController {
  constructor(private readonly errands: Errands) {}

  /** Begins the errand unless it was begun, and says how it stands. */
  @Put(':id')
  @Requires(SERVICE_INTERNAL)
  @Answers(ErrandView)
  async ask(@Param('id') id: string, @Body({ schema: ErrandInput }) body: ErrandInput): Promise<ErrandView> {
    const { state, done, total, reason, result } = await this.errands.ask(id, body);
    return { state, done, total, reason, result };
  }
}
