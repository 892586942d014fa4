import { newId } from '#libs/kernel/id';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const AT_ONCE = 500;

interface OldItem {
  readonly measures: string;
  readonly target?: string;
  readonly points: number;
  readonly fatal: boolean;
}
interface OldForm {
  readonly mode: string;
  readonly passMark: number;
  readonly groups: readonly { readonly name: string; readonly weight: number; readonly items: readonly OldItem[] }[];
}
interface OldResult {
  readonly total: number | null;
  readonly nonFatal: number | null;
  readonly fatalMissed: boolean;
  readonly passed: boolean;
  readonly items: readonly { readonly possible: number; readonly points: number | null; readonly fatal: boolean }[];
}
type Row = Readonly<Record<string, unknown>>;

/** The quality forms become versions of a scorecard, the checks of tickets evaluations by it. The old tables go a release later. */
export class AdoptQualityForms1765204100000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    const forms = (await runner.query(
      'SELECT version, content, createdAt FROM quality_form ORDER BY version',
    )) as Row[];
    if (forms.length === 0) return;
    const id = newId(new Date());
    const contents = new Map(forms.map(({ version, content }) => [Number(version), contentOf(parsed(content))]));
    for (const { version, createdAt } of forms)
      await insert(runner, 'scorecard_version', {
        ...{ scorecardId: id, number: version, content: JSON.stringify(contents.get(Number(version))) },
        ...{ publishedBy: 'system', publishedAt: createdAt },
      });
    const { version: published, createdAt: updatedAt } = forms.at(-1)!;
    const draft = JSON.stringify(contents.get(Number(published)));
    const card = { id, version: 1, name: 'Closed tickets', draft, published, automatic: 1, retired: 0 };
    await insert(runner, 'scorecard', { ...card, changedBy: 'system', updatedAt });
    await adoptChecks(runner, id, contents);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const name of ['evaluation_item', 'evaluation', 'scorecard_version', 'scorecard'])
      await runner.query(`DELETE FROM ${name}`);
  }
}

async function adoptChecks(
  runner: QueryRunner,
  scorecardId: string,
  contents: ReadonlyMap<number, ReturnType<typeof contentOf>>,
): Promise<void> {
  for (let after = ''; ;) {
    const sql = `SELECT * FROM ticket_quality_check WHERE id > ? ORDER BY id LIMIT ${AT_ONCE}`;
    const checks = (await runner.query(sql, [after])) as Row[];
    for (const check of checks) await adopt(runner, scorecardId, contents.get(Number(check['formVersion']))!, check);
    if (checks.length < AT_ONCE) return;
    after = checks.at(-1)!['id'] as string;
  }
}

async function adopt(
  runner: QueryRunner,
  scorecardId: string,
  content: ReturnType<typeof contentOf>,
  { id, ticketId, assigneeId, formVersion, result, checkedAt }: Row,
): Promise<void> {
  const { items, total, nonFatal, fatalMissed, passed } = parsed(result) as OldResult;
  const keys = content.form.groups.flatMap((group) => group.items.map(({ key }) => ({ key, group: group.key })));
  const judged = items.map(({ possible, points, fatal }, at) => ({
    ...{ ...keys[at]!, possible, points, fatal: fatal ? 'form' : null, critical: false },
    state: points === null ? 'not-applicable' : 'answered',
  }));
  const answers = Object.fromEntries(
    judged.map(({ key, points, possible }) => [key, points === null ? 'n/a' : points / possible]),
  );
  const at = new Date(checkedAt instanceof Date ? checkedAt : `${String(checkedAt).replace(' ', 'T')}Z`).toISOString();
  const verdict = { total, nonFatal, fatalMissed, critical: null, passed, items: judged };
  const revision = { number: 1, why: 'submitted', by: 'system', at, remark: null, answers, judged: verdict };
  const of = { scorecardId, agentId: assigneeId, teamId: null, origin: 'computed', finishedAt: checkedAt };
  await insert(runner, 'evaluation', {
    ...{ id, version: 1, updatedAt: checkedAt, subjectKind: 'ticket', subjectId: ticketId, channel: 'ticket' },
    ...{ ...of, scorecardVersion: formVersion, state: 'closed', notes: '[]', appeals: '[]' },
    ...{ answers: JSON.stringify(answers), revisions: JSON.stringify([revision]) },
    ...{ score: total === null ? null : Math.round(total * 100), passed: passed ? 1 : 0 },
    ...{ fatalMissed: fatalMissed ? 1 : 0, submittedAt: checkedAt, releasedAt: checkedAt },
  });
  for (const { key, points, possible } of assigneeId === null ? [] : judged)
    if (points !== null)
      await insert(runner, 'evaluation_item', {
        ...{ evaluationId: id, itemKey: key, ...of, share: Math.round((10_000 * points) / possible) },
      });
}

function contentOf(old: unknown) {
  const { mode, passMark, groups } = old as OldForm;
  const taken = new Map<string, number>();
  const keyOf = (measure: string) => {
    const count = (taken.get(measure) ?? 0) + 1;
    taken.set(measure, count);
    return `${measure.replaceAll('-', '_')}${count > 1 ? `_${count}` : ''}`;
  };
  const rest = { critical: false, naAllowed: true, when: null, comment: 'optional' };
  return {
    ...{ name: 'Closed tickets', channels: ['ticket'], automatic: true },
    form: {
      ...{ mode, passMark },
      groups: groups.map(({ name, weight, items }, at) => ({
        ...{ key: `group_${at + 1}`, name, weight, naAllowed: false, when: null },
        items: items.map(({ measures, target = null, points, fatal }) => ({
          ...{ key: keyOf(measures), kind: 'measured', text: measures, measure: measures, target, points },
          ...{ fatal: fatal ? 'form' : null, ...rest },
        })),
      })),
    },
  };
}

function parsed(json: unknown): unknown {
  return typeof json === 'string' ? JSON.parse(json) : json;
}

async function insert(runner: QueryRunner, name: string, row: Row): Promise<void> {
  const columns = Object.keys(row);
  const marks = columns.map(() => '?').join(', ');
  await runner.query(`INSERT INTO ${name} (${columns.join(', ')}) VALUES (${marks})`, Object.values(row));
}
