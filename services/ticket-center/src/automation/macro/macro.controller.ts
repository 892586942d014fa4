import { actor } from '#libs/web/access/actor';
import { Answers } from '#libs/web/http/answers';
import { NaturallyIdempotent } from '#libs/web/idempotency/idempotency';
import { Requires } from '#libs/web/access/permissions';
import { RequiresIfMatch } from '#libs/web/http/requires-if-match';
import { Body, Controller, Get, Headers, Param, Post, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import type { NamedText } from '../../named-text/named-text.api.js';
import { AppliedList, ApplyMacroBody, MacroBody, MacroList, MacroView, type MacroText } from './macro.dto.js';
import { Macros } from './macros.js';

@ApiTags('automation')
@Controller('api/v1/macros')
export class MacroController {
  constructor(private readonly macros: Macros) {}

  /** Those that the caller can apply. */
  @Get()
  @Requires('macro:read')
  @Answers(MacroList)
  async listMacros() {
    return { items: (await this.macros.visibleTo(actor())).map(view) };
  }

  @Post()
  @Requires('macro:configure')
  @Answers(MacroView, 201)
  async createMacro(@Body({ schema: MacroBody }) body: MacroBody) {
    return view(await this.macros.create(body, actor()));
  }

  @Get(':id')
  @Requires('macro:configure')
  @Answers(MacroView)
  async getMacro(@Param('id') id: string) {
    return view(await this.macros.texts.get(id));
  }

  @Put(':id')
  @Requires('macro:configure')
  @RequiresIfMatch()
  @Answers(MacroView)
  async replaceMacro(@Param('id') id: string, @Body({ schema: MacroBody }) body: MacroBody) {
    return view(await this.macros.replace(id, body, actor()));
  }

  /** To one ticket or several, each by itself; what was done is done as the caller's own work. */
  @Post(':id/apply')
  @Requires('macro:apply')
  @NaturallyIdempotent()
  @Answers(AppliedList)
  async applyMacro(
    @Param('id') id: string,
    @Body({ schema: ApplyMacroBody }) { ticketIds }: z.infer<typeof ApplyMacroBody>,
    @Headers('idempotency-key') key: string | undefined,
  ) {
    return { items: await this.macros.apply(id, ticketIds, actor(), key) };
  }
}

function view({ text, changedAt, ...row }: NamedText<MacroText>) {
  return { ...row, ...text, changedAt: changedAt.toISOString() };
}
