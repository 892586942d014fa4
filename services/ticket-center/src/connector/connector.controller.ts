import { Code } from '#libs/contracts/common-center/integration/integration-api';
import { Answers } from '#libs/web/http/answers';
import { Requires } from '#libs/web/access/permissions';
import { Body, Controller, Get, Param, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { ConnectorService } from './connector.service.js';

const Reaches = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('interface'), code: Code, version: z.int().min(1).nullable().default(null) }),
  z.object({ kind: z.literal('diagnoses') }),
]);
const ConnectorFields = z.object({
  baseUrl: z
    .url({ protocol: /^https?$/ })
    .max(500)
    .nullable()
    .default(null)
    .describe('null: not connected, unless it reaches something of the common centre'),
  reaches: Reaches.nullable()
    .default(null)
    .describe(
      'an interface, whose operations are its actions, or diagnoses, which are; null: what is at the base address',
    ),
  timeoutMs: z.int().min(100).max(60_000).default(5_000),
});
const ConnectorBody = ConnectorFields.refine(({ baseUrl, reaches }) => baseUrl === null || reaches === null, {
  path: ['reaches'],
  error: 'expected a base address or what it reaches, not both',
});
const ConnectorView = ConnectorFields.extend({ name: z.string(), version: z.int() });
const BuiltInView = z.object({
  name: z.string(),
  actions: z.array(z.object({ name: z.string(), arguments: z.record(z.string(), z.unknown()) })),
});

@ApiTags('connectors')
@Controller('api/v1/connectors')
export class ConnectorController {
  constructor(private readonly connectors: ConnectorService) {}

  /** The systems outside, directly and by the common centre, and what this service itself can do for processes. */
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
