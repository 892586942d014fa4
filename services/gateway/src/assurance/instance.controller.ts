import { GatewaySeal, SEAL_HEADER } from '#libs/web/access/gateway-seal';
import { Refusal } from '#libs/web/http/problem';
import { Controller, Get, Headers, Inject, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { INSTANCE_PATH } from './fleet.js';
import { ReportQuery, type GatewayReport } from './gateway-report.js';

export const OWN_REPORT = Symbol('own report');
export type OwnReport = (query: ReportQuery) => GatewayReport;

/** What this gateway saw, for other gateways only: nobody else has the seal. */
@Controller(INSTANCE_PATH)
export class InstanceController {
  constructor(
    @Inject(OWN_REPORT) private readonly report: OwnReport,
    private readonly seal: GatewaySeal,
  ) {}

  @Get()
  saw(@Headers(SEAL_HEADER) seal: string | undefined, @Req() request: FastifyRequest): GatewayReport {
    const search = request.url.split('?')[1] ?? '';
    if (!this.seal.holds(seal, 'instance', search))
      throw new Refusal(404, 'no-such-route', 'Nothing is served under this path.');
    return this.report(ReportQuery.parse(Object.fromEntries(new URLSearchParams(search))));
  }
}
