import { Answers } from '#libs/web/http/answers';
import { NaturallyIdempotent } from '#libs/web/idempotency/idempotency';
import { Public } from '#libs/web/access/permissions';
import { Body, Controller, Get, Header, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { IssueClientToken } from '../commands/issue-client-token.js';
import { IssueServiceToken } from '../commands/issue-service-token.js';
import { isServiceName } from '../domain/service-name.js';
import { OauthRefusals } from './oauth-refusals.js';
import { SigningKey } from './signing-key.js';
import { tokenAnswer } from './token-answer.js';
import * as dto from './token.dto.js';

/** What services need before they can call anything: outside /api/v1, so the gateway never leads here. */
@ApiTags('tokens')
@Controller()
export class IssuerController {
  constructor(
    private readonly commands: CommandBus,
    private readonly signingKey: SigningKey,
  ) {}

  @Get('.well-known/jwks.json')
  @Public()
  @Answers(z.object({ keys: z.array(z.record(z.string(), z.unknown())) }))
  async listSigningKeys() {
    return { keys: await this.signingKey.published() };
  }

  @Post('oauth/token')
  @Public()
  @NaturallyIdempotent()
  @Header('cache-control', 'no-store')
  @OauthRefusals()
  @Answers(dto.TokenAnswer)
  async getToken(@Body({ schema: dto.TokenBody }) { client_id, client_secret, scope }: dto.TokenBody) {
    const command = isServiceName(client_id)
      ? new IssueServiceToken(client_id, client_secret, scope)
      : new IssueClientToken(client_id, client_secret, scope);
    return tokenAnswer(await this.commands.execute(command));
  }
}
