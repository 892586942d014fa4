import type { ApiClient } from '#libs/testing/api-client';
import type { ServiceInTest } from '#libs/testing/service-in-test';
import { AttemptDeadlines } from '../../src/exams/attempt-deadlines.js';
import type { AttemptView, ShownQuestion } from '../../src/exams/attempt/exam-attempt.dto.js';

export const DEVICE = 'desk-0001';
const TERMS = { minutes: 30, graceSeconds: 30, passPercent: 60, release: 'automatic', review: 'keys' };

/** What is right, by what is asked; the author's first option, and lines as they stand. */
export const BANK = {
  refund: { type: 'single', options: ['7 days', '3 days', 'never', '1 year'], correct: 0 },
  verify: { type: 'multiple', options: ['name', 'number', 'password', 'card code'], correct: [0, 1] },
  shout: { type: 'true-false', correct: false },
  hotline: { type: 'fill-in', blanks: [{ accepted: ['12315'] }] },
  call: { type: 'order', lines: ['greet', 'verify', 'solve', 'close'] },
} as const;
export type Asked = keyof typeof BANK;

/** An exam as a spec speaks of it. */
export class ExamRoom {
  constructor(
    private readonly service: ServiceInTest,
    readonly supervisor: ApiClient,
  ) {}

  async question(text: string, content: unknown, tags: string[], more: Record<string, unknown> = {}): Promise<string> {
    const body = { text, content, tags, ...more };
    return (await this.supervisor.post<{ id: string }>('/api/v1/exam-questions', body)).body.id;
  }

  /** Of one question for each of the bank, ten points each. */
  async exam(tag: string, terms: Record<string, unknown> = {}, fatal: Asked[] = []): Promise<string> {
    for (const [text, content] of Object.entries(BANK)) await this.question(text, content, [tag, `${tag}-${text}`]);
    const blueprint = (Object.keys(BANK) as Asked[]).map((text) => {
      return { count: 1, points: 10, tags: [`${tag}-${text}`], fatal: fatal.includes(text) };
    });
    return this.examOf(blueprint, terms);
  }

  async examOf(blueprint: unknown[], terms: Record<string, unknown> = {}): Promise<string> {
    const body = { title: 'House rules', blueprint, terms: { ...TERMS, ...terms } };
    return (await this.supervisor.post<{ id: string }>('/api/v1/exams', body)).body.id;
  }

  async candidate(name: string): Promise<Candidate> {
    return new Candidate(await this.service.asCaller({ subject: name }, 'exam:take', 'exam:read'));
  }

  /** The clock has gone on: what is due is done. */
  async timesUp(): Promise<void> {
    await this.service.running.app.get(AttemptDeadlines, { strict: false }).rounds.run();
    await this.service.settled();
  }
}

export class Candidate {
  attempt!: AttemptView;

  constructor(readonly api: ApiClient) {}

  begin(examId: string, device = DEVICE) {
    return this.#seen(this.api.post<AttemptView>(`/api/v1/exams/${examId}/attempts`, { device }));
  }

  resume(device = DEVICE) {
    return this.#seen(this.api.post<AttemptView>(`${this.path}/resume`, { device }));
  }

  handIn() {
    return this.#seen(this.api.post<AttemptView>(`${this.path}/hand-in`));
  }

  look() {
    return this.#seen(this.api.get<AttemptView>(this.path));
  }

  get path(): string {
    return `/api/v1/exam-attempts/${this.attempt.id}`;
  }

  shown(asked: string): ShownQuestion {
    return this.attempt.questions.find(({ text }) => text === asked)!;
  }

  save(asked: string, answer: unknown, sequence = 1, device = DEVICE) {
    const path = `${this.path}/answers/${this.shown(asked).questionId}`;
    return this.api.put<{ saved: boolean }>(path, { device, sequence, answer });
  }

  /** In the places in which this candidate sees them. */
  choose(asked: string, choices: readonly string[], sequence = 1) {
    const places = choices.map((choice) => this.shown(asked).choices.indexOf(choice));
    return this.save(asked, this.shown(asked).type === 'single' ? places[0] : places, sequence);
  }

  async answerAllRight(but: Asked[] = []): Promise<void> {
    for (const asked of Object.keys(BANK) as Asked[]) if (!but.includes(asked)) await this.#right(asked);
  }

  #right(asked: Asked) {
    switch (asked) {
      case 'refund':
        return this.choose(asked, ['7 days']);
      case 'verify':
        return this.choose(asked, ['name', 'number']);
      case 'shout':
        return this.save(asked, false);
      case 'hotline':
        return this.save(asked, [' 12315。']);
      case 'call':
        return this.choose(asked, BANK.call.lines);
    }
  }

  async #seen<Answer extends { status: number; body: AttemptView }>(asked: Promise<Answer>): Promise<Answer> {
    const answer = await asked;
    if (answer.status < 300) this.attempt = answer.body;
    return answer;
  }
}
