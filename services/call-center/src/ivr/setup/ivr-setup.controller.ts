import { Code } from '#libs/contracts/common-center/integration/integration-api';
import { Answers } from '#libs/web/http/answers';
import { Requires } from '#libs/web/access/permissions';
import { Body, Controller, Delete, Get, Param, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { EntryPoints } from './entry-points.js';
import { IvrConnectors } from './ivr-connectors.js';

const Address = z.string().trim().min(1).max(120);
const EntryPointBody = z.object({ flowId: z.uuid() });
const EntryPointView = EntryPointBody.extend({ address: Address });
const ConnectorName = z.string().regex(/^[a-z0-9][a-z0-9-]{0,63}$/);
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
    .describe('null, and it reaches nothing: flows go the way they have for when it cannot be reached'),
  reaches: Reaches.nullable()
    .default(null)
    .describe(
      'an interface, whose operations are its actions, or diagnoses, which are; null: what is at the base address',
    ),
  timeoutMs: z.int().min(100).max(10_000).default(3_000).describe('the caller hears silence meanwhile'),
});
const ConnectorBody = ConnectorFields.refine(({ baseUrl, reaches }) => baseUrl === null || reaches === null, {
  path: ['reaches'],
  error: 'expected a base address or what it reaches, not both',
});
const ConnectorView = ConnectorFields.extend({ name: z.string() });

/** Where flows answer, and whom they call. */
@ApiTags('ivr setup')
@Controller('api/v1/ivr')
export class IvrSetupController {
  constructor(
    private readonly entryPoints: EntryPoints,
    private readonly connectors: IvrConnectors,
  ) {}

  @Get('entry-points')
  @Requires('ivr:read')
  @Answers(z.object({ items: z.array(EntryPointView) }))
  async listIvrEntryPoints() {
    return { items: await this.entryPoints.list() };
  }

  /** A dialled number, or an address on another channel. */
  @Put('entry-points/:address')
  @Requires('ivr:publish')
  @Answers(EntryPointView)
  putIvrEntryPoint(
    @Param('address', { schema: Address }) address: string,
    @Body({ schema: EntryPointBody }) { flowId }: z.infer<typeof EntryPointBody>,
  ) {
    return this.entryPoints.put(address, flowId);
  }

  @Delete('entry-points/:address')
  @Requires('ivr:publish')
  @Answers(null)
  removeIvrEntryPoint(@Param('address', { schema: Address }) address: string) {
    return this.entryPoints.remove(address);
  }

  @Get('connectors')
  @Requires('ivr:read')
  @Answers(z.object({ items: z.array(ConnectorView) }))
  async listIvrConnectors() {
    return { items: await this.connectors.list() };
  }

  @Put('connectors/:name')
  @Requires('ivr:publish')
  @Answers(ConnectorView)
  putIvrConnector(
    @Param('name', { schema: ConnectorName }) name: string,
    @Body({ schema: ConnectorBody }) body: z.infer<typeof ConnectorBody>,
  ) {
    return this.connectors.put({ name, ...body });
  }
}
