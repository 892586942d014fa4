import { domainError } from '#libs/kernel/domain-error';
import { TenantSeed } from '#libs/web/platform/service-definition';
import { Injectable } from '@nestjs/common';
import { RoutingSetup, type SetupRecords, type TextOf } from '../routing-setup/setup-records.api.js';
import { NotReadyReasonSchema, type NotReadyReason } from './not-ready-reason.schema.js';

export class NotReadyReasonNotFound extends domainError('not-ready-reason-not-found', 'not-found') {}

/** What a new tenant starts with; operators change and add. */
const SEED: readonly TextOf<NotReadyReason>[] = [
  { code: 'break', label: 'Break', needsApproval: true, productive: false },
  { code: 'meal', label: 'Meal', needsApproval: false, productive: false },
  { code: 'meeting', label: 'Meeting', needsApproval: false, productive: true },
  { code: 'training', label: 'Training', needsApproval: false, productive: true },
  { code: 'admin', label: 'Paperwork', needsApproval: false, productive: true },
];

@Injectable()
export class NotReadyReasonService extends TenantSeed {
  readonly #reasons: SetupRecords<NotReadyReason>;

  constructor(setup: RoutingSetup) {
    super();
    const notFound = (id: string) => new NotReadyReasonNotFound('There is no such reason.', { id });
    this.#reasons = setup.records({ kind: 'not-ready-reason', schema: NotReadyReasonSchema, name: 'code', notFound });
  }

  list(): Promise<NotReadyReason[]> {
    return this.#reasons.list();
  }

  get(id: string): Promise<NotReadyReason> {
    return this.#reasons.get(id);
  }

  add(text: TextOf<NotReadyReason>): Promise<NotReadyReason> {
    return this.#reasons.add(text);
  }

  replace(id: string, text: Omit<TextOf<NotReadyReason>, 'code'>): Promise<NotReadyReason> {
    return this.#reasons.replace(id, text);
  }

  /** The log of states keeps its code. */
  remove(id: string): Promise<void> {
    return this.#reasons.remove(id);
  }

  override async seed(): Promise<void> {
    if ((await this.list()).length > 0) return;
    for (const text of SEED) await this.add(text);
  }
}
