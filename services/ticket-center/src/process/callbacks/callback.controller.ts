import { Answers } from '#libs/web/http/answers';
import { NaturallyIdempotent } from '#libs/web/idempotency/idempotency';
import { Public } from '#libs/web/access/permissions';
import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { Callbacks } from './callbacks.js';

const CallbackBody = z.union([
  z.strictObject({ result: z.json() }),
  z.strictObject({
    error: z.strictObject({
      code: z.string().trim().min(1).max(255).describe('what an error event of the process may catch'),
      message: z.string().max(2_000).optional(),
    }),
  }),
]);
const CallbackView = z.object({
  instance: z.string().describe('the process instance that waited'),
  record: z.int().describe('number of the last record it has of this'),
});

@ApiTags('process callbacks')
@Controller('api/v1/process-callbacks')
export class CallbackController {
  constructor(private readonly callbacks: Callbacks) {}

  /** A system outside answers a call that it took on earlier. Who has the token may, once; the same again gets the first answer. */
  @Post(':token')
  @Public()
  @HttpCode(200)
  @NaturallyIdempotent()
  @Answers(CallbackView)
  async callBack(
    @Param('token') token: string,
    @Body({ schema: CallbackBody }) { ...said }: z.infer<typeof CallbackBody>,
  ) {
    const { instance, seq } = await this.callbacks.take(token, said);
    return { instance, record: seq };
  }
}
