import { ConnectorAnswer, ConnectorCall } from '#libs/contracts/ticket-center/connector-api';
import { Answers } from '#libs/web/http/answers';
import { NaturallyIdempotent } from '#libs/web/idempotency/idempotency';
import { LOGGER } from '#libs/web/platform/logger-token';
import { Requires, SERVICE_INTERNAL } from '#libs/web/access/permissions';
import { Body, Controller, Headers, Inject, Param, Post } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Logger } from 'pino';
import type { z } from 'zod';
import { ConnectorNotConnected, Connectors, UnknownConnector } from './connector.api.js';

/** The connectors of this service, for the other services. */
@ApiExcludeController()
@Controller('internal/connectors')
export class ConnectorCallController {
  constructor(
    private readonly connectors: Connectors,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  @Post(':name/actions/:action')
  @Requires(SERVICE_INTERNAL)
  @NaturallyIdempotent()
  @Answers(ConnectorAnswer)
  async callConnector(
    @Param('name') name: string,
    @Param('action') action: string,
    @Headers('idempotency-key') key: string,
    @Body({ schema: ConnectorCall }) { arguments: args, withinMs }: z.infer<typeof ConnectorCall>,
  ): Promise<z.infer<typeof ConnectorAnswer>> {
    try {
      const { refused, result } = await this.connectors.perform(name, action, args, key, withinMs);
      return { outcome: refused ? 'refused' : 'done', result: result as z.infer<typeof ConnectorAnswer>['result'] };
    } catch (error) {
      if (error instanceof UnknownConnector || error instanceof ConnectorNotConnected)
        return { outcome: 'not-connected', result: null };
      this.logger.warn({ err: error, connector: name }, 'a connector was not reached');
      return { outcome: 'failed', result: null };
    }
  }
}
