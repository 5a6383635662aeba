'use strict';

// A small and strict cmi5 LMS: it launches a unit, hands out its key once, keeps documents by the rules of concurrency, and
// refuses every statement that breaks a numbered requirement. What passes goes to a real LRS. Its LRS stands at another
// address than its pages, as most do: browsers then ask for permission first.

const crypto = require('node:crypto');
const fs = require('node:fs');
const http = require('node:http');
const path = require('node:path');
const { SESSION, VERB, broken, isDefined } = require('./rules.js');

const KINDS = { '.html': 'text/html; charset=utf-8', '.css': 'text/css', '.js': 'text/javascript', '.svg': 'image/svg+xml', '.jpg': 'image/jpeg' };
const ALLOWED = {
  'access-control-allow-origin': '*', 'access-control-allow-methods': 'GET, PUT, POST', 'access-control-expose-headers': 'ETag',
  'access-control-allow-headers': 'Authorization, Content-Type, X-Experience-API-Version, If-Match, If-None-Match'
};

const mark = text => `"${crypto.createHash('sha1').update(text).digest('hex')}"`;
const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);

function listen(handle) {
  const server = http.createServer(handle);
  return new Promise(resolve => {
    server.listen(0, '127.0.0.1', () => resolve({
      origin: `http://127.0.0.1:${server.address().port}`,
      close: () => { server.closeAllConnections(); server.close(); }
    }));
  });
}

function body(request) {
  return new Promise(resolve => {
    const parts = [];
    request.on('data', part => parts.push(part));
    request.on('end', () => resolve(Buffer.concat(parts).toString('utf8')));
  });
}

/**
 * Serves the unzipped package `content`; statements go to `ralph`. `behave` of a session may be set to
 * `dead`, `hang`, `nonsense` or a status.
 */
