import { Answers } from '#libs/web/answers';
import { Requires } from '#libs/web/permissions';
import { Body, Controller, Get, Param, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { ConnectorService } from './connector.service.js';

const ConnectorBody = z.object({
  baseUrl: z
    .url({ protocol: /^https?$/ })
    .max(500)
    .nullable()
    .describe('null: not connected'),
  timeoutMs: z.int().min(100).max(60_000).default(5_000),
});
const ConnectorView = ConnectorBody.extend({ name: z.string(), version: z.int() });
const BuiltInView = z.object({
  name: z.string(),
  actions: z.array(z.object({ name: z.string(), arguments: z.record(z.string(), z.unknown()) })),
});

@ApiTags('connectors')
@Controller('api/v1/connectors')
export class ConnectorController {
  constructor(private readonly connectors: ConnectorService) {}

  /** The systems outside, and what this service itself can do for processes. */
  @Get()
  @Requires('connector:read')
  @Answers(z.object({ items: z.array(ConnectorView), builtIn: z.array(BuiltInView) }))
  async listConnectors() {
    return { items: await this.connectors.list(), builtIn: this.connectors.listBuiltIn() };
  }

  @Put(':name')
  @Requires('connector:configure')
  @Answers(ConnectorView)
  putConnector(@Param('name') name: string, @Body({ schema: ConnectorBody }) body: z.infer<typeof ConnectorBody>) {
    return this.connectors.put(name, body);
  }
}
