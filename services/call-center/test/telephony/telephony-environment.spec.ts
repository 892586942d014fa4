import { expect, it } from '@jest/globals';
import { readEnvironment } from '#libs/discovery/config/environment';
import { z } from 'zod';
import { TelephonyVariables, withTelephony } from '../../src/telephony/telephony-environment.js';

const read = (env: Record<string, string>) => readEnvironment(withTelephony(z.object(TelephonyVariables)), env);

it('carries no calls unless it is told to', () => {
  expect(read({})).toMatchObject({ TELEPHONY: 'none', TELEPHONY_ZOMBIES: 'kill', FREESWITCH_PORT: 8_021 });
});

it('does not start with FreeSWITCH and no password', () => {
  expect(() => read({ TELEPHONY: 'freeswitch' })).toThrow(/FREESWITCH_PASSWORD: needed when TELEPHONY is freeswitch/);
  expect(read({ TELEPHONY: 'freeswitch', FREESWITCH_PASSWORD: 'secret' })).toMatchObject({ TELEPHONY: 'freeswitch' });
});

it.each([
  ['FREESWITCH_PASSWORD', 'two words'],
  ['FREESWITCH_GATEWAY', 'a b'],
  ['FREESWITCH_RECORDINGS', 'relative'],
  ['TELEPHONY', 'pigeon'],
])('refuses %s=%s', (variable, value) => expect(() => read({ [variable]: value })).toThrow(variable));
