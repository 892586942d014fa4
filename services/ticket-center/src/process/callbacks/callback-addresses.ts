import type { Live } from '#libs/discovery/config/live-value';
import { TenantDirectory } from '#libs/discovery/tenant-directory';
import { currentTenant } from '#libs/persistence/tenant/tenant-context';
import { Inject, Injectable } from '@nestjs/common';
import { CallbackTokens, type CallbackRef } from './callback-tokens.js';
import type { PublicOrigin } from '#libs/contracts/settings/public-origin';
import { PUBLIC_ORIGIN } from './public-origin.js';

/** So long after nobody waits any more a result is still recorded, as too late. */
const RECORDED_FOR_MS = 7 * 86_400_000;

export interface CallbackAddress {
  readonly url: string;
  /** What in the url nobody else may see. */
  readonly token: string;
}

/** Where systems outside bring the results of calls. */
@Injectable()
export class CallbackAddresses {
  constructor(
    private readonly tokens: CallbackTokens,
    private readonly directory: TenantDirectory,
    @Inject(PUBLIC_ORIGIN) private readonly origin: Live<PublicOrigin>,
  ) {}

  /** The same over all attempts of a call. @param until when the wait ends */
  of(ref: CallbackRef, until: Date): CallbackAddress {
    const token = this.tokens.sign(ref, new Date(until.getTime() + RECORDED_FOR_MS));
    const host = this.directory.get(currentTenant())?.domains[0];
    if (host === undefined) throw new Error('the tenant has no domain to be called back at');
    return { token, url: `${this.origin.current.origin.replace('{host}', host)}/api/v1/process-callbacks/${token}` };
  }
}