async function serve(content, ralph) {
  const sessions = [];
  const log = [];
  const lms = { log };

  // ---- pages

  const pages = await listen((request, response) => {
    const address = new URL(request.url, 'http://lms');
    const send = (kind, text) => { response.writeHead(200, { 'content-type': kind }); response.end(text); };
    if (address.pathname === '/lms') {
      return send(KINDS['.html'], `<!doctype html><title>LMS</title><iframe src="${address.searchParams.get('unit').replace(/&/g, '&amp;')}" style="width:100%;height:560px;border:0"></iframe>`);
    }
    if (address.pathname === '/back') { return send(KINDS['.html'], '<!doctype html><title>Back</title><p data-back>Back in the LMS'); }
    const file = path.join(content, path.normalize(address.pathname.replace(/^\/content\//, '/')));
    if (!file.startsWith(content) || !fs.existsSync(file) || fs.statSync(file).isDirectory()) { response.writeHead(404); return response.end(); }
    return send(KINDS[path.extname(file)] || 'application/octet-stream', fs.readFileSync(file));
  });

  // ---- documents

  function state(session, request, parameters, text) {
    const right = parameters.get('activityId') === session.enrolment.activityId && parameters.get('registration') === session.enrolment.registration
      && same(JSON.parse(parameters.get('agent')), session.enrolment.actor);
    if (!right) { return [403, 'of somebody or something else']; }
    const id = parameters.get('stateId');
    if (id === 'LMS.LaunchData') {
      session.read.push(id);
      return request.method === 'GET' ? [200, JSON.stringify(session.data)] : [403, '10.2.1.0-5 (d)'];
    }
    return stored(session.enrolment.documents, id, request, text);
  }

  function stored(documents, id, request, text) {
    const kept = documents.get(id);
    if (request.method === 'GET') { return kept === undefined ? [404, ''] : [200, kept, { etag: mark(kept) }]; }
    if (request.method !== 'PUT') { return [405, '']; }
    const match = request.headers['if-match'];
    const none = request.headers['if-none-match'];
    if (match !== undefined && (kept === undefined || match !== mark(kept))) { return [412, '']; }
    if (none === '*' && kept !== undefined) { return [412, '']; }
    if (kept !== undefined && match === undefined && none === undefined) { return [409, 'what was read must be named']; }
    documents.set(id, text);
    return [204, ''];
  }

  function profile(session, request, parameters) {
    session.read.push(parameters.get('profileId'));
    if (request.method !== 'GET' || parameters.get('profileId') !== 'cmi5LearnerPreferences') { return [403, '']; }
    const preferences = session.enrolment.preferences;
    return preferences ? [200, JSON.stringify(preferences)] : [404, ''];
  }

  // ---- statements

  function judge(session, list) {
    const { enrolment } = session;
    const before = session.said.slice();
    const ever = enrolment.said.slice();
    let latest = session.latest;
    for (const said of list) {
      const faults = broken(said, { before, ever, latest, launch: Object.assign({ session: session.id }, enrolment, session.data) });
      if (faults.length > 0) { return { faults }; }
      latest = said.timestamp;
      const verb = said.verb.id.replace(VERB, '');
      before.push(verb);
      if (isDefined(said)) { ever.push(verb); }
    }
    return { accept: () => { session.said = before; enrolment.said = ever; session.latest = latest; } };
  }

  async function statements(session, request, parameters, text) {
    if (request.method === 'GET') {
      const all = await ralph.statements(session.enrolment.registration);
      const wanted = all.filter(one => one.verb.id === parameters.get('verb') && one.object.id === parameters.get('activity'));
      return [200, JSON.stringify({ statements: wanted.slice(0, 1), more: '' })];
    }
    const list = JSON.parse(text);
    if (!Array.isArray(list) || list.length === 0) { return [400, 'an empty list']; }
    if (!['LMS.LaunchData', 'cmi5LearnerPreferences'].every(one => session.read.includes(one))) { return [403, 'statements before the launch was read']; }
    // One after the other: what is judged is what the LRS has.
    const turn = session.turn.then(() => pass(session, list, text));
    session.turn = turn.catch(() => {});
    return turn;
  }

  async function pass(session, list, text) {
    // xAPI 1.0.3, part 3, section 2.1: what is there already may be refused, and all that comes with it.
    if (list.some(one => session.ids.has(one.id))) { return [409, 'known']; }
    const { faults, accept } = judge(session, list);
    if (faults) { return [403, JSON.stringify({ faults, list })]; }
    const answer = await ralph.post(text);
    if (answer.status === 200) {
      accept();
      list.forEach(one => session.ids.add(one.id));
    }
    return [answer.status, answer.text];
  }

  // ---- the LRS's address

  function token(request, parameters) {
    const session = sessions.find(one => one.key === parameters.get('k'));
    if (request.method !== 'POST') { return [405, '']; }
    session.asked += 1;
    if (session.asked > 1) { return [200, '{"error-code":"1","error-text":"The authorization token has already been returned."}']; }
    return [200, JSON.stringify({ 'auth-token': session.token })];
  }

  async function answer(request, parameters, resource) {
    const text = await body(request);
    if (resource === 'token') { return token(request, parameters); }
    const session = sessions.find(one => request.headers.authorization === 'Basic ' + one.token);
    if (!session || session.asked === 0) { return [401, '']; }
    if (!/^1\.0/.test(request.headers['x-experience-api-version'] || '')) { return [400, 'no version']; }
    if (resource === 'activities/state') { return state(session, request, parameters, text); }
    if (resource === 'agents/profile') { return profile(session, request, parameters); }
    if (resource === 'statements') { return statements(session, request, parameters, text); }
    return [404, ''];
  }

  const lrs = await listen(async (request, response) => {
    const address = new URL(request.url, 'http://lrs');
    const resource = address.pathname.replace(/^\/(lrs\/)?/, '');
    if (request.method === 'OPTIONS') { response.writeHead(204, ALLOWED); return response.end(); }
    const session = sessions.find(one => request.headers.authorization === 'Basic ' + one.token || address.searchParams.get('k') === one.key);
    const behaviour = session && session.behave;
    if (behaviour === 'dead') { return request.destroy(); }
    if (behaviour === 'hang') { return undefined; }
    if (session && session.slow) { await new Promise(resolve => { setTimeout(resolve, session.slow); }); }
    const given = typeof behaviour === 'number' ? [behaviour, ''] : behaviour === 'nonsense' ? [200, '<html>Log in'] : null;
    const [status, text, more] = given || await answer(request, address.searchParams, resource);
    log.push({ method: request.method, resource, status, text });
    response.writeHead(status, Object.assign({ 'content-type': 'application/json' }, ALLOWED, more));
    return response.end(status === 204 ? undefined : text);
  });

  // ---- what an LMS does

  /** Enrols a learner in the unit whose id in the course structure is `publisher`. */
  lms.enrol = (publisher, preferences) => ({
    registration: crypto.randomUUID(), activityId: `http://lms.example/unit/${crypto.randomUUID()}`, publisher, preferences,
    actor: { objectType: 'Agent', name: 'Бат', account: { homePage: 'http://lms.example', name: `bat-${crypto.randomUUID()}` } },
    said: [], documents: new Map()
  });

  /** Launches: returns the session and its address. */
  lms.launch = (enrolment, { data = {}, page = 'launch.html' } = {}) => {
    const id = crypto.randomUUID();
    const session = { id, enrolment, key: crypto.randomUUID(), token: Buffer.from(id).toString('base64'), asked: 0, read: [], said: [], ids: new Set(), latest: '', turn: Promise.resolve() };
    session.data = Object.assign({
      contextTemplate: { contextActivities: { grouping: [{ id: enrolment.publisher }] }, extensions: { [SESSION]: id } },
      launchMode: 'Normal', moveOn: 'CompletedAndPassed'
    }, data);
    sessions.push(session);
    const parameters = {
      fetch: `${lrs.origin}/token?k=${session.key}`, activityId: enrolment.activityId, registration: enrolment.registration,
      actor: JSON.stringify(enrolment.actor), endpoint: `${lrs.origin}/lrs`
    };
    const query = Object.entries(parameters).map(([name, value]) => `${name}=${encodeURIComponent(value)}`).join('&');
    session.address = `${pages.origin}/content/${page}?${query}`;
    return session;
  };
  lms.framed = session => `${pages.origin}/lms?unit=${encodeURIComponent(session.address)}`;
  lms.back = `${pages.origin}/back`;
  lms.origin = pages.origin;
  /** What was refused for good: not what is read and put again, nor what was said again because nobody had answered. */
  lms.refusals = () => log.filter(one => one.status >= 400 && ![404, 409, 412].includes(one.status));
  lms.close = () => { pages.close(); lrs.close(); };
  return lms;
}

module.exports = { serve };
