import { newId } from '#libs/kernel/id';
import type { HangUpCause, SwitchCommand } from '../../../src/telephony/domain/switch-command.js';
import type { SwitchCall } from '../../../src/telephony/domain/switch.js';
import type { SimulatedSwitch } from '../../../src/telephony/simulated/simulated-switch.js';
import { CAUSES } from './esl-narrator.js';

/** What stands behind the peer. */
export interface Asked {
  readonly calls: SimulatedSwitch;
  failed(job: string, argument: string, cause: string): void;
}

type Meant<Command> = Command extends SwitchCommand ? Omit<Command, 'commandId'> : never;

/** The frame that answers a command. */
export async function answerTo(command: string, asked: Asked): Promise<string> {
  const [line = '', ...rest] = command.split('\n');
  const headers = new Map(rest.map((each) => each.split(': ', 2) as [string, string]));
  const [verb, name, ...args] = line.split(' ');
  if (verb === 'bgapi') return originate(line.slice('bgapi originate '.length), headers.get('Job-UUID')!, asked);
  if (verb === 'sendmsg') return replied(await done(executed(name!, headers), asked, headers.get('Event-UUID')));
  if (name === 'show') return response(shown(await asked.calls.calls()));
  if (name === 'uuid_getvar') return response(await variable(args[0]!, asked));
  if (name === 'uuid_setvar_multi') return response('+OK');
  return response(await done(meant(name!, args), asked));
}

async function done(command: Meant<SwitchCommand> | null, asked: Asked, commandId = newId(new Date())) {
  if (!command) return '-ERR unknown command';
  try {
    await asked.calls.perform({ ...command, commandId });
    return '+OK';
  } catch (error) {
    return (error as { code: string }).code === 'call-not-found' ? '-ERR No such channel!' : '-ERR Operation failed';
  }
}

function originate(argument: string, job: string, asked: Asked): string {
  const variables = new Map(
    /^\{(.*)\}/
      .exec(argument)![1]!
      .split(',')
      .map((each) => each.split('=') as [string, string]),
  );
  const dialled = /\}(sofia\/gateway\/[\w.-]+|user)\/(\S+) &park\(\)$/.exec(argument)!;
  const to = dialled[1] === 'user' ? { extension: dialled[2]! } : { number: dialled[2]! };
  const command: SwitchCommand = {
    ...{ commandId: job, kind: 'originate', callId: variables.get('origination_uuid')!, to },
    tenantId: variables.get('switchboard_tenant')!,
    from: variables.get('origination_caller_id_number') ?? null,
    ringSeconds: Number(variables.get('originate_timeout')),
    detectsMachine: variables.get('execute_on_answer') === 'avmd_start',
    picksUp: variables.get('sip_auto_answer') === 'true',
  };
  asked.calls.perform(command).catch(() => asked.failed(job, argument, 'DESTINATION_OUT_OF_ORDER'));
  return `Content-Type: command/reply\nReply-Text: +OK Job-UUID: ${job}\nJob-UUID: ${job}\n\n`;
}

function meant(name: string, args: readonly string[]): Meant<SwitchCommand> | null {
  const [callId = '', second = '', third = ''] = args;
  switch (name) {
    case 'uuid_answer':
      return { kind: 'answer', callId };
    case 'uuid_hold':
      return callId === 'off' ? { kind: 'resume', callId: second } : { kind: 'hold', callId };
    case 'uuid_bridge':
      return { kind: 'bridge', callId, withId: second };
    case 'uuid_park':
      return { kind: 'leave', callId };
    case 'uuid_transfer':
      return transferred(callId, second);
    case 'uuid_record': {
      const file = third.split('/').at(-1)!;
      return second === 'start' ? { kind: 'start-recording', callId, file } : { kind: 'stop-recording', callId, file };
    }
    case 'uuid_kill': {
      const [cause] = Object.entries(CAUSES).find(([, each]) => each === second)!;
      return { kind: 'hang-up', callId, cause: cause as HangUpCause };
    }
    default:
      return null;
  }
}

function transferred(callId: string, to: string): Meant<SwitchCommand> {
  const [application, argument = ''] = to.split(':');
  if (application === 'conference') return { kind: 'join', callId, conference: argument.split('@')[0]! };
  if (application === 'eavesdrop') return { kind: 'monitor', callId, targetId: argument, mode: 'listen' };
  return { kind: 'transfer', callId, extension: to };
}

function executed(callId: string, headers: ReadonlyMap<string, string>): Meant<SwitchCommand> | null {
  const argument = headers.get('execute-app-arg') ?? '';
  if (headers.get('execute-app-name') === 'playback') return { kind: 'play', callId, prompt: argument };
  if (headers.get('execute-app-name') !== 'play_and_get_digits') return null;
  const [minDigits, maxDigits, , ms] = argument.split(' ').map(Number) as [number, number, number, number];
  const prompt = argument.split(' ')[5]!;
  return { kind: 'collect', callId, prompt, minDigits, maxDigits, timeoutSeconds: ms / 1_000 };
}

async function variable(callId: string, asked: Asked): Promise<string> {
  const call = (await asked.calls.calls()).find((each) => each.callId === callId);
  return call?.tenantId ?? '-ERR No such channel!';
}

/** A row for each leg that is alone, and one for each two that talk. */
function shown(calls: readonly SwitchCall[]): string {
  const byId = new Map(calls.map((call) => [call.callId, call]));
  const first = calls.filter(({ callId, peerId }) => peerId === null || callId < peerId);
  const rows = first.map((call) => {
    const peer = call.peerId === null ? undefined : byId.get(call.peerId);
    return { ...columns('', call), ...(peer ? columns('b_', peer) : { b_uuid: '', b_callstate: '' }) };
  });
  return JSON.stringify({ row_count: rows.length, ...(rows.length > 0 ? { rows } : {}) });
}

function columns(half: string, { callId, direction, from, to, state }: SwitchCall): Record<string, string> {
  const callstate = { ringing: 'RINGING', answered: 'ACTIVE', held: 'HELD' }[state];
  const row = { uuid: callId, direction, cid_num: from ?? '', dest: to, callstate };
  return Object.fromEntries(Object.entries(row).map(([name, value]) => [half + name, value]));
}

function response(body: string): string {
  return `Content-Type: api/response\nContent-Length: ${Buffer.byteLength(body)}\n\n${body}`;
}

function replied(text: string): string {
  return `Content-Type: command/reply\nReply-Text: ${text}\n\n`;
}
