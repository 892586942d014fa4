import { checkPrecondition } from '#libs/persistence/rows/aggregate-store';
import { Database } from '#libs/persistence/database';
import { Injectable } from '@nestjs/common';
import { MfaPolicySchema } from './infra/authenticator.schema.js';

export interface MfaPolicy {
  readonly everyone: boolean;
  /** Whoever has one of them. */
  readonly roles: readonly string[];
  /** 0: nothing was said yet. */
  readonly version: number;
}

const ID = 'mfa-policy';
const NOBODY: MfaPolicy = { everyone: false, roles: [], version: 0 };

/** Of whom the tenant requires a second factor; of nobody, until it says so. */
@Injectable()
export class MfaPolicyService {
  constructor(private readonly database: Database) {}

  async get(): Promise<MfaPolicy> {
    return (await (await this.database.reader()).findOneBy(MfaPolicySchema, { id: ID })) ?? NOBODY;
  }

  /** @throws StaleVersion */
  async define({ everyone, roles }: Omit<MfaPolicy, 'version'>): Promise<MfaPolicy> {
    return this.database.transaction(async (tx) => {
      const current = await tx.findOneBy(MfaPolicySchema, { id: ID });
      const { version } = current ?? NOBODY;
      checkPrecondition({ id: '', version });
      const next = { id: ID, everyone, roles: [...roles], version: version + 1 };
      await (current ? tx.update(MfaPolicySchema, { id: ID, version }, next) : tx.insert(MfaPolicySchema, next));
      return next;
    });
  }

  async requires(roles: readonly string[]): Promise<boolean> {
    const policy = await this.get();
    return policy.everyone || roles.some((role) => policy.roles.includes(role));
  }
}
