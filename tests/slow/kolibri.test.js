'use strict';

// A real Kolibri on loopback, from PyPI: the package is its resource, and a learner who has signed in works through it.
// `tests/run --slow` installs it and tells where in KOLIBRI.

const assert = require('node:assert');
const { execFileSync, spawn } = require('node:child_process');
const fs = require('node:fs');
const net = require('node:net');
const os = require('node:os');
const path = require('node:path');
const { after, before, test } = require('node:test');
const { build } = require('../scorm/build.js');
const { answer, answerRest } = require('../scorm/learner.js');
const { openBrowser } = require('../scorm/lms.js');

const home = fs.mkdtempSync(path.join(os.tmpdir(), 'alforja-kolibri-'));
const environment = Object.assign({}, process.env, {
  KOLIBRI_HOME: home, KOLIBRI_RUN_MODE: 'test', KOLIBRI_LISTEN_ADDRESS: '127.0.0.1', PYTHONPATH: process.env.KOLIBRI, PYTHONDONTWRITEBYTECODE: '1'
});
let made = null;
let server = null;
let browser = null;
let origin = '';
let resource = '';

/** Returns a port that nobody listens on. */
function freePort() {
  return new Promise(resolve => {
    const probe = net.createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}

/** Asks again and again until `ask` has an answer. */
async function until(ask, tries = 240) {
  for (let left = tries; left > 0; left -= 1) {
    const found = await ask().catch(() => null);
    if (found) { return found; }
    await new Promise(resolve => { setTimeout(resolve, 250); });
  }
  throw new Error(`nothing came: ${ask}`);
}

before(async () => {
  made = build('kolibri');
  const prepared = execFileSync('python3', [path.join(__dirname, 'prepare_kolibri.py'), made.zip], { env: environment, stdio: ['ignore', 'pipe', 'ignore'] });
  resource = prepared.toString().trim().split('\n').pop();
  const [port, zipPort] = [await freePort(), await freePort()];
  origin = `http://127.0.0.1:${port}`;
  server = spawn('python3', ['-m', 'kolibri', 'start', '--foreground', `--port=${port}`, `--zip-port=${zipPort}`], { env: environment, stdio: 'ignore' });
  await until(async () => (await fetch(`${origin}/api/public/info/`)).ok);
  browser = await openBrowser();
});

after(async () => {
  if (browser) { await browser.close(); }
  if (server) {
    const ended = new Promise(resolve => { server.once('exit', resolve); });
    server.kill('SIGTERM');
    await ended;
  }
  made.remove();
  fs.rmSync(home, { recursive: true, force: true });
});

/** Opens the resource as the learner, on a device of its own. */
async function open() {
  const context = await browser.createBrowserContext();
  const view = await context.newPage();
  const strangers = [];
  view.on('request', request => { if (!/^(http:\/\/127\.0\.0\.1:|data:|blob:)/.test(request.url())) { strangers.push(request.url()); } });
  await view.goto(`${origin}/en/auth/`);
  const status = await view.evaluate(async () => {
    const token = /kolibri_csrftoken=([^;]+)/.exec(document.cookie)[1];
    const facility = (await (await fetch('/api/auth/facility/')).json())[0].id;
    const body = JSON.stringify({ username: 'bat', password: 'secret-bat', facility });
    return (await fetch('/api/auth/session/', { method: 'POST', headers: { 'content-type': 'application/json', 'X-CSRFToken': token }, body })).status;
  });
  assert.strictEqual(status, 200);
  await view.goto(`${origin}/en/learn/#/topics/c/${resource}`);
  const frame = async address => {
    const found = await view.waitForFrame(one => address.test(one.url()), { timeout: 60000 });
    await found.waitForSelector('body');
    return found;
  };
  const shell = await frame(/\.zip\/index\.html$/);
  await shell.waitForSelector('[data-shell-state="saved"]', { timeout: 60000 });
  return { context, view, shell, frame, strangers };
}

/** Leaves the resource as a learner does: by Kolibri's own way back. */
async function leave(session) {
  await session.view.evaluate(() => { window.location.hash = '#/home'; });
  await session.view.waitForFunction(() => !document.querySelector('iframe'), { timeout: 60000 });
}

/** Waits until Kolibri has sent on what the learner did: it gathers for some seconds, and drops what waits when one leaves. */
function sent(session, words) {
  return session.view.waitForRequest(request => /trackprogress/.test(request.url()) && (request.postData() || '').includes(words), { timeout: 90000 });
}

/** Waits until Kolibri has logged so much progress; returns it. */
function progress(session, least) {
  return until(async () => {
    const logs = await session.view.evaluate(async id => (await fetch(`/api/content/contentnodeprogress/?ids=${id}`)).json(), resource);
    return logs.length && logs[0].progress >= least ? logs[0].progress : null;
  });
}

test('Kolibri logs how far the learner is, gives it back on another device, and knows when all is done', { timeout: 300000 }, async () => {
  const first = await open();
  await first.shell.evaluate(() => { document.querySelector('[data-frame]').src = 'basics/why.html'; });
  const why = await first.frame(/basics\/why\.html$/);
  await why.waitForSelector('a[data-next]');
  await why.evaluate(() => document.querySelector('a[data-next]').click());
  const check = await first.frame(/basics\/check\.html$/);
  await check.waitForSelector('[data-main]');
  const taken = sent(first, 'basics_check.1');
  await answer(check, 'basics/check.1', { choices: [1] });
  await check.waitForSelector('form[data-question="basics/check.1"][data-mode="done"]');
  await taken;
  await leave(first);
  const half = await progress(first, 0.4);
  assert.ok(half < 1, String(half));
  assert.deepStrictEqual(first.strangers, []);
  await first.context.close();

  const second = await open();
  const resumed = await second.frame(/basics\/check\.html$/);
  await resumed.waitForSelector('form[data-question="basics/check.1"][data-mode="done"]');
  const finished = sent(second, '"lesson_status":"passed"');
  await answerRest(resumed, '300000');
  await resumed.waitForSelector('[data-verdict="right"]');
  const { cmi } = JSON.parse((await finished).postData()).extra_fields.contentState.SCORM;
  assert.deepStrictEqual([cmi.core.score.raw, cmi.objectives[0].id, cmi.objectives[0].score.raw], ['100', 'course', '100']);
  await leave(second);
  assert.strictEqual(await progress(second, 1), 1);
  await second.context.close();

  // Kolibri calls it review now; it is the learner's own course all the same.
  const third = await open();
  const again = await third.frame(/basics\/check\.html$/);
  await again.waitForSelector('form[data-question="basics/check.4"][data-mode="done"]');
  await third.context.close();
});
