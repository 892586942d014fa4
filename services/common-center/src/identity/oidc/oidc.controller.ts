import { actor } from '#libs/web/access/actor';
import { Audited } from '#libs/web/audit/audited';
import { Answers } from '#libs/web/http/answers';
import { NaturallyIdempotent } from '#libs/web/idempotency/idempotency';
import { Public, Requires } from '#libs/web/access/permissions';
import { RequiresIfMatch } from '#libs/web/http/requires-if-match';
import { Body, Controller, Delete, Get, Header, Headers, Param, Post, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { cameFrom, type EntranceHeaders } from '../came-from.js';
import { FirstStep } from '../first-step.js';
import { firstStepAnswer } from '../tokens/token-answer.js';
import { FirstStepAnswer } from '../tokens/token.dto.js';
import { OidcPeople } from './oidc-people.js';
import { OidcVisits } from './oidc-visits.js';
import * as dto from './oidc.dto.js';
import { ProviderService } from './provider.service.js';

/** Log-in by providers of identity that the tenant trusts. */
@ApiTags('oidc')
@Controller('api/v1')
export class OidcController {
  constructor(
    private readonly providers: ProviderService,
    private readonly visits: OidcVisits,
    private readonly people: OidcPeople,
    private readonly firstStep: FirstStep,
  ) {}

  @Get('oidc-providers')
  @Requires('oidc-provider:read')
  @Answers(dto.ProviderList)
  async listProviders() {
    return { items: await this.providers.list() };
  }

  known(id: string) {
    return this.providers.list().then((providers) => providers.find((provider) => provider.id === id));
  }

  /** `If-Match: "0"` for one that is not there yet. */
  @Put('oidc-providers/:id')
  @Requires('oidc-provider:define')
  @Audited<OidcController>({ before: (oidc, id) => oidc.known(id) })
  @RequiresIfMatch()
  @Answers(dto.ProviderView)
  defineProvider(
    @Param('id', { schema: dto.ProviderId }) id: string,
    @Body({ schema: dto.ProviderBody }) body: dto.ProviderBody,
  ) {
    return this.providers.define(id, body);
  }

  @Delete('oidc-providers/:id')
  @Requires('oidc-provider:define')
  @Audited<OidcController>({ before: (oidc, id) => oidc.known(id), as: dto.ProviderView })
  @Answers(null)
  removeProvider(@Param('id') id: string) {
    return this.providers.remove(id);
  }

  @Post('auth/oidc/:id/start')
  @Public()
  @NaturallyIdempotent()
  @Header('cache-control', 'no-store')
  @Answers(dto.DepartureView)
  startOidc(
    @Param('id') id: string,
    @Body({ schema: dto.DepartureBody }) { redirectUri }: z.infer<typeof dto.DepartureBody>,
  ) {
    return this.visits.begin(id, redirectUri);
  }

  @Post('auth/oidc/callback')
  @Public()
  @NaturallyIdempotent()
  @Header('cache-control', 'no-store')
  @Answers(FirstStepAnswer)
  async finishOidc(@Body({ schema: dto.ReturnBody }) body: dto.ReturnBody, @Headers() headers: EntranceHeaders) {
    const { provider, claims } = await this.visits.end(body);
    const account = await this.people.accountOf(provider, claims);
    const shown = Array.isArray(claims.amr) && claims.amr.includes('mfa') ? ['mfa'] : [];
    const entrance = { device: cameFrom(headers).device, amr: ['oidc', ...shown] };
    return firstStepAnswer(await this.firstStep.passed(account, entrance));
  }

  /** From now on the person may come in by the provider too. */
  @Post('me/oidc-links')
  @Requires('me:link')
  @NaturallyIdempotent()
  @Answers(null)
  async linkOidc(@Body({ schema: dto.ReturnBody }) body: dto.ReturnBody) {
    const { provider, claims } = await this.visits.end(body);
    await this.people.link(actor(), provider, claims);
  }
}
