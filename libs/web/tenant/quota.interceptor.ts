import type { QuotaKind } from '#libs/contracts/common-center/tenant/tenant-quotas';
import { currentContext } from '#libs/persistence/tenant/tenant-context';
import { Injectable, SetMetadata, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { defer, from, lastValueFrom, type Observable } from 'rxjs';
import { TenantQuotas } from './tenant-quotas.js';

const QUOTA = 'switchboard:quota';

/** What the route makes counts against this quota of the tenant; what fails does not. */
export function CountsAgainst(kind: QuotaKind) {
  return SetMetadata(QUOTA, kind);
}

/** Inside of what knows repeated requests: a repetition is not counted again. */
@Injectable()
export class QuotaInterceptor implements NestInterceptor {
  constructor(
    private readonly reflector: Reflector,
    private readonly quotas: TenantQuotas,
  ) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const kind = this.reflector.get<QuotaKind | undefined>(QUOTA, context.getHandler());
    if (kind === undefined) return next.handle();
    return defer(() => from(this.#counted(kind, next)));
  }

  async #counted(kind: QuotaKind, next: CallHandler): Promise<unknown> {
    const giveBack = await this.quotas.take(kind);
    try {
      return (await lastValueFrom(next.handle(), { defaultValue: undefined })) as unknown;
    } catch (error) {
      // A unit of work around it takes it back by itself.
      if (!currentContext()?.unitOfWork) await giveBack();
      throw error;
    }
  }
}
