import { Answers } from '#libs/web/http/answers';
import { Requires } from '#libs/web/access/permissions';
import { Body, Controller, Get, Param, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { Parts } from './part.api.js';

const Code = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/, 'expected a code');
const PartBody = z.object({ name: z.string().trim().min(1).max(200), unit: z.string().trim().min(1).max(32) });
const PartView = PartBody.extend({ code: z.string(), version: z.int() }).meta({ id: 'Part' });

@ApiTags('parts')
@Controller('api/v1/parts')
export class PartController {
  constructor(private readonly parts: Parts) {}

  @Get()
  @Requires('part:read')
  @Answers(z.object({ items: z.array(PartView) }))
  async listParts() {
    return { items: await this.parts.list() };
  }

  @Put(':code')
  @Requires('part:configure')
  @Answers(PartView)
  putPart(@Param('code', { schema: Code }) code: string, @Body({ schema: PartBody }) body: z.infer<typeof PartBody>) {
    return this.parts.put(code, body);
  }
}
