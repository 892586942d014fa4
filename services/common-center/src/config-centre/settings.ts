import { ConfigCentre } from '#libs/discovery/config/config-centre';
import { isSameValue } from '#libs/discovery/config/same-value';
import { Clock } from '#libs/kernel/clock';
import { Injectable } from '@nestjs/common';
import { judge, type Verdict } from './judge.js';
import { declaredAs, declaredByName, FAMILIES, isNobodys, SETTINGS, type Declared } from './setting-catalogue.js';
import type { SettingVersionRow, VersionKind } from './setting-version.schema.js';
import { SettingVersions, type Wish } from './setting-versions.js';
import * as refusals from './setting.errors.js';
import { foundIn, standingOf, type Standing } from './standing.js';

/** So long after it was begun nobody writes it any more: whoever wanted to is gone. */
const ABANDONED_MS = 60_000;

export interface SettingNow extends Standing {
  readonly declared: Declared;
  /** Of the last wish; 0: there was none. */
  readonly version: number;
  /** What was set last; undefined: nothing was, or the default was wished for. */
  readonly set: SettingVersionRow | undefined;
  readonly isPending: boolean;
}

/** What all services follow while they run: seen, changed, taken back. The config centre is the truth, the versions its history. */
@Injectable()
export class Settings {
  constructor(
    private readonly centre: ConfigCentre,
    private readonly versions: SettingVersions,
    private readonly clock: Clock,
  ) {}

  /** All that are declared, and of families those that stand in the centre. */
  async all(): Promise<SettingNow[]> {
    const families = FAMILIES.flatMap(({ prefix }) => [...this.centre.list(prefix).keys()]);
    const keys = [...SETTINGS.map(({ key }) => key), ...families.filter((key) => declaredAs(key) !== undefined)];
    return Promise.all(keys.toSorted().map((key) => this.#now(declaredAs(key)!)));
  }

  /** Keys in the centre that nobody reads. */
  nobodys(): string[] {
    return [...this.centre.list('').keys()].filter(isNobodys).toSorted();
  }

  /** @throws SettingNotFound */
  get(name: string): Promise<SettingNow> {
    return this.#now(declared(name));
  }

  /** @throws SettingNotFound */
  check(name: string, value: unknown): Verdict {
    return judge(declared(name), value);
  }

  /**
   * @param value undefined: the default. @param overDrift also over what somebody wrote past this API; that stays in the history.
   * @throws SettingNotFound, SettingInvalid, SettingDrifted, SettingBeingWritten, StaleVersion, ConfigCentreAway
   */
  set(name: string, value: unknown, overDrift: boolean, wish: Wish): Promise<SettingNow> {
    return this.#write(declared(name), 'set', value, overDrift, wish);
  }

  /** As it was at a version, as a new one; 0: as it was before the first. @throws as {@link set}, SettingVersionNotFound */
  async rollBack(name: string, to: number, overDrift: boolean, wish: Wish): Promise<SettingNow> {
    const of = declared(name);
    const value = to === 0 ? undefined : (await this.versions.applied(of.key, to)).content.after;
    return this.#write(of, 'rollback', value, overDrift, wish);
  }

  /** What somebody wrote past this API is what is wanted. @throws SettingNotFound, SettingNotDrifted, SettingInvalid, StaleVersion */
  async adopt(name: string, wish: Wish): Promise<SettingNow> {
    const of = declared(name);
    const { drift, set } = await this.get(name);
    if (drift === null) throw new refusals.SettingNotDrifted('Nobody changed it past this API.', { name });
    const after = this.centre.get(of.key) === undefined ? undefined : drift.found;
    if (after !== undefined) requireValid(of, after);
    const content = { before: set?.content.after, after };
    await this.versions.add({ key: of.key, kind: 'adopted', state: 'applied', content }, wish);
    return this.#now(of);
  }

  /** Wishes of which it is not known what came of them. */
  pending(): Promise<SettingVersionRow[]> {
    return this.versions.pending();
  }

  /** What came of a wish whose writer is gone. */
  async settle(version: SettingVersionRow): Promise<void> {
    if (version.at.getTime() > this.clock.ms() - ABANDONED_MS) return;
    const { after } = version.content;
    const isThere = isSameValue(this.centre.get(version.key), textOf(after));
    await this.versions.became(version, isThere ? 'applied' : 'refused');
  }

  async #write(of: Declared, kind: VersionKind, value: unknown, overDrift: boolean, wish: Wish): Promise<SettingNow> {
    if (value !== undefined) requireValid(of, value);
    const { drift, set, isPending } = await this.#now(of);
    if (isPending) throw new refusals.SettingBeingWritten('Somebody is writing it at this moment.');
    if (drift !== null && !overDrift) throw drifted();
    const expected = drift === null ? textOf(set?.content.after) : this.centre.get(of.key);
    const content = { before: expected === undefined ? undefined : foundIn(expected), after: value };
    const version = await this.versions.add({ key: of.key, kind, state: 'pending', content }, wish);
    const isDone = await this.centre.replace(of.key, expected, textOf(value)).catch((cause: unknown) => {
      throw new refusals.ConfigCentreAway('config centre', 'The config centre cannot be reached now.', { cause });
    });
    await this.versions.became(version, isDone ? 'applied' : 'refused');
    if (!isDone) throw drifted();
    return this.#now(of);
  }

  async #now(of: Declared): Promise<SettingNow> {
    const [last, applied] = await Promise.all([this.versions.last(of.key), this.versions.lastApplied(of.key)]);
    const isPending = last?.state === 'pending';
    const standing = standingOf(of, applied?.content.after, this.centre.get(of.key));
    return { ...standing, declared: of, version: last?.number ?? 0, set: applied, isPending };
  }
}

function declared(name: string): Declared {
  const found = declaredByName(name);
  if (!found) throw new refusals.SettingNotFound('There is no such setting.', { name });
  return found;
}

function requireValid(of: Declared, value: unknown): void {
  const { problems } = judge(of, value);
  if (problems.length > 0)
    throw new refusals.SettingInvalid('Services would refuse this value.', { offending: problems });
}

function textOf(value: unknown): string | undefined {
  return value === undefined ? undefined : JSON.stringify(value);
}

function drifted(): refusals.SettingDrifted {
  return new refusals.SettingDrifted(
    'Somebody changed it past this API: adopt that, or say that it may be overwritten.',
  );
}
