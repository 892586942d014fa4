import { Answers } from '#libs/web/http/answers';
import { Requires } from '#libs/web/access/permissions';
import { Body, Controller, Get, Param, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { Engineers } from './engineers.js';

const Code = z.string().regex(/^[a-z0-9][a-z0-9-]{0,63}$/, 'expected a code');

const EngineerBody = z.object({
  areas: z.array(Code).max(200),
  skills: z.array(Code).max(100).default([]),
  calendar: z.string().max(120).default('service-hours'),
  timeZone: z.string().max(64).default('Asia/Shanghai'),
  dailyCapacity: z.int().min(0).max(100).describe('visits in a day, at most'),
  active: z.boolean().default(true),
});
const EngineerView = EngineerBody.extend({ id: z.string(), version: z.int() }).meta({ id: 'Engineer' });
const AreaBody = z.object({ name: z.string().trim().min(1).max(120) });
const AreaView = AreaBody.extend({ code: z.string(), version: z.int() });

@ApiTags('engineers')
@Controller('api/v1')
export class EngineerController {
  constructor(private readonly engineers: Engineers) {}

  @Get('engineers')
  @Requires('engineer:read')
  @Answers(z.object({ items: z.array(EngineerView) }))
  async listEngineers() {
    return { items: await this.engineers.list() };
  }

  @Get('engineers/:id')
  @Requires('engineer:read')
  @Answers(EngineerView)
  getEngineer(@Param('id') id: string) {
    return this.engineers.get(id);
  }

  /** The id is that of their account. */
  @Put('engineers/:id')
  @Requires('engineer:configure')
  @Answers(EngineerView)
  putEngineer(@Param('id') id: string, @Body({ schema: EngineerBody }) body: z.infer<typeof EngineerBody>) {
    return this.engineers.put(id, body);
  }

  @Get('service-areas')
  @Requires('engineer:read')
  @Answers(z.object({ items: z.array(AreaView) }))
  async listServiceAreas() {
    return { items: await this.engineers.areas() };
  }

  @Put('service-areas/:code')
  @Requires('engineer:configure')
  @Answers(AreaView)
  putServiceArea(
    @Param('code', { schema: Code }) code: string,
    @Body({ schema: AreaBody }) { name }: z.infer<typeof AreaBody>,
  ) {
    return this.engineers.putArea(code, name);
  }
}
