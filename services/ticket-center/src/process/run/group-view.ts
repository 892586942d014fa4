import { In, type EntityManager } from 'typeorm';
import { coldInstances } from '../archive/cold-instances.js';
import type { WholeInstance } from '../archive/whole-instance.js';
import { ProcessCallSchema } from '../schema/process-call.schema.js';
import { ProcessCommandSchema, type ProcessCommandRow } from '../schema/process-command.schema.js';
import { ProcessInstanceSchema, type ProcessInstanceRow } from '../schema/process-instance.schema.js';
import { ProcessTimerSchema } from '../schema/process-timer.schema.js';
import { sha256 } from './digest.js';
import type { ClaimRef, Submission } from './submission.js';

/** What a group of commands finds in the database, its instances locked. */
export class GroupView {
  private constructor(
    private readonly instances: ReadonlyMap<string, ProcessInstanceRow>,
    private readonly archived: ReadonlyMap<string, WholeInstance>,
    private readonly commands: ReadonlyMap<string, ProcessCommandRow>,
    private readonly claims: ReadonlySet<string>,
  ) {}

  /** Locks first, in the order of ids: what is read afterwards cannot change under the reader, and nobody waits in a circle. */
  static async load(tx: EntityManager, group: readonly Submission[], locksRows: boolean): Promise<GroupView> {
    // An instance that is to start is not looked for: the lock on what is not there would keep others from starting theirs.
    const ids = group.filter(({ birth }) => !birth).map(({ instance }) => instance);
    const rows = await running(tx, ids, locksRows);
    const archived = await coldInstances(tx, missing(ids, rows), { locked: locksRows });
    const all = [...rows, ...archived.map(({ instance }) => instance)];
    // Another may have brought it back from the archive meanwhile.
    all.push(...(await running(tx, missing(ids, all), locksRows)));
    const commands = await tx.findBy(ProcessCommandSchema, { id: In(group.map(({ key }) => sha256(key))) });
    return new GroupView(
      new Map(all.map((row) => [row.id, row])),
      new Map(archived.map((whole) => [whole.instance.id, whole])),
      new Map(commands.map((row) => [row.id, row])),
      await standingClaims(tx, group),
    );
  }

  instance(id: string): ProcessInstanceRow | undefined {
    return this.instances.get(id);
  }

  /** All of it, when it was found in the archive. */
  fromArchive(id: string): WholeInstance | undefined {
    return this.archived.get(id);
  }

  /** The command that came first under this key. */
  first(key: string): ProcessCommandRow | undefined {
    return this.commands.get(sha256(key));
  }

  isClaimed({ instance, claim }: Submission): boolean {
    return claim === undefined || this.claims.has(claimKey(instance, claim));
  }
}

async function running(tx: EntityManager, ids: readonly string[], locksRows: boolean): Promise<ProcessInstanceRow[]> {
  if (ids.length === 0) return [];
  const lock = locksRows && ({ lock: { mode: 'pessimistic_write' } } as const);
  return tx.find(ProcessInstanceSchema, { where: { id: In([...ids]) }, order: { id: 'ASC' }, ...lock });
}

function missing(ids: readonly string[], among: readonly { readonly id: string }[]): string[] {
  const found = new Set(among.map(({ id }) => id));
  return ids.filter((id) => !found.has(id));
}

async function standingClaims(tx: EntityManager, group: readonly Submission[]): Promise<Set<string>> {
  const standing = new Set<string>();
  for (const [of, schema] of [['timer', ProcessTimerSchema] as const, ['call', ProcessCallSchema] as const]) {
    const claimed = group.flatMap(({ instance, claim }) =>
      claim?.of === of ? [{ instance, wait: claim.wait, claim: claim.token }] : [],
    );
    if (claimed.length === 0) continue;
    for (const { instance, wait, claim } of await tx.findBy(schema, claimed))
      standing.add(claimKey(instance, { of, wait, token: claim! }));
  }
  return standing;
}

function claimKey(instance: string, { of, wait, token }: ClaimRef): string {
  return `${of}:${instance}:${wait}:${token}`;
}
