import { Code, InterfaceAnswer, InterfaceCallRequest } from '#libs/contracts/common-center/integration/integration-api';
import { InterfaceFiguresList } from '#libs/contracts/common-center/integration/interface-figures-api';
import { Answers } from '#libs/web/http/answers';
import { NaturallyIdempotent } from '#libs/web/idempotency/idempotency';
import { Requires, SERVICE_INTERNAL } from '#libs/web/access/permissions';
import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { OperationName } from './interface-document.dto.js';
import { InterfaceDesk } from './interface-desk.api.js';
import { InterfaceFigureReader } from './log/interface-figures.js';

@ApiExcludeController()
@Controller('internal/interfaces')
export class InterfaceInternalController {
  constructor(
    private readonly desk: InterfaceDesk,
    private readonly figures: InterfaceFigureReader,
  ) {}

  /** For boards and their alerts. */
  @Get('figures')
  @Requires(SERVICE_INTERNAL)
  @Answers(InterfaceFiguresList)
  async listInterfaceFigures() {
    return { items: await this.figures.now() };
  }

  /** For the other services, on behalf of what their people, processes and dialogues may do. */
  @Post(':code/operations/:operation/calls')
  @Requires(SERVICE_INTERNAL)
  @NaturallyIdempotent()
  @Answers(InterfaceAnswer)
  callInterface(
    @Param('code', { schema: Code }) code: string,
    @Param('operation', { schema: OperationName }) operation: string,
    @Body({ schema: InterfaceCallRequest }) body: InterfaceCallRequest,
  ) {
    return this.desk.call({ ...body, code, operation });
  }
}
