import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { newId } from '#libs/kernel/id';
import { createLogger } from '#libs/observability/logger';
import { eventually } from '#libs/testing/eventually';
import { FreeSwitchSwitch } from '../../../src/telephony/freeswitch/freeswitch-switch.js';
import { EslPeer, reply } from './esl-peer.js';
import { Told, type SwitchInTest } from '../switch-in-test.js';
import { switchContract } from '../switch.contract.js';

const logger = createLogger({ service: 'test', level: 'silent' });

/** @param pauses where the pauses between attempts are noted; they take no time */
function clientOf(peer: EslPeer, pauses: number[] = [], password = peer.address.password): FreeSwitchSwitch {
  return new FreeSwitchSwitch({
    address: { ...peer.address, password },
    dial: { gateway: 'carrier', recordings: '/recordings' },
    logger,
    delay: (ms, signal) => {
      pauses.push(ms);
      return signal.aborted ? Promise.reject(new Error('stopped')) : new Promise((resolve) => setTimeout(resolve, 2));
    },
  });
}

async function aSwitch(pieces: number): Promise<SwitchInTest> {
  const peer = await EslPeer.start();
  peer.pieces = pieces;
  const theSwitch = clientOf(peer);
  return {
    theSwitch,
    arrive: () => peer.calls.arrive({ tenantId: 'acme', from: '+8613900000000', to: '4001' }),
    farHangUp: (callId) => peer.calls.farHangUp(callId),
    press: (callId, keys) => peer.calls.press(callId, keys),
    passes: (ms) => peer.passes(ms),
    cut: () => peer.cut('Content-Length: 400\nContent-Type: text/event-json\n\n{"Event-Name":"CHANNEL_ANS'),
    mend: () => peer.listen(),
    dispose: async () => {
      await theSwitch.stop();
      await peer.stop();
    },
  };
}

