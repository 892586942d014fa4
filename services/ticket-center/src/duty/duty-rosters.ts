import { Clock } from '#libs/kernel/clock';
import { domainError } from '#libs/kernel/domain-error';
import { newId } from '#libs/kernel/id';
import { Database } from '#libs/persistence/database';
import { Injectable } from '@nestjs/common';
import { LessThan, MoreThan } from 'typeorm';
import { NamedTexts, type NamedText } from '../named-text/named-text.api.js';
import type { OverrideBody, RosterBody, RosterText, SwapBody } from './duty.dto.js';
import { DutyOverrideSchema, RosterSchema, RosterVersionSchema, type DutyOverrideRow } from './duty.schema.js';
import { onDuty, shiftsBetween, turnAt, type Layer, type Override, type Shift } from './rota/rota.js';

export class RosterNotFound extends domainError('duty-roster-not-found', 'not-found') {}
export class RosterNameTaken extends domainError('duty-roster-name-taken', 'conflict') {}
export class LayerNotFound extends domainError('duty-layer-not-found', 'not-found') {}
export class SwapNotYours extends domainError('duty-swap-not-yours', 'forbidden') {}
export class OverrideNotFound extends domainError('duty-override-not-found', 'not-found') {}

/** No shift is longer. */
const AROUND_MS = 8 * 86_400_000;
const MOST_SHIFTS = 500;
const NEVER = new Date('9999-12-31T00:00:00Z');

/** 值班: who has the duty, and who stands in for them. */
@Injectable()
export class DutyRosters {
  readonly texts: NamedTexts<RosterText>;

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {
    this.texts = new NamedTexts<RosterText>(database, clock, {
      kind: 'duty-roster',
      schema: RosterSchema,
      versions: RosterVersionSchema,
      notFound: (id) => new RosterNotFound('There is no such roster.', { id }),
      nameTaken: () => new RosterNameTaken('There is a roster of this name.'),
    });
  }

  /** @throws RosterNameTaken, TimeZoneUnknown, DateMalformed */
  create(body: RosterBody, by: string): Promise<NamedText<RosterText>> {
    return this.texts.create(this.#checked(body), by);
  }

  /** @throws RosterNotFound, StaleVersion, and as `create` */
  replace(id: string, body: RosterBody, by: string): Promise<NamedText<RosterText>> {
    return this.texts.replace(id, this.#checked(body), by);
  }

  /** @throws RosterNotFound */
  async named(name: string): Promise<NamedText<RosterText>> {
    const found = (await this.texts.list()).find((roster) => roster.name === name && roster.active);
    if (!found) throw new RosterNotFound('There is no such roster.', { name });
    return found;
  }

  /** Of each layer, in order. */
  async onDuty({ id, text }: NamedText<RosterText>, at: Date): Promise<(Shift & { readonly layer: string })[]> {
    const overrides = await this.#around(id, at, at);
    return text.layers.map((layer) => ({ layer: layer.name, ...onDuty(layer, text.timeZone, overrides, at) }));
  }

  /** @throws LayerNotFound */
  async shifts({ id, text }: NamedText<RosterText>, layer: string, from: Date, to: Date): Promise<Shift[]> {
    const overrides = await this.#around(id, from, to);
    return shiftsBetween(layerOf(text, layer), text.timeZone, overrides, { from, to, most: MOST_SHIFTS });
  }

  /** That are not over, in the order in which they were written. */
  overrides(rosterId: string): Promise<DutyOverrideRow[]> {
    return this.#rows(rosterId, this.clock.now(), NEVER);
  }

  /** @throws RosterNotFound, LayerNotFound */
  async override(rosterId: string, { layer, from, to, personId }: OverrideBody, by: string): Promise<void> {
    layerOf((await this.texts.get(rosterId)).text, layer);
    await this.#write([{ rosterId, layer, fromAt: new Date(from), toAt: new Date(to), personId, writtenBy: by }]);
  }

  /** Two people take each other's shift; one of them says so. @throws RosterNotFound, LayerNotFound, SwapNotYours */
  async swap(rosterId: string, swap: SwapBody, by: string): Promise<void> {
    const { text } = await this.texts.get(rosterId);
    const layer = layerOf(text, swap.layer);
    const [one, other] = [swap.one, swap.other].map((at) => turnAt(layer, text.timeZone, new Date(at))) as [
      Shift,
      Shift,
    ];
    if (one.personId !== by && other.personId !== by)
      throw new SwapNotYours('Whoever swaps has one of the shifts.', { rosterId });
    const stands = (shift: Shift, personId: string) => ({
      ...{ rosterId, layer: layer.name, fromAt: shift.from, toAt: shift.to },
      ...{ personId, writtenBy: by },
    });
    await this.#write([stands(one, other.personId), stands(other, one.personId)]);
  }

  /** @throws OverrideNotFound */
  async takeBack(rosterId: string, id: string): Promise<void> {
    const { affected } = await this.database.transaction((tx) => tx.delete(DutyOverrideSchema, { id, rosterId }));
    if (affected !== 1) throw new OverrideNotFound('Nobody stands in there.', { id });
  }

  async #write(rows: readonly Omit<DutyOverrideRow, 'id'>[]): Promise<void> {
    await this.database.transaction(async (tx) => {
      for (const row of rows) await tx.insert(DutyOverrideSchema, { id: newId(this.clock.now()), ...row });
    });
  }

  async #around(rosterId: string, from: Date, to: Date): Promise<Override[]> {
    const rows = await this.#rows(rosterId, new Date(from.getTime() - AROUND_MS), new Date(to.getTime() + AROUND_MS));
    return rows.map(({ layer, fromAt, toAt, personId }) => ({ layer, from: fromAt, to: toAt, personId }));
  }

  async #rows(rosterId: string, from: Date, to: Date): Promise<DutyOverrideRow[]> {
    const where = { rosterId, toAt: MoreThan(from), fromAt: LessThan(to) };
    return (await this.database.reader()).find(DutyOverrideSchema, { where, order: { id: 'ASC' } });
  }

  #checked({ name, active, ...text }: RosterBody) {
    for (const layer of text.layers) turnAt(layer, text.timeZone, this.clock.now());
    return { name, position: 0, active, text };
  }
}

function layerOf({ layers }: RosterText, name: string): Layer {
  const found = layers.find((layer) => layer.name === name);
  if (!found) throw new LayerNotFound('The roster has no such layer.', { name });
  return found;
}
