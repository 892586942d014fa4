import { Clock } from '#libs/kernel/clock';
import { domainError } from '#libs/kernel/domain-error';
import { newId } from '#libs/kernel/id';
import { Database } from '#libs/persistence/database';
import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import { OutsidePost } from '../../outbound/outside-post.api.js';
import { StoredSecrets } from '../../outbound/stored-secret.api.js';
import { HookSchema, type Hook } from './hook.schema.js';

export class NotificationHookNotFound extends domainError('notification-hook-not-found', 'not-found') {}
export class TooManyNotificationHooks extends domainError('too-many-notification-hooks', 'conflict') {}

const MOST = 10;

/** Hooks of people and teams. */
@Injectable()
export class Hooks {
  constructor(
    private readonly database: Database,
    private readonly outside: OutsidePost,
    private readonly secrets: StoredSecrets,
    private readonly clock: Clock,
  ) {}

  async of(ownerIds: readonly string[]): Promise<Hook[]> {
    const where = { ownerId: In([...ownerIds]) };
    return (await this.database.reader()).find(HookSchema, { where, order: { id: 'ASC' } });
  }

  /** With its URL as it is called; null when there is none any more. */
  async find(id: string): Promise<Hook | null> {
    const hook = await (await this.database.reader()).findOneBy(HookSchema, { id });
    return hook && { ...hook, url: this.secrets.opened(hook.url) };
  }

  /** @throws AddressNotOutside, TooManyNotificationHooks */
  async add(ownerId: string, { name, url, body }: Pick<Hook, 'name' | 'url' | 'body'>): Promise<Hook> {
    this.outside.refuseInside(url);
    const now = this.clock.now();
    const hook = { id: newId(now), version: 1, updatedAt: now, ownerId, name, url: this.secrets.sealed(url), body };
    await this.database.transaction(async (tx) => {
      if ((await tx.countBy(HookSchema, { ownerId })) >= MOST)
        throw new TooManyNotificationHooks(`There are ${MOST} hooks already.`);
      await tx.insert(HookSchema, hook as object);
    });
    return hook;
  }

  /** @throws NotificationHookNotFound also for one of another's */
  async remove(ownerId: string, id: string): Promise<void> {
    const { affected } = await this.database.transaction((tx) => tx.delete(HookSchema, { id, ownerId }));
    if (affected === 0) throw new NotificationHookNotFound('There is no such hook.', { id });
  }
}
