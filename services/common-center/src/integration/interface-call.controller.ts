import { Code, InterfaceAnswer, InterfaceCallRequest } from '#libs/contracts/common-center/integration/integration-api';
import { declaresPersonal } from '#libs/personal-data/self-declaring';
import { Answers } from '#libs/web/http/answers';
import { NaturallyIdempotent } from '#libs/web/idempotency/idempotency';
import { Requires } from '#libs/web/access/permissions';
import { Refusal } from '#libs/web/http/problem';
import { Body, Controller, Get, Headers, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { OperationName } from './interface-document.dto.js';
import { InterfaceDesk } from './interface-desk.api.js';

const CallBody = InterfaceCallRequest.pick({ arguments: true, version: true });
const Asked = z.record(z.string().max(100), z.string().max(2_000));
const RESULT = { value: 'result', kinds: 'personal' };
const AskedView = declaresPersonal(InterfaceAnswer.pick({ result: true, personal: true, cached: true }), RESULT);
const CalledView = declaresPersonal(InterfaceAnswer, RESULT);

/** Asking interfaces, by their codes. */
@ApiTags('interface calls')
@Controller('api/v1/interfaces/by-code/:code/operations/:operation')
export class InterfaceCallController {
  constructor(private readonly desk: InterfaceDesk) {}

  /** Of what changes nothing; its arguments are the query. Made for views: what is not answered is a problem. */
  @Get('answer')
  @Requires('interface:ask')
  @Answers(AskedView)
  async askInterface(
    @Param('code', { schema: Code }) code: string,
    @Param('operation', { schema: OperationName }) operation: string,
    @Query({ schema: Asked }) asked: z.infer<typeof Asked>,
  ) {
    const named = { code, operation, arguments: asked, version: null, caller: 'view' } as const;
    const { outcome, code: why, result, personal, cached } = await this.desk.ask(named);
    if (outcome === 'answered') return { result, personal, cached };
    if (outcome === 'refused') throw new Refusal(409, why!, 'The other side refused.');
    throw new Refusal(502, why!, 'The other side did not answer.');
  }

  /** That the other side refuses or fails is an answer. Of what changes something a repeated Idempotency-Key gets the first answer. */
  @Post('calls')
  @Requires('interface:call')
  @NaturallyIdempotent()
  @Answers(CalledView)
  callInterface(
    @Param('code', { schema: Code }) code: string,
    @Param('operation', { schema: OperationName }) operation: string,
    @Body({ schema: CallBody }) body: z.infer<typeof CallBody>,
    @Headers('idempotency-key') idempotencyKey: string | undefined,
  ) {
    return this.desk.call({ ...body, code, operation, caller: 'desk', idempotencyKey });
  }
}