describe('FreeSWITCH by its event socket', () => {
  describe('is a switch', () => switchContract(() => aSwitch(Number.POSITIVE_INFINITY)));
  describe('is a switch when every byte comes alone', () => switchContract(() => aSwitch(1)));

  describe('its connection', () => {
    let peer: EslPeer;
    const clients: FreeSwitchSwitch[] = [];
    beforeEach(async () => {
      peer = await EslPeer.start();
    });
    afterEach(async () => {
      await Promise.all(clients.splice(0).map((client) => client.stop()));
      await peer.stop();
    });

    const connected = async (client: FreeSwitchSwitch) => {
      clients.push(client);
      const told = new Told(client);
      await eventually('connected', () => told.connected > 0, { every: 2 });
      return told;
    };

    it('is not made with another password, and tried again', async () => {
      const pauses: number[] = [];
      const client = clientOf(peer, pauses, 'wrong');
      clients.push(client);
      const told = new Told(client);
      await eventually('three attempts', () => pauses.length >= 3, { every: 2 });
      expect(told.connected).toBe(0);
      await expect(client.calls()).rejects.toMatchObject({ code: 'switch-unreachable' });
    });

    it('is made again after pauses that grow to ten seconds, and soon after a cut', async () => {
      const pauses: number[] = [];
      await peer.cut();
      const client = clientOf(peer, pauses);
      clients.push(client);
      const told = new Told(client);
      await eventually('eight attempts', () => pauses.length >= 8, { every: 2 });
      expect(pauses.slice(0, 8)).toEqual([250, 500, 1_000, 2_000, 4_000, 8_000, 10_000, 10_000]);
      await peer.listen();
      await eventually('connected', () => told.connected === 1, { every: 2 });
      const before = pauses.length;
      await peer.cut();
      await eventually('noticed', () => pauses.length > before, { every: 2 });
      expect(pauses[before]).toBe(250);
    });

    it('that is cut leaves nobody waiting', async () => {
      const client = clientOf(peer);
      await connected(client);
      peer.instead = (line) => (line.startsWith('api show') ? null : undefined);
      const asking = client.calls();
      await eventually('asked', () => peer.heard.some((line) => line.startsWith('api show')), { every: 2 });
      await peer.cut();
      await expect(asking).rejects.toMatchObject({ code: 'switch-unreachable' });
    });

    it('ends with a peer that speaks something else', async () => {
      const client = clientOf(peer);
      const told = await connected(client);
      peer.instead = (line) => (line.startsWith('api show') ? 'Content-Length: x\n\n' : undefined);
      await expect(client.calls()).rejects.toMatchObject({ code: 'switch-unreachable' });
      peer.instead = () => undefined;
      await eventually('connected again', () => told.connected === 2, { every: 2 });
    });

    it('keeps the password out of what it asks for', async () => {
      const client = clientOf(peer);
      await connected(client);
      await client.calls();
      expect(peer.heard.filter((line) => line.includes('ClueCon'))).toEqual(['auth ClueCon']);
    });

    it('tells the end of a call of which not even a channel came', async () => {
      const client = clientOf(peer);
      const told = await connected(client);
      const callId = newId(new Date());
      peer.calls.cut();
      await told.dial(callId, '+100');
      expect(await told.until(callId, 'ended')).toMatchObject({ tenantId: 'acme', cause: 'failed' });
    });

    it('hears nothing of the calls of others', async () => {
      const client = clientOf(peer);
      const told = await connected(client);
      peer.instead = (line) => (line.startsWith('api uuid_getvar') ? response('_undef_') : undefined);
      peer.calls.arrive({ tenantId: 'acme', from: null, to: '4001' });
      expect(await client.calls()).toEqual([]);
      expect(told.events).toHaveLength(1);
    });

    it.each([
      ['a number with a second command', { number: '+100 &system(rm)' }],
      ['a number with variables', { number: '{x=y}+100' }],
      ['an extension with a line feed', { extension: 'mia\napi shutdown' }],
      ['an extension that is a path', { extension: '../mia' }],
    ])('takes nothing that could be another command: %s', async (_what, to) => {
      const client = clientOf(peer);
      await connected(client);
      const before = peer.heard.length;
      const call = {
        callId: newId(new Date()),
        tenantId: 'acme',
        from: null,
        ringSeconds: 30,
        detectsMachine: false,
        picksUp: false,
      };
      const dialling = client.perform({ commandId: 'c-1', kind: 'originate', to, ...call });
      await expect(dialling).rejects.toMatchObject({ code: 'switch-refused' });
      expect(peer.heard.length).toBe(before);
    });

    it('asks as FreeSWITCH wants to be asked', async () => {
      const client = clientOf(peer);
      await connected(client);
      peer.instead = (line) => (line.startsWith('api') ? response('+OK') : reply('+OK'));
      const before = peer.heard.length;
      const [callId, other] = ['a-1', 'b-2'];
      const call = { from: '+8610', ringSeconds: 20, detectsMachine: true, picksUp: false, tenantId: 'acme' };
      await client.perform({ commandId: 'o', kind: 'originate', callId, to: { number: '+8613' }, ...call });
      await client.perform({ commandId: 'w', kind: 'monitor', callId, targetId: other, mode: 'whisper' });
      await client.perform({ commandId: 'p', kind: 'play', callId, prompt: 'ivr/welcome.wav' });
      await client.perform({ commandId: 'r', kind: 'start-recording', callId, file: 'c-1.wav' });
      await client.perform({ commandId: 'u', kind: 'pick-up', callId });
      await client.perform({ commandId: 'm', kind: 'mute', callId });
      await client.perform({ commandId: 'n', kind: 'unmute', callId });
      await client.perform({ commandId: 'd', kind: 'send-keys', callId, keys: '12#' });
      for (const commandId of ['b', 'b2']) await client.perform({ commandId, kind: 'bridge', callId, withId: other });
      await client.perform({ commandId: 'k', kind: 'hang-up', callId, cause: 'cancelled' });
      expect(peer.heard.slice(before)).toEqual([
        'bgapi originate {origination_uuid=a-1,switchboard_tenant=acme,originate_timeout=20,ignore_early_media=true,' +
          'park_after_bridge=true,hangup_after_bridge=false,origination_caller_id_number=+8610,' +
          'execute_on_answer=avmd_start}sofia/gateway/carrier/+8613 &park()\nJob-UUID: o',
        'api uuid_setvar_multi a-1 eavesdrop_whisper_aleg=true;eavesdrop_whisper_bleg=false;eavesdrop_enable_dtmf=false',
        'api uuid_transfer a-1 eavesdrop:b-2 inline',
        'sendmsg a-1\ncall-command: execute\nexecute-app-name: playback\nexecute-app-arg: ivr/welcome.wav\nEvent-UUID: p',
        'api uuid_record a-1 start /recordings/c-1.wav',
        'api uuid_phone_event a-1 talk',
        'api uuid_audio a-1 start read mute 1',
        'api uuid_audio a-1 stop',
        'api uuid_send_dtmf a-1 12#',
        'api uuid_bridge a-1 b-2',
        'api uuid_kill a-1 ORIGINATOR_CANCEL',
      ]);
    });
  });
});

function response(body: string): string {
  return `Content-Type: api/response\nContent-Length: ${body.length}\n\n${body}`;
}
