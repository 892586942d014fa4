import type { SwitchCall } from '../domain/switch.js';

type Row = Readonly<Record<string, string | null | undefined>>;
/** Everything but whose it is, which the table of calls does not say. */
export type ShownCall = Omit<SwitchCall, 'tenantId'>;

/** The legs in the answer to `show calls as json`: a row is a leg, with the one it is bridged with beside it. */
export function shownCalls(answer: string): ShownCall[] {
  const { rows = [] } = JSON.parse(answer) as { rows?: Row[] };
  return rows.flatMap((row) => [legOf(row, '', row['b_uuid']), legOf(row, 'b_', row['uuid'])].flat());
}

function legOf(row: Row, half: '' | 'b_', peer: string | null | undefined): ShownCall[] {
  const of = (column: string) => row[half + column] ?? '';
  if (of('uuid') === '' || of('callstate') === 'HANGUP') return [];
  return [
    {
      callId: of('uuid'),
      direction: of('direction') === 'outbound' ? 'outbound' : 'inbound',
      from: of('cid_num') || null,
      to: of('dest'),
      state: stateOf(of('callstate')),
      peerId: peer || null,
    },
  ];
}

function stateOf(callstate: string): ShownCall['state'] {
  if (callstate === 'HELD') return 'held';
  return callstate === 'ACTIVE' || callstate === 'UNHELD' ? 'answered' : 'ringing';
}
