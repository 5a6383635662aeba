'use strict';

// Ralph, a real LRS (PyPI: ralph-malph), on loopback: it judges every statement by its own model of xAPI and keeps it.
// It has statements only; the documents of the state and of the learner are kept by the test's LMS.

const { spawn } = require('node:child_process');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');

const HOME = process.env.RALPH || path.join(__dirname, '..', '.cache', 'ralph');
const USER = {
  username: 'lms', scopes: ['all'], agent: { mbox: 'mailto:lms@example.org' },
  // bcrypt of the password below, for tests alone.
  hash: '$2b$04$9t8N4llR40C251/p7tZDQe0SpAv/6uEDDtxjGMyaVcbJVH.wPGXee'
};
const KEY = 'lms';
const SECRET = 'only-for-tests';
const AUTHORIZATION = 'Basic ' + Buffer.from(KEY + ':' + SECRET).toString('base64');

/** Starts it with an empty store; returns how it is asked, and what ends it. */
function start() {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'alforja-ralph-'));
  fs.mkdirSync(path.join(folder, 'store'));
  fs.writeFileSync(path.join(folder, 'auth.json'), JSON.stringify([USER]));
  const child = spawn('python3', [path.join(__dirname, 'lrs_server.py')], {
    env: Object.assign({}, process.env, {
      PYTHONPATH: HOME, RALPH_AUTH_FILE: path.join(folder, 'auth.json'), RALPH_RUNSERVER_BACKEND: 'fs',
      RALPH_BACKENDS__LRS__FS__DEFAULT_DIRECTORY_PATH: path.join(folder, 'store')
    }),
    stdio: ['ignore', 'ignore', 'pipe']
  });
  let said = '';
  return new Promise((resolve, reject) => {
    child.on('exit', () => reject(new Error(`Ralph does not start (tests/run installs it into ${HOME}):\n${said}`)));
    child.stderr.on('data', text => {
      said += text;
      const found = /running on (http:\/\/[0-9.:]+)/.exec(said);
      if (found) { resolve(lrs(found[1], () => { child.removeAllListeners('exit'); child.kill(); fs.rmSync(folder, { recursive: true, force: true }); })); }
    });
  });
}

function lrs(origin, stop) {
  const address = origin + '/xAPI/statements';
  const headers = { 'authorization': AUTHORIZATION, 'x-experience-api-version': '1.0.3', 'content-type': 'application/json' };
  return {
    stop,
    /** What an LRS is named by. */
    endpoint: origin + '/xAPI',
    /** Returns all statements. */
    async all() { return (await (await fetch(`${address}?limit=0`, { headers })).json()).statements; },
    /** Posts statements; returns the status and the text of the answer. */
    async post(text) {
      const answer = await fetch(address, { method: 'POST', headers, body: text });
      return { status: answer.status, text: await answer.text() };
    },
    /** Returns all statements of a registration, oldest first. */
    async statements(registration) {
      const answer = await fetch(`${address}?registration=${registration}&limit=0`, { headers });
      return (await answer.json()).statements;
    }
  };
}

module.exports = { KEY, SECRET, start };
