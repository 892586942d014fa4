import { Database } from '#libs/persistence/database';
import { Answers } from '#libs/web/answers';
import { Requires } from '#libs/web/permissions';
import { Body, Controller, Get, Param, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { ConnectorSchema } from './connector.schema.js';

const ConnectorBody = z.object({
  baseUrl: z.url({ protocol: /^https?$/ }).max(500),
  timeoutMs: z.int().min(100).max(60_000).default(5_000),
});
const ConnectorView = ConnectorBody.extend({ name: z.string(), version: z.int() });

@ApiTags('connectors')
@Controller('api/v1/connectors')
export class ConnectorController {
  constructor(private readonly database: Database) {}

  @Get()
  @Requires('connector:read')
  @Answers(z.object({ items: z.array(ConnectorView) }))
  async listConnectors() {
    return { items: await (await this.database.reader()).find(ConnectorSchema, { order: { name: 'ASC' } }) };
  }

  @Put(':name')
  @Requires('connector:configure')
  @Answers(ConnectorView)
  putConnector(@Param('name') name: string, @Body({ schema: ConnectorBody }) body: z.infer<typeof ConnectorBody>) {
    return this.database.transaction(async (tx) => {
      const current = await tx.findOneBy(ConnectorSchema, { name });
      const next = { name, ...body, version: (current?.version ?? 0) + 1 };
      await (current ? tx.update(ConnectorSchema, { name }, next) : tx.insert(ConnectorSchema, next));
      return next;
    });
  }
}
