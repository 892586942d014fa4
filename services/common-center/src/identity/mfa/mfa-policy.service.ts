import { Database } from '#libs/persistence/database';
import { Injectable } from '@nestjs/common';
import { MfaPolicySchema } from './infra/authenticator.schema.js';

export interface MfaPolicy {
  readonly everyone: boolean;
  /** Whoever has one of them. */
  readonly roles: readonly string[];
}

const ID = 'mfa-policy';
const NOBODY: MfaPolicy = { everyone: false, roles: [] };

/** Of whom the tenant requires a second factor; of nobody, until it says so. */
@Injectable()
export class MfaPolicyService {
  constructor(private readonly database: Database) {}

  async get(): Promise<MfaPolicy> {
    return (await (await this.database.reader()).findOneBy(MfaPolicySchema, { id: ID })) ?? NOBODY;
  }

  async define({ everyone, roles }: MfaPolicy): Promise<MfaPolicy> {
    await this.database.transaction(async (tx) => {
      const current = await tx.findOneBy(MfaPolicySchema, { id: ID });
      const next = { id: ID, everyone, roles: [...roles], version: (current?.version ?? 0) + 1 };
      await (current ? tx.update(MfaPolicySchema, { id: ID }, next) : tx.insert(MfaPolicySchema, next));
    });
    return { everyone, roles };
  }

  async requires(roles: readonly string[]): Promise<boolean> {
    const policy = await this.get();
    return policy.everyone || roles.some((role) => policy.roles.includes(role));
  }
}
