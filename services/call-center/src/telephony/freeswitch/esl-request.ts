import type {
  Collect,
  Destination,
  HangUpCause,
  MonitorMode,
  Originate,
  SwitchCommand,
} from '../domain/switch-command.js';
import { SwitchRefused } from '../domain/switch.errors.js';

/** A command of the event socket, and the lines below it. */
export interface EslRequest {
  readonly line: string;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface DialSettings {
  /** The SIP gateway that numbers are called through. */
  readonly gateway: string;
  /** The folder on the switch that recordings are written to. */
  readonly recordings: string;
}

/** The channel variable that says whose call it is. */
export const TENANT_VARIABLE = 'switchboard_tenant';
export const DIGITS_VARIABLE = 'switchboard_digits';

const CAUSES: Readonly<Record<HangUpCause, string>> = {
  'hung-up': 'NORMAL_CLEARING',
  cancelled: 'ORIGINATOR_CANCEL',
  rejected: 'CALL_REJECTED',
  busy: 'USER_BUSY',
};

/** Who hears the supervisor: the leg that is monitored, and the one it talks to. */
const HEARD: Readonly<Record<MonitorMode, readonly [boolean, boolean]>> = {
  listen: [false, false],
  whisper: [true, false],
  barge: [true, true],
};

/**
 * What to send, one after the other. Everything that comes from outside is checked: a blank or a brace would be another command.
 * @throws SwitchRefused for a name or number that could be more than that
 */
export function requestsOf(command: SwitchCommand, dial: DialSettings): EslRequest[] {
  const call = checked(command.callId, /^[\w-]{1,36}$/);
  const api = (line: string): EslRequest[] => [{ line: `api ${line}` }];
  switch (command.kind) {
    case 'originate':
      return [originate(command, call, dial)];
    case 'answer':
      return api(`uuid_answer ${call}`);
    case 'pick-up':
      return api(`uuid_phone_event ${call} talk`);
    case 'hold':
      return api(`uuid_hold ${call}`);
    case 'resume':
      return api(`uuid_hold off ${call}`);
    case 'mute':
      return api(`uuid_audio ${call} start read mute 1`);
    case 'unmute':
      return api(`uuid_audio ${call} stop`);
    case 'send-keys':
      return api(`uuid_send_dtmf ${call} ${checked(command.keys, /^[\d*#]{1,64}$/)}`);
    case 'bridge':
      return api(`uuid_bridge ${call} ${checked(command.withId, /^[\w-]{1,36}$/)}`);
    case 'transfer':
      return api(`uuid_transfer ${call} ${named(command.extension)}`);
    case 'join':
      return api(`uuid_transfer ${call} conference:${named(command.conference)}@default inline`);
    case 'leave':
      return api(`uuid_park ${call}`);
    case 'monitor': {
      const [near, far] = HEARD[command.mode];
      const target = checked(command.targetId, /^[\w-]{1,36}$/);
      return [
        ...api(
          `uuid_setvar_multi ${call} eavesdrop_whisper_aleg=${near};eavesdrop_whisper_bleg=${far};eavesdrop_enable_dtmf=false`,
        ),
        ...api(`uuid_transfer ${call} eavesdrop:${target} inline`),
      ];
    }
    case 'play':
      return [execute(call, command.commandId, 'playback', prompted(command.prompt))];
    case 'collect':
      return [execute(call, command.commandId, 'play_and_get_digits', collect(command))];
    case 'start-recording':
      return api(`uuid_record ${call} start ${dial.recordings}/${named(command.file)}`);
    case 'stop-recording':
      return api(`uuid_record ${call} stop ${dial.recordings}/${named(command.file)}`);
    case 'hang-up':
      return api(`uuid_kill ${call} ${CAUSES[command.cause]}`);
  }
}

function originate(command: Originate, call: string, dial: DialSettings): EslRequest {
  const { commandId, tenantId, to, from, ringSeconds, detectsMachine, picksUp } = command;
  const variables = [
    `origination_uuid=${call}`,
    `${TENANT_VARIABLE}=${named(tenantId)}`,
    `originate_timeout=${ringSeconds}`,
    'ignore_early_media=true',
    'park_after_bridge=true',
    'hangup_after_bridge=false',
    ...(from === null ? [] : [`origination_caller_id_number=${numbered(from)}`]),
    ...(picksUp ? ['sip_auto_answer=true'] : []),
    ...(detectsMachine ? ['execute_on_answer=avmd_start'] : []),
  ];
  const line = `bgapi originate {${variables.join(',')}}${dialled(to, dial)} &park()`;
  return { line, headers: { 'Job-UUID': checked(commandId, /^[\w:.-]{1,128}$/) } };
}

function dialled(to: Destination, { gateway }: DialSettings): string {
  return 'number' in to ? `sofia/gateway/${gateway}/${numbered(to.number)}` : `user/${named(to.extension)}`;
}

/** One try: who retries, and how often, is the IVR's to say. */
function collect({ prompt, minDigits, maxDigits, timeoutSeconds }: Collect): string {
  const ms = timeoutSeconds * 1_000;
  return `${minDigits} ${maxDigits} 1 ${ms} # ${prompted(prompt)} silence_stream://1 ${DIGITS_VARIABLE} \\d+`;
}

/** The id comes back with the end of the application. */
function execute(call: string, commandId: string, application: string, argument: string): EslRequest {
  return {
    line: `sendmsg ${call}`,
    headers: {
      'call-command': 'execute',
      'execute-app-name': application,
      'execute-app-arg': argument,
      'Event-UUID': checked(commandId, /^[\w:.-]{1,128}$/),
    },
  };
}

const numbered = (text: string) => checked(text, /^\+?[\d*#]{1,32}$/);
const named = (text: string) => checked(text, /^\w[\w.-]{0,99}$/);
const prompted = (text: string) => checked(text, /^[\w.:/-]{1,200}$/);

function checked(text: string, allowed: RegExp): string {
  if (allowed.test(text)) return text;
  throw new SwitchRefused('The switch takes no such name or number.');
}
