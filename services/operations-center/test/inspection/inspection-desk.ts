import { expect } from '@jest/globals';
import type { ApiClient } from '#libs/testing/api-client';
import { eventually } from '#libs/testing/eventually';
import { startForTest, type ServiceInTest } from '#libs/testing/service-in-test';
import { EndedSubjects } from '../../src/inspection/subjects/ended-subjects.js';
import { operationsCenter } from '../../src/service.js';
import { EventsOfOthers } from '../events-of-others.js';
import { inspectionRules } from './inspection-rules.js';

export interface Finding {
  id: string;
  agentId: string | null;
  rule: string;
  turn: number | null;
  span: { from: number; to: number } | null;
  of: string | null;
  isLive: boolean;
  state: string;
}
export interface Details {
  turns: { seq: number; text: string }[];
  findings: Finding[];
  inspectedAt: string | null;
  state: string;
  demand: string;
  demandBy: string | null;
}
export interface Page<Item> {
  items: Item[];
}
interface Trial {
  state: string;
  rules: Record<string, object>;
  done: number;
}
export type Segment = readonly [seq: number, speaker: string, text: string];

const WORDS =
  'text,category,variants,bySound,isException\n傻瓜,abuse,沙包|煞笔,,\n加微信,contact,,yes,\n蠢货,abuse,,,\n傻瓜相机,,,,yes\n';

export const segment = ([seq, speaker, text]: Segment) => {
  return { seq, speaker, text, agentId: speaker === 'agent' ? 'mia' : null, fromMs: seq * 1_000, toMs: seq * 1_000 };
};

/** What a rule has found and still holds of it. */
export const words = ({ turns, findings }: Details, rule: string) =>
  findings
    .filter((finding) => finding.rule === rule && finding.state === 'standing')
    .map(({ turn, span }) => turns.find(({ seq }) => seq === turn)?.text.slice(span?.from ?? 0, span?.to) ?? null);

/** A supervisor, who has a list of words and may have rules; conversations come from the other services. */
export class InspectionDesk {
  readonly others: EventsOfOthers;
  supervisor!: ApiClient;
  listId = '';
  ruleSetId = '';

  private constructor(readonly service: ServiceInTest) {
    this.others = new EventsOfOthers(service);
  }

  /** Nothing is inspected; the list of words is empty. */
  static async start(): Promise<InspectionDesk> {
    const desk = new InspectionDesk(await startForTest(operationsCenter, { tenants: ['acme', 'globex'] }));
    await desk.logIn();
    const { supervisor } = desk;
    const [starter] = (await supervisor.get<Page<{ id: string }>>('/api/v1/inspection/rule-sets')).body.items;
    await supervisor.post(`/api/v1/inspection/rule-sets/${starter!.id}/withdraw`);
    const list = await supervisor.post<{ id: string }>('/api/v1/inspection/word-lists', { name: 'abuse' });
    desk.listId = list.body.id;
    return desk;
  }

  /** Everything is inspected by the rules, from the first conversation on. */
  static async startWithRules(): Promise<InspectionDesk> {
    const desk = await InspectionDesk.start();
    await desk.supervisor.post(`/api/v1/inspection/word-lists/${desk.listId}/files`, { csv: WORDS });
    const everybody = { name: 'everybody', content: desk.rules() };
    desk.ruleSetId = (await desk.supervisor.post<{ id: string }>('/api/v1/inspection/rule-sets', everybody)).body.id;
    await desk.tryDraft(desk.ruleSetId);
    await desk.supervisor.post(`/api/v1/inspection/rule-sets/${desk.ruleSetId}/publish`);
    return desk;
  }

  stop(): Promise<void> {
    return this.service.stop();
  }

  /** Tokens end with the clock. */
  async logIn(): Promise<void> {
    this.supervisor = await this.service.as('inspection:*');
  }

  rules() {
    return inspectionRules(this.listId);
  }

  hear(contactId: string, ...segments: Segment[]) {
    const body = { segments: segments.map(segment) };
    return this.supervisor.post<{ taken: number }>(`/api/v1/transcripts/${contactId}/segments`, body);
  }

  rounds(): Promise<void> {
    return this.service.running.app.get(EndedSubjects, { strict: false }).rounds.run();
  }

  async failures(): Promise<number> {
    const { body } = await this.service.anonymous().get<string>('/metrics');
    return Number(/switchboard_inspection_failed_count\{.*tenant="acme".*\} (\d+)/.exec(body)?.[1]);
  }

  async details(id: string): Promise<Details> {
    return (await this.supervisor.get<Details>(`/api/v1/inspection/subjects/${id}`)).body;
  }

  inspected(id: string): Promise<Details> {
    return eventually('all of it is inspected', async () => {
      const found = await this.details(id);
      return found.inspectedAt !== null && found.state !== 'due' && found;
    });
  }

  async ended(id: string): Promise<Details> {
    await this.supervisor.post(`/api/v1/transcripts/${id}/end`);
    return this.inspected(id);
  }

  async changeDraft(content: object): Promise<void> {
    const path = `/api/v1/inspection/rule-sets/${this.ruleSetId}`;
    const { version } = (await this.supervisor.get<{ version: number }>(path)).body;
    const put = (seen: number) => this.supervisor.put(`${path}/draft`, content, { 'if-match': `"${seen}"` });
    expect(await put(version - 1)).toMatchObject({ status: 412 });
    expect(await put(version)).toMatchObject({ status: 200 });
  }

  async tryDraft(id: string): Promise<Trial> {
    const when = { from: '2020-01-01T00:00:00Z', to: '2030-01-01T00:00:00Z' };
    const trial = await this.supervisor.post<{ id: string }>(`/api/v1/inspection/rule-sets/${id}/trials`, when);
    const isOver = async () => {
      const { body } = await this.supervisor.get<Trial>(`/api/v1/inspection/trials/${trial.body.id}`);
      return body.state === 'ended' && body;
    };
    return eventually('the trial has ended', isOver, { within: 60_000 });
  }
}
