'use strict';

// A small LMS: a page with scorm-again's SCORM 1.2 object, and the unzipped package in a frame below it.

const fs = require('node:fs');
const http = require('node:http');
const path = require('node:path');
const puppeteer = require('puppeteer-core');

const RUNTIME = require.resolve('scorm-again/scorm12/min');
const KINDS = { '.html': 'text/html; charset=utf-8', '.css': 'text/css', '.js': 'text/javascript', '.svg': 'image/svg+xml' };

/**
 * The page of an LMS that knows `start` of the learner (null: it has no object), and opens the course in a frame or,
 * by its button, in a window. With `late` it makes its object only after so many milliseconds.
 */
function page({ start, place, late }) {
  const json = JSON.stringify(start).replace(/</g, '\\u003c');
  const frame = '<iframe src="/content/launch.html" style="width:100%;height:560px;border:0"></iframe>';
  const button = '<button onclick="window.open(\'/content/launch.html\', \'course\', \'width=600,height=500\')">Open</button>';
  return `<!doctype html><title>LMS</title><script src="/runtime.js"></script><script>
    window.calls = [];
    function start(kept) {
      const api = new Scorm12API({ autocommit: false, logLevel: 5 });
      api.loadFromJSON(kept, '');
      window.cmi = api.cmi;
      window.API = {};
      for (const name of ['LMSInitialize', 'LMSFinish', 'LMSGetValue', 'LMSSetValue', 'LMSCommit', 'LMSGetLastError', 'LMSGetErrorString', 'LMSGetDiagnostic']) {
        window.API[name] = function (one, two) {
          if (window.dead) { throw new Error('the LMS is gone'); }
          const until = name === 'LMSCommit' && window.slow ? Date.now() + window.slow : 0;
          while (Date.now() < until) { /* as a synchronous request does */ }
          const answer = arguments.length > 1 ? api[name](one, two) : api[name](one);
          if (!name.startsWith('LMSGet')) { window.calls.push([name, one, two, String(answer)]); }
          return answer;
        };
      }
    }
    if (${late} > 0) { setTimeout(start, ${late}, ${json}); } else if (${json} !== null) { start(${json}); }
  </script>${place === 'window' ? button : frame}`;
}

/** Serves the LMS, its runtime and the package's files below /content/. */
function serve(content) {
  const server = http.createServer((request, response) => {
    const address = new URL(request.url, 'http://lms');
    const send = (kind, body) => { response.writeHead(200, { 'content-type': kind }); response.end(body); };
    if (address.pathname === '/lms') { return send('text/html; charset=utf-8', page(JSON.parse(address.searchParams.get('lms')))); }
    if (address.pathname === '/runtime.js') { return send('text/javascript', fs.readFileSync(RUNTIME)); }
    const file = path.join(content, path.normalize(address.pathname.replace(/^\/content\//, '/')));
    if (!file.startsWith(content) || !fs.existsSync(file)) { response.writeHead(404); return response.end(); }
    return send(KINDS[path.extname(file)] || 'application/octet-stream', fs.readFileSync(file));
  });
  return new Promise(resolve => {
    server.listen(0, '127.0.0.1', () => resolve({ origin: `http://127.0.0.1:${server.address().port}`, close: () => server.close() }));
  });
}

/** Opens `chromium` or `firefox`. */
function openBrowser(name = 'chromium') {
  if (name === 'firefox') { return puppeteer.launch({ browser: 'firefox', executablePath: '/usr/bin/firefox-esr' }); }
  return puppeteer.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox', '--disable-dev-shm-usage'] });
}

/** Waits until the frame whose address matches is there and its script has run. */
async function frameAt(view, address) {
  const frame = await view.waitForFrame(one => address.test(one.url()), { timeout: 10000 });
  await frame.waitForSelector('body');
  return frame;
}

/** Waits until the launch page has found the LMS or given up. */
async function settled(shell) {
  await shell.waitForFunction(() => !/^(connecting)?$/.test(document.querySelector('[data-shell-state]').getAttribute('data-shell-state')), { timeout: 10000 });
}

/** Opens the LMS for a learner whose kept values are `start` (null: an LMS without an object), with an empty storage. */
async function launch(browser, origin, start, how = {}) {
  const context = await browser.createBrowserContext();
  const view = await context.newPage();
  const noise = [];
  view.on('pageerror', error => noise.push(String(error)));
  const lms = JSON.stringify(Object.assign({ start, place: 'frame', late: 0 }, how));
  await view.goto(`${origin}/lms?lms=${encodeURIComponent(lms)}`);
  if (how.place === 'window') { return { context, view, noise }; }
  const shell = await frameAt(view, /launch\.html$/);
  await settled(shell);
  return { context, view, shell, noise, lesson: address => frameAt(view, address) };
}

/** Returns what an LMS keeps between two launches. */
function kept(view) {
  return view.evaluate(() => ({
    cmi: {
      suspend_data: window.cmi.suspend_data,
      core: {
        student_id: 'bat', student_name: 'Bat', lesson_mode: 'normal', entry: 'resume',
        lesson_status: window.cmi.core.lesson_status, lesson_location: window.cmi.core.lesson_location,
        score: { raw: window.cmi.core.score.raw, min: window.cmi.core.score.min, max: window.cmi.core.score.max }
      }
    }
  }));
}

module.exports = { frameAt, kept, launch, openBrowser, serve, settled };
