import type { ScormVersion } from '../package/manifest.js';
import type { CmiValues } from './cmi.js';
import type { TimeLeft } from './time-limit.js';
import type { Place } from './course-of.js';

export interface ContentApi {
  readonly scorm: ScormVersion;
  readonly values: CmiValues;
  /** Null: it may take as long as it takes. */
  readonly timeLeft: TimeLeft | null;
  readonly place: Pick<Place, 'mayContinue' | 'mayGoBack'> & { readonly open: readonly string[] };
}

const HEAD = /<head(?:\s[^>]*)?>/i;
const DOCTYPE = /^[^<]*<!doctype[^>]*>/i;

/**
 * A page of a package, with the API that packages look for (`API` of SCORM 1.2 RTE §3.3.2, `API_1484_11` of SCORM 2004) in its own window: its
 * document is of no origin, so it reaches no window around it, and tells the player by messages.
 */
export function withApi(page: Buffer, api: ContentApi): Buffer {
  const text = page.toString('latin1');
  const data = asciiJson(api);
  const script = `<script>(${CONTENT_API})(${data}, window)</script>`;
  const before = HEAD.exec(text) ?? DOCTYPE.exec(text);
  const at = before ? before.index + before[0].length : 0;
  return Buffer.from(`${text.slice(0, at)}${script}${text.slice(at)}`, 'latin1');
}

/** Whatever the page is encoded in, and wherever it ends. */
function asciiJson(value: unknown): string {
  return JSON.stringify(value).replaceAll(/[<\u007f-\uffff]/g, (each) => {
    return String.raw`\u` + each.charCodeAt(0).toString(16).padStart(4, '0');
  });
}

/** Runs in the browser; kept as text, so that nothing compiles it into something a browser does not know. */
const CONTENT_API = String.raw`function (given, window) {
  var is2004 = given.scorm === '2004', values = Object.assign({}, given.values), request = null;
  var state = 'new', error = 0;
  var texts = { 0: 'No error', 101: 'General exception', 103: 'Already initialized', 104: 'Content instance terminated',
    112: 'Termination before initialization', 122: 'Retrieve data before initialization',
    132: 'Store data before initialization', 142: 'Commit before initialization', 301: 'Not initialized',
    351: 'General set failure', 401: 'Undefined data model element', 403: 'Data model element value not initialized',
    404: 'Read only', 406: 'Data model element type mismatch', 201: 'Invalid argument' };
  var readOnly = /(_version|_children|_count|student_id|student_name|learner_id|learner_name|credit|entry|total_time|lesson_mode|mode|launch_data|max_time_allowed|time_limit_action|mastery_score)$/;
  var requests = { 'continue': 'continue', previous: 'previous', exit: 'exit', abandon: 'exit', exitAll: 'exit-all',
    abandonAll: 'exit-all', suspendAll: 'suspend-all' };
  function fail(code12, code2004) { error = is2004 ? code2004 : code12; return 'false'; }
  function tell(what) {
    what.scorm = given.scorm;
    var origin = window.location.origin, around = window.parent, from = window;
    for (var n = 0; n < 12 && around && around !== from; n += 1) {
      around.postMessage(what, origin);
      from = around; around = around.parent;
    }
    if (window.opener) window.opener.postMessage(what, origin);
    return 'true';
  }
  function countOf(name) {
    var prefix = name.replace(/_count$/, ''), seen = {};
    Object.keys(values).forEach(function (key) {
      if (key.indexOf(prefix) === 0) seen[key.slice(prefix.length).split('.')[0]] = true;
    });
    return String(Object.keys(seen).length);
  }
  function asked(value) {
    var choice = /^\{target=([^}]+)\}(choice|jump)$/.exec(value);
    if (choice) request = { kind: 'choice', target: choice[1] };
    else if (value === '_none_') request = null;
    else if (Object.prototype.hasOwnProperty.call(requests, value)) request = { kind: requests[value] };
    else return fail(201, 406);
    return 'true';
  }
  function mayGo(name) {
    if (name === 'continue') return String(given.place.mayContinue);
    if (name === 'previous') return String(given.place.mayGoBack);
    var choice = /^choice\.\{target=([^}]+)\}$/.exec(name);
    return choice ? String(given.place.open.indexOf(choice[1]) >= 0) : 'unknown';
  }
  function timeIsOver() {
    if (state !== 'running') return;
    if (given.timeLeft.tells) tell({ timeIsOver: true });
    if (!given.timeLeft.exits) return;
    var exit = is2004 ? 'cmi.exit' : 'cmi.core.exit';
    values[exit] = 'time-out';
    tell({ name: exit, value: 'time-out' });
    api.terminate();
  }
  var api = {
    initialize: function () {
      if (state === 'running') return fail(101, 103);
      if (state === 'over') return fail(101, 104);
      state = 'running'; error = 0;
      if (given.timeLeft) window.setTimeout(timeIsOver, given.timeLeft.ms);
      return 'true';
    },
    terminate: function () {
      if (state !== 'running') return fail(301, 112);
      state = 'over'; error = 0; return tell({ ended: true, request: request });
    },
    get: function (name) {
      if (state !== 'running') { fail(301, 122); return ''; }
      error = 0;
      if (is2004 && name.indexOf('adl.nav.request_valid.') === 0) return mayGo(name.slice(22));
      if (/\._count$/.test(name)) return countOf(name);
      if (Object.prototype.hasOwnProperty.call(values, name)) return values[name];
      if (name.indexOf('cmi.') !== 0) fail(201, 401); else if (is2004) fail(0, 403);
      return '';
    },
    set: function (name, value) {
      if (state !== 'running') return fail(301, 132);
      error = 0;
      if (is2004 && name === 'adl.nav.request') return asked(String(value));
      if (String(name).indexOf('cmi.') !== 0) return fail(201, 401);
      if (readOnly.test(name)) return fail(403, 404);
      values[name] = String(value);
      return tell({ name: String(name), value: values[name] });
    },
    commit: function () {
      if (state !== 'running') return fail(301, 142);
      error = 0; return tell({ committed: true });
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
  Object.defineProperty(window, is2004 ? 'API_1484_11' : 'API',
    { configurable: true, enumerable: true, get: function () { return offered; }, set: function () {} });
  window.addEventListener('pagehide', function () { if (state === 'running') tell({ committed: true }); });
}`;
