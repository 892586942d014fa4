import { actor } from '#libs/web/access/actor';
import { Audited } from '#libs/web/audit/audited';
import { Answers } from '#libs/web/http/answers';
import { NaturallyIdempotent } from '#libs/web/idempotency/idempotency';
import { Public, Requires } from '#libs/web/access/permissions';
import { RequiresIfMatch } from '#libs/web/http/requires-if-match';
import { Body, Controller, Delete, Get, Header, Headers, Param, Post, Put } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { cameFrom, type EntranceHeaders } from '../came-from.js';
import { logInAnswer } from '../tokens/token-answer.js';
import { ConfirmMfa, EnrolMfa } from './commands/enrol-mfa.js';
import { EnrolAtLogIn, LogInWithCode } from './commands/log-in-with-code.js';
import { RemoveOwnMfa, ResetMfa } from './commands/remove-mfa.js';
import { MfaPolicyService } from './mfa-policy.service.js';
import * as dto from './mfa.dto.js';

/** The second factor. Secrets and recovery codes are not kept for repetitions: who lost them begins again. */
@ApiTags('mfa')
@Controller('api/v1')
export class MfaController {
  constructor(
    private readonly commands: CommandBus,
    private readonly policy: MfaPolicyService,
  ) {}

  @Post('auth/mfa')
  @Public()
  @NaturallyIdempotent()
  @Header('cache-control', 'no-store')
  @Answers(dto.LogInWithCodeAnswer)
  async logInWithCode(
    @Body({ schema: dto.LogInWithCodeBody }) { mfaToken, code }: dto.LogInWithCodeBody,
    @Headers() headers: EntranceHeaders,
  ) {
    const { recoveryCodes, ...tokens } = await this.commands.execute(
      new LogInWithCode(mfaToken, code, cameFrom(headers)),
    );
    return { ...logInAnswer(tokens), recoveryCodes };
  }

  @Post('auth/mfa/enrolment')
  @Public()
  @NaturallyIdempotent()
  @Header('cache-control', 'no-store')
  @Answers(dto.EnrolmentView)
  enrolAtLogIn(@Body({ schema: dto.MfaTokenBody }) { mfaToken }: z.infer<typeof dto.MfaTokenBody>) {
    return this.commands.execute(new EnrolAtLogIn(mfaToken));
  }

  @Post('mfa/enrolment')
  @Requires('me:mfa')
  @NaturallyIdempotent()
  @Header('cache-control', 'no-store')
  @Answers(dto.EnrolmentView)
  enrolMfa() {
    return this.commands.execute(new EnrolMfa(actor()));
  }

  @Post('mfa/confirmation')
  @Requires('me:mfa')
  @NaturallyIdempotent()
  @Header('cache-control', 'no-store')
  @Answers(dto.RecoveryCodesView)
  async confirmMfa(@Body({ schema: dto.CodeBody }) { code }: z.infer<typeof dto.CodeBody>) {
    return { recoveryCodes: await this.commands.execute(new ConfirmMfa(actor(), code)) };
  }

  @Post('mfa/removal')
  @Requires('me:mfa')
  @NaturallyIdempotent()
  @Answers(null)
  async removeMfa(@Body({ schema: dto.CodeBody }) { code }: z.infer<typeof dto.CodeBody>) {
    await this.commands.execute(new RemoveOwnMfa(actor(), code));
  }

  @Delete('accounts/:id/mfa')
  @Requires('account:reset-mfa')
  @Audited()
  @Answers(null)
  async resetMfa(@Param('id') id: string) {
    await this.commands.execute(new ResetMfa(id, actor()));
  }

  @Get('mfa-policy')
  @Requires('mfa-policy:read')
  @Answers(dto.MfaPolicyView)
  getMfaPolicy() {
    return this.policy.get();
  }

  /** Who is in already stays in; the next log-in follows it. */
  @Put('mfa-policy')
  @Requires('mfa-policy:define')
  @Audited<MfaController>({ before: (mfa) => mfa.getMfaPolicy() })
  @RequiresIfMatch()
  @Answers(dto.MfaPolicyView)
  defineMfaPolicy(@Body({ schema: dto.MfaPolicyBody }) body: dto.MfaPolicyBody) {
    return this.policy.define(body);
  }
}
