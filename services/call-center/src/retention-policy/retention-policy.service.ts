import { Clock } from '#libs/kernel/clock';
import { domainError } from '#libs/kernel/domain-error';
import { newId } from '#libs/kernel/id';
import { StaleVersion } from '#libs/persistence/rows/aggregate-store';
import { Database } from '#libs/persistence/database';
import { isDuplicateKey } from '#libs/persistence/duplicate-key';
import { currentContext } from '#libs/persistence/tenant/tenant-context';
import { Injectable } from '@nestjs/common';
import { RetentionPolicySchema, type RetentionPolicy } from './retention-policy.schema.js';

export class RetentionPolicyNotFound extends domainError('retention-policy-not-found', 'not-found') {}
export class RetentionPolicyThere extends domainError('retention-policy-there', 'conflict') {}

export type RetentionPolicyText = Pick<RetentionPolicy, 'queue' | 'kind' | 'days'>;

@Injectable()
export class RetentionPolicyService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  async list(): Promise<RetentionPolicy[]> {
    return (await this.database.reader()).find(RetentionPolicySchema, { order: { scope: 'ASC' } });
  }

  /** @throws RetentionPolicyNotFound */
  async get(id: string): Promise<RetentionPolicy> {
    const policy = await (await this.database.reader()).findOneBy(RetentionPolicySchema, { id });
    if (!policy) throw new RetentionPolicyNotFound('There is no such retention policy.', { id });
    return policy;
  }

  /** @throws RetentionPolicyThere when there is one for the same queue and kind */
  async add(text: RetentionPolicyText): Promise<RetentionPolicy> {
    const now = this.clock.now();
    const scope = `${text.queue ?? '*'}/${text.kind ?? '*'}`;
    const policy = { id: newId(now), version: 1, updatedAt: now, scope, ...text };
    try {
      await this.database.transaction((tx) => tx.insert(RetentionPolicySchema, policy));
    } catch (error) {
      if (!isDuplicateKey(error)) throw error;
      throw new RetentionPolicyThere('There is a policy for this queue and kind already.', { scope });
    }
    return policy;
  }

  /** Holds for what is stored from now on. @throws RetentionPolicyNotFound, StaleVersion */
  async setDays(id: string, days: number): Promise<RetentionPolicy> {
    return this.database.transaction(async (tx) => {
      const policy = await this.get(id);
      const seen = currentContext()?.precondition?.version ?? policy.version;
      const next = { days, version: policy.version + 1, updatedAt: this.clock.now() };
      const { affected } = await tx.update(RetentionPolicySchema, { id, version: seen }, next);
      if (affected !== 1) throw new StaleVersion('It was changed by someone else in the meantime.', { id });
      return { ...policy, ...next };
    });
  }

  /** @throws RetentionPolicyNotFound */
  async remove(id: string): Promise<void> {
    await this.database.transaction(async (tx) => {
      await this.get(id);
      await tx.delete(RetentionPolicySchema, { id });
    });
  }
}
