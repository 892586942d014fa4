import { Answers } from '#libs/web/http/answers';
import { Requires } from '#libs/web/access/permissions';
import { RequiresIfMatch } from '#libs/web/http/requires-if-match';
import { Body, Controller, Delete, Get, Param, Post, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { WrapUpCodeService } from './wrap-up-code.service.js';

const CodeText = z.object({
  label: z.string().trim().min(1).max(120),
  queueId: z.uuid().nullable().default(null).describe('null: for contacts of every queue'),
});
type CodeText = z.infer<typeof CodeText>;
const NewCode = CodeText.extend({
  code: z
    .string()
    .regex(/^[a-z][a-z0-9-]{0,31}$/, 'small letters, digits and hyphens')
    .describe('what contacts name it by; never changes'),
});
const CodeView = NewCode.extend({ id: z.uuid(), version: z.int() });

@ApiTags('wrap-up codes')
@Controller('api/v1/wrap-up-codes')
export class WrapUpCodeController {
  constructor(private readonly codes: WrapUpCodeService) {}

  @Get()
  @Requires('wrap-up-code:read')
  @Answers(z.object({ items: z.array(CodeView) }))
  async listWrapUpCodes() {
    return { items: await this.codes.list() };
  }

  @Get(':id')
  @Requires('wrap-up-code:read')
  @Answers(CodeView)
  getWrapUpCode(@Param('id') id: string) {
    return this.codes.get(id);
  }

  @Post()
  @Requires('wrap-up-code:write')
  @Answers(CodeView, 201)
  addWrapUpCode(@Body({ schema: NewCode }) body: z.infer<typeof NewCode>) {
    return this.codes.add(body);
  }

  @Put(':id')
  @Requires('wrap-up-code:write')
  @RequiresIfMatch()
  @Answers(CodeView)
  replaceWrapUpCode(@Param('id') id: string, @Body({ schema: CodeText }) body: CodeText) {
    return this.codes.replace(id, body);
  }

  @Delete(':id')
  @Requires('wrap-up-code:write')
  @Answers(null)
  removeWrapUpCode(@Param('id') id: string) {
    return this.codes.remove(id);
  }
}
