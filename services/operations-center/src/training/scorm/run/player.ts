import type { CmiValues } from './cmi.js';
import type { ScormVersion } from '../package/manifest.js';

export interface Playing {
  readonly scorm: ScormVersion;
  /** Relative to the page. */
  readonly source: string;
  readonly values: CmiValues;
  readonly sequence: number;
}

/**
 * The page that a package runs in: it has the API that packages look for in the windows around them (`API` of SCORM 1.2 RTE §3.3.2,
 * `API_1484_11` of SCORM 2004), keeps what is set, and sends it when the package commits or ends.
 */
export function playerPage(playing: Playing): string {
  const data = JSON.stringify(playing).replaceAll('<', String.raw`\u003c`);
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>Training</title>
<style>html,body,iframe{margin:0;border:0;width:100%;height:100%;display:block}</style>
<script>(${adapter})(${data}, window)</script>
<iframe id="content" title="content"></iframe>
<script>document.getElementById('content').src = ${JSON.stringify(playing.source).replaceAll('<', String.raw`\u003c`)}</script>
</html>
`;
}

/** Runs in the browser; kept as text, so that nothing compiles it into something a browser does not know. */
const adapter = String.raw`function (playing, window) {
  var is2004 = playing.scorm === '2004';
  var values = Object.assign({}, playing.values), sequence = playing.sequence;
  var state = 'new', error = 0, sending = Promise.resolve();
  var texts = { 0: 'No error', 101: 'General exception', 103: 'Already initialized', 104: 'Content instance terminated',
    112: 'Termination before initialization', 122: 'Retrieve data before initialization',
    132: 'Store data before initialization', 142: 'Commit before initialization', 301: 'Not initialized',
    401: 'Undefined data model element', 403: 'Data model element value not initialized', 404: 'Read only',
    201: 'Invalid argument' };
  var readOnly = /(_version|_children|_count|student_id|student_name|learner_id|learner_name|credit|entry|total_time|lesson_mode|mode|launch_data)$/;
  function fail(code12, code2004) { error = is2004 ? code2004 : code12; return 'false'; }
  function send(keepalive) {
    var body = JSON.stringify({ sequence: ++sequence, values: values });
    sending = sending.catch(function () {}).then(function attempt() {
      return window.fetch('state', { method: 'PUT', headers: { 'content-type': 'application/json' }, body: body,
        keepalive: keepalive && body.length < 60000 });
    });
    return 'true';
  }
  function countOf(name) {
    var prefix = name.replace(/_count$/, ''), seen = {};
    Object.keys(values).forEach(function (key) {
      if (key.indexOf(prefix) === 0) seen[key.slice(prefix.length).split('.')[0]] = true;
    });
    return String(Object.keys(seen).length);
  }
  var api = {
    initialize: function () {
      if (state === 'running') return fail(101, 103);
      if (state === 'over') return fail(101, 104);
      state = 'running'; error = 0; return 'true';
    },
    terminate: function () {
      if (state !== 'running') return fail(301, 112);
      state = 'over'; error = 0; return send(true);
    },
    get: function (name) {
      if (state !== 'running') { fail(301, 122); return ''; }
      error = 0;
      if (/\._count$/.test(name)) return countOf(name);
      if (Object.prototype.hasOwnProperty.call(values, name)) return values[name];
      if (name.indexOf('cmi.') !== 0) fail(201, 401); else if (is2004) fail(0, 403);
      return '';
    },
    set: function (name, value) {
      if (state !== 'running') return fail(301, 132);
      if (String(name).indexOf('cmi.') !== 0) return fail(201, 401);
      if (readOnly.test(name)) return fail(403, 404);
      values[name] = String(value); error = 0; return 'true';
    },
    commit: function () {
      if (state !== 'running') return fail(301, 142);
      error = 0; return send(false);
    },
    lastError: function () { return String(error); },
    text: function (code) { return texts[code] || ''; }
  };
  var names = is2004
    ? ['Initialize', 'Terminate', 'GetValue', 'SetValue', 'Commit', 'GetLastError', 'GetErrorString', 'GetDiagnostic']
    : ['LMSInitialize', 'LMSFinish', 'LMSGetValue', 'LMSSetValue', 'LMSCommit', 'LMSGetLastError', 'LMSGetErrorString', 'LMSGetDiagnostic'];
  var work = [api.initialize, api.terminate, api.get, api.set, api.commit, api.lastError, api.text, api.text];
  var offered = {};
  names.forEach(function (name, at) { offered[name] = work[at]; });
  window[is2004 ? 'API_1484_11' : 'API'] = offered;
  window.addEventListener('pagehide', function () { if (state === 'running') send(true); });
  window.scormSent = function () { return sending; };
}`;
