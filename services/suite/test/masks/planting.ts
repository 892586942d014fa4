import type { ApiClient } from '#libs/testing/api-client';
import type { SuiteInTest } from '../suite-in-test.js';
import type { KnownThings } from './known-things.js';

interface Made {
  readonly id?: string;
  readonly [field: string]: unknown;
}

const LIST = /^(?!.*\/(?:search|identify)$)[^?]+$/;

/** Writes by the routes that people and programs write by; what does not succeed is a fault of the planting. */
export class Planting {
  private constructor(
    readonly suite: SuiteInTest,
    readonly known: KnownThings,
    readonly admin: ApiClient,
    readonly mia: ApiClient,
    readonly finn: ApiClient,
    readonly portal: ApiClient,
    readonly miaId: string,
  ) {}

  static async begin(suite: SuiteInTest, known: KnownThings): Promise<Planting> {
    const [admin, mia, finn, portal] = await Promise.all([
      suite.person('admin'),
      suite.person('mia'),
      suite.person('finn'),
      suite.machine('portal'),
    ]);
    const { body } = await mia.get<{ subject: string }>('/api/v1/me');
    return new Planting(suite, known, admin, mia, finn, portal, body.subject);
  }

  /** @returns the id of what was made, as its list knows it from now on */
  async post(who: ApiClient, path: string, body?: unknown, headers: Record<string, string> = {}): Promise<string> {
    const made = await this.send(who, 'POST', path, body, headers);
    const id = made.id ?? '';
    if (id !== '' && LIST.test(path)) this.known.learn(path, { id });
    return id;
  }

  async send(
    who: ApiClient,
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<Made> {
    const answer = await who.call<Made>(method, path, body, headers);
    if (answer.status >= 300) throw new Error(`${method} ${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
    return answer.body;
  }

  /** Of the first one in a list that fits. */
  async first(path: string, fits: (item: Made) => boolean = () => true): Promise<Made> {
    const { items } = (await this.admin.get<{ items: Made[] }>(path)).body;
    return items.find(fits)!;
  }
}
