import type { ApiClient } from '#libs/testing/api-client';
import type { ServiceInTest } from '#libs/testing/service-in-test';
import type { AttemptView } from '../../src/campaign/attempt.dto.js';
import type { CampaignStandingView, CampaignView, ImportView, RecordView } from '../../src/campaign/campaign.dto.js';
import { CampaignDialer } from '../../src/campaign/dialing/campaign-dialer.js';
import { TelephonyLine } from '../../src/campaign/dialing/telephony-line.js';
import { AgentFloor, ok } from '../agent-floor.js';
import { ScriptedTelephony } from './scripted-telephony.js';

interface Page<Item> {
  items: Item[];
}

let teams = 0;

/** Outbound work in a test; each step fails it when it is refused. */
export class CampaignDesk {
  readonly telephony = new ScriptedTelephony();

  private constructor(
    readonly service: ServiceInTest,
    readonly sam: ApiClient,
    readonly portal: ApiClient,
    readonly floor: AgentFloor,
  ) {}

  static async open(service: ServiceInTest): Promise<CampaignDesk> {
    const desk = await CampaignDesk.on(service);
    service.running.app.get(TelephonyLine, { strict: false }).plugIn(desk.telephony);
    return desk;
  }

  /** With the switch that the service has. */
  static async on(service: ServiceInTest): Promise<CampaignDesk> {
    const sam = await service.asCaller(
      { subject: 'sam' },
      ...['agent:*', 'team:*', 'campaign:*', 'do-not-call:*', 'consent:*'],
    );
    return new CampaignDesk(service, sam, await service.as('campaign:report'), new AgentFloor(service));
  }

  /** A team of its own, everybody ready. */
  async team(...agents: string[]): Promise<string> {
    const name = `outbound ${teams++}`;
    const { id } = await ok(this.sam.post<{ id: string }>('/api/v1/teams', { name, tier: 'first-line' }));
    for (const agent of agents) {
      await ok(this.sam.put(`/api/v1/agents/${agent}/assignment`, { teamId: id }, { 'if-match': '"0"' }));
      await this.floor.ready(agent);
    }
    return id;
  }

  agent(id: string): Promise<ApiClient> {
    return this.service.asCaller({ subject: id }, 'agent:self', 'campaign:work');
  }

  async draft(teamId: string, over: object = {}): Promise<CampaignView> {
    const body = { name: 'spring', mode: 'progressive', teamId, callerIds: ['01088880000'], requiresConsent: false };
    return ok(this.sam.post<CampaignView>('/api/v1/campaigns', { ...body, ...over }));
  }

  /** Drafted, with its list, and started. */
  async running(teamId: string, numbers: readonly string[], over: object = {}): Promise<string> {
    const { id } = await this.draft(teamId, over);
    await this.list(id, ['phone', ...numbers].join('\n'));
    await ok(this.sam.post(`/api/v1/campaigns/${id}/start`));
    return id;
  }

  list(campaignId: string, csv: string): Promise<ImportView> {
    const type = { 'content-type': 'text/csv' };
    return ok(this.sam.post<ImportView>(`/api/v1/campaigns/${campaignId}/imports`, csv, type));
  }

  /** A second of the dialer; whoever asks during a round waits for one that begins afterwards. */
  async round(): Promise<void> {
    const dialer = this.service.running.app.get(CampaignDialer, { strict: false });
    await dialer.rounds.run();
    await dialer.rounds.run();
  }

  async records(campaignId: string): Promise<RecordView[]> {
    return (await ok(this.sam.get<Page<RecordView>>(`/api/v1/campaigns/${campaignId}/records?limit=200`))).items;
  }

  async attempts(campaignId: string): Promise<AttemptView[]> {
    return (await ok(this.sam.get<Page<AttemptView>>(`/api/v1/campaigns/${campaignId}/attempts?limit=200`))).items;
  }

  standing(campaignId: string): Promise<CampaignStandingView> {
    return ok(this.sam.get<CampaignStandingView>(`/api/v1/campaigns/${campaignId}/standing`));
  }

  says(attemptId: string, type: string, over: object = {}): Promise<AttemptView> {
    const at = this.service.clock.now().toISOString();
    return ok(this.portal.post<AttemptView>(`/api/v1/campaigns/attempts/${attemptId}/events`, { type, at, ...over }));
  }

  /** Calls that are under way, by the number. */
  async underWay(campaignId: string): Promise<AttemptView[]> {
    const open = (await this.attempts(campaignId)).filter(({ status }) => !['ended', 'withheld'].includes(status));
    return open.toSorted((a, b) => (a.number < b.number ? -1 : 1));
  }
}
