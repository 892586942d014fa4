import { TimeZone } from '#libs/business-time/time-zone';
import { domainError } from '#libs/kernel/domain-error';
import { StaleVersion } from '#libs/persistence/rows/aggregate-store';
import { Database } from '#libs/persistence/database';
import { currentContext } from '#libs/persistence/tenant/tenant-context';
import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import { kindNamed } from '../kind/kinds.js';
import { PreferenceSchema, type Preference } from './preference.schema.js';

export class NotificationKindUnknown extends domainError('notification-kind-unknown', 'invalid') {}
/** Nobody can do without it: it comes by the feed at least. */
export class NotificationKindMandatory extends domainError('notification-kind-mandatory', 'invalid') {}

/** Of whoever has not said anything. */
function byDefault(personId: string): Preference {
  return {
    ...{ personId, version: 0, locale: 'en', timeZone: 'UTC', email: null, phone: null },
    ...{ quietFrom: null, quietTo: null, digest: 'none', digestAt: '09:00', channels: {} },
  };
}

@Injectable()
export class Preferences {
  constructor(private readonly database: Database) {}

  async of(personId: string): Promise<Preference> {
    return (await this.ofAll([personId])).get(personId)!;
  }

  async ofAll(personIds: readonly string[]): Promise<ReadonlyMap<string, Preference>> {
    const rows = await (await this.database.reader()).findBy(PreferenceSchema, { personId: In([...personIds]) });
    const known = new Map(rows.map((row) => [row.personId, row]));
    return new Map(personIds.map((id) => [id, known.get(id) ?? byDefault(id)]));
  }

  /** @throws NotificationKindUnknown, NotificationKindMandatory, TimeZoneUnknown, StaleVersion */
  async put(personId: string, wanted: Omit<Preference, 'personId' | 'version'>): Promise<Preference> {
    requireSensible(wanted);
    return this.database.transaction(async (tx) => {
      const current = await tx.findOneBy(PreferenceSchema, { personId });
      const version = current?.version ?? 0;
      const seen = currentContext()?.precondition?.version;
      if (seen !== undefined && seen !== version)
        throw new StaleVersion('It was changed by someone else in the meantime.', { yours: seen, current: version });
      const next = { ...wanted, personId, version: version + 1 };
      await (current ? tx.update(PreferenceSchema, { personId, version }, next) : tx.insert(PreferenceSchema, next));
      return next;
    });
  }
}

function requireSensible({ timeZone, channels }: Pick<Preference, 'timeZone' | 'channels'>): void {
  TimeZone.named(timeZone);
  for (const [name, chosen] of Object.entries(channels)) {
    const kind = kindNamed(name);
    if (!kind) throw new NotificationKindUnknown(`There is no kind ${name}.`, { kind: name });
    if (kind.mandatory && !chosen.includes('in-app'))
      throw new NotificationKindMandatory(`Nobody can do without ${name}.`, { kind: name });
  }
}
