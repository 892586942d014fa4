import { createHash, randomBytes } from 'node:crypto';
import { ObjectStorage } from '#libs/object-storage/object-storage';
import { runAsTenant } from '#libs/persistence/tenant/tenant-context';
import type { ApiAnswer, ApiClient } from '#libs/testing/api-client';
import type { ServiceInTest } from '#libs/testing/service-in-test';
import { request } from 'undici';
import { RecordingSweep } from '../../src/recording/sweep/recording-sweep.js';
import { CallDesk } from '../call-desk.js';

const EVERYTHING = ['recording:*', 'retention-policy:*', 'contact:*'];

export interface RecordingInput {
  content?: Buffer;
  kind?: 'voice' | 'screen';
  queue?: string;
  agentIds?: string[];
  sha256?: string;
}

/** An answer whose body was read as bytes. */
export interface BytesAnswer {
  readonly status: number;
  readonly headers: Record<string, string | string[] | undefined>;
  readonly bytes: Buffer;
}

export const sha256 = (content: Buffer, encoding: 'hex' | 'base64' = 'hex') =>
  createHash('sha256').update(content).digest(encoding);

/** What a recorder, a supervisor and the clock do with recordings; each step fails the test when it is refused. */
export class RecordingDesk {
  private constructor(
    private readonly service: ServiceInTest,
    readonly client: ApiClient,
    readonly authorization: string,
  ) {}

  static async of(service: ServiceInTest, tenant?: string, permissions = EVERYTHING): Promise<RecordingDesk> {
    const caller = tenant === undefined ? {} : { tenant };
    const client = await service.asCaller(caller, ...permissions);
    return new RecordingDesk(service, client, `Bearer ${await service.token(caller, ...permissions)}`);
  }

  /** Announced, and nothing sent yet. */
  async announced({ content = randomBytes(5_000), ...input }: RecordingInput = {}): Promise<string> {
    const contactId = await new CallDesk(this.client).contact({ channel: 'voice' });
    const answer = await this.client.post<{ id: string }>('/api/v1/recordings', {
      contactId,
      kind: 'voice',
      startedAt: '2026-11-23T08:50:00Z',
      endedAt: '2026-11-23T08:55:00Z',
      contentType: 'audio/wav',
      bytes: content.length,
      sha256: sha256(content),
      ...input,
    });
    if (answer.status !== 201) throw new Error(JSON.stringify(answer.body));
    return answer.body.id;
  }

  /** Announced, sent in one part, verified. */
  async stored({ content = randomBytes(5_000), ...input }: RecordingInput = {}): Promise<string> {
    const id = await this.announced({ content, ...input });
    const { status } = await this.send(id, 0, content);
    if (status !== 204) throw new Error(`${status}`);
    return id;
  }

  send(id: string, offset: number, bytes: Buffer, headers: Record<string, string> = {}): Promise<BytesAnswer> {
    return this.call('PATCH', `${id}/upload`, { ...tusAt(offset), ...headers }, bytes);
  }

  async offset(id: string): Promise<number> {
    const { headers } = await this.call('HEAD', `${id}/upload`, { 'tus-resumable': '1.0.0' });
    return Number(headers['upload-offset']);
  }

  play(id: string, headers: Record<string, string> = {}, query = 'reason=quality%20check'): Promise<BytesAnswer> {
    return this.call('GET', `${id}/content?${query}`, headers);
  }

  async read(id: string): Promise<Record<string, unknown>> {
    return (await this.client.get<Record<string, unknown>>(`/api/v1/recordings/${id}`)).body;
  }

  async accesses(id: string): Promise<Record<string, unknown>[]> {
    const path = `/api/v1/recordings/${id}/accesses`;
    return (await this.client.get<{ items: Record<string, unknown>[] }>(path)).body.items;
  }

  async hold(id: string, reason = 'court 4711'): Promise<string> {
    return (await this.client.post<{ id: string }>(`/api/v1/recordings/${id}/holds`, { reason })).body.id;
  }

  release(id: string, holdId: string): Promise<ApiAnswer> {
    return this.client.post(`/api/v1/recordings/${id}/holds/${holdId}/release`, { reason: 'case closed' });
  }

  delete(id: string): Promise<ApiAnswer> {
    return this.client.delete(`/api/v1/recordings/${id}?reason=customer%20asked`);
  }

  /** What lies in object storage of it. */
  async files(id: string, tenant = 'acme'): Promise<string[]> {
    const files: string[] = [];
    await runAsTenant(tenant, async () => {
      const storage = this.service.running.app.get(ObjectStorage);
      for await (const key of storage.list(`recording/${id}`)) files.push(key);
    });
    return files;
  }

  /** As a disk does it. */
  lose(file: string, tenant = 'acme'): Promise<void> {
    return runAsTenant(tenant, () => this.service.running.app.get(ObjectStorage).delete(file));
  }

  /** As the clock does it twice a minute. */
  sweep(): Promise<void> {
    return this.service.running.app.get(RecordingSweep).rounds.run();
  }

  async call(method: string, path: string, headers: Record<string, string>, body?: Buffer): Promise<BytesAnswer> {
    const answer = await request(`${this.service.running.url}/api/v1/recordings/${path}`, {
      method: method as 'GET',
      headers: { authorization: this.authorization, ...headers },
      ...(body && { body }),
    });
    const { statusCode: status } = answer;
    return { status, headers: answer.headers, bytes: Buffer.from(await answer.body.arrayBuffer()) };
  }
}

export function tusAt(offset: number): Record<string, string> {
  return {
    'tus-resumable': '1.0.0',
    'upload-offset': String(offset),
    'content-type': 'application/offset+octet-stream',
  };
}
