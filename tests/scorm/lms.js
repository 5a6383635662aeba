'use strict';

// A small LMS: a page with scorm-again's object of one version, and the unzipped package in a frame below it. It keeps
// what it took in `told`, and writes down every call that is no question, by our own names of them, in `calls`.

const fs = require('node:fs');
const http = require('node:http');
const path = require('node:path');
const puppeteer = require('puppeteer-core');

const KINDS = { '.html': 'text/html; charset=utf-8', '.css': 'text/css', '.js': 'text/javascript', '.svg': 'image/svg+xml' };

/**
 * The page of an LMS that knows `start` of the learner (null: it has no object), and opens the course in a frame or,
 * by its button, in a window. With `late` it makes its object only after so many milliseconds.
 */
function page(version, { start, place, late, entry, sandbox }) {
  const json = value => JSON.stringify(value).replace(/</g, '\\u003c');
  const frame = `<iframe src="/content/${entry}" ${sandbox ? `sandbox="${sandbox}"` : ''} style="width:100%;height:560px;border:0"></iframe>`;
  const button = '<button onclick="window.open(\'/content/launch.html\', \'course\', \'width=600,height=500\')">Open</button>';
  return `<!doctype html><title>LMS</title><script src="/runtime.js"></script><script>
    window.calls = [];
    window.told = {};
    function start(kept) {
      const api = new ${version.maker}({ autocommit: false, logLevel: 5 });
      api.loadFromFlattenedJSON(kept);
      window.told = Object.assign({}, kept);
      window.${version.object} = {};
      const names = ${json(version.calls)};
      Object.keys(names).forEach(name => {
        window.${version.object}[names[name]] = function (one, two) {
          if (window.dead) { throw new Error('the LMS is gone'); }
          if (window.odd) { return window.odd === 'nothing' ? undefined : window.odd; }
          const until = name === 'Commit' && window.slow ? Date.now() + window.slow : 0;
          while (Date.now() < until) { /* as a synchronous request does */ }
          const answer = arguments.length > 1 ? api[names[name]](one, two) : api[names[name]](one);
          if (!name.startsWith('Get')) { window.calls.push([name, one, two, String(answer)]); }
          if (name === 'SetValue' && String(answer) === 'true') { window.told[one] = two; }
          return answer;
        };
      });
    }
    if (${late} > 0) { setTimeout(start, ${late}, ${json(start)}); } else if (${json(start)} !== null) { start(${json(start)}); }
  </script>${place === 'window' ? button : frame}`;
}

/** Serves the LMS, its runtime and the package's files below /content/. */
function serve(version, content) {
  const launches = [];
  const server = http.createServer((request, response) => {
    const address = new URL(request.url, 'http://lms');
    const send = (kind, body) => { response.writeHead(200, { 'content-type': kind }); response.end(body); };
    if (address.pathname === '/lms') { return send('text/html; charset=utf-8', page(version, launches[Number(address.searchParams.get('launch'))])); }
    if (address.pathname === '/runtime.js') { return send('text/javascript', fs.readFileSync(version.runtime())); }
    const file = path.join(content, path.normalize(address.pathname.replace(/^\/content\//, '/')));
    if (!file.startsWith(content) || !fs.existsSync(file)) { response.writeHead(404); return response.end(); }
    return send(KINDS[path.extname(file)] || 'application/octet-stream', fs.readFileSync(file));
  });
  return new Promise(resolve => {
    server.listen(0, '127.0.0.1', () => resolve({ version, launches, origin: `http://127.0.0.1:${server.address().port}`, close: () => server.close() }));
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
async function launch(browser, lms, start, how = {}) {
  const context = await browser.createBrowserContext();
  const view = await context.newPage();
  const noise = [];
  view.on('pageerror', error => noise.push(String(error)));
  // Not in the address: what an LMS keeps is longer than one may be.
  const number = lms.launches.push(Object.assign({ start, place: 'frame', late: 0, entry: 'launch.html', sandbox: '' }, how)) - 1;
  await view.goto(`${lms.origin}/lms?launch=${number}`);
  if (how.place === 'window') { return { context, view, noise }; }
  const shell = await frameAt(view, new RegExp(`/content/${how.entry || 'launch.html'}$`));
  if (!how.unsettled) { await settled(shell); }
  return { context, view, shell, noise, lesson: address => frameAt(view, address) };
}

/** Waits until the LMS was told all these values, also behind another window, where nothing is drawn. */
function until(session, wanted, timeout = 8000) {
  return session.view.waitForFunction(all => Object.keys(all).every(name => window.told[name] === all[name]), { timeout, polling: 50 }, wanted);
}

/** Returns what the LMS was told of one element. */
function told(session, name) {
  return session.view.evaluate(one => window.told[one], name);
}

/** Returns what an LMS keeps between two launches. */
async function kept(version, session) {
  const all = await session.view.evaluate(() => window.told);
  const names = Object.keys(all).filter(name => !version.forgets(name));
  return Object.assign({}, ...names.map(name => ({ [name]: all[name] })), version.resumed);
}

module.exports = { frameAt, kept, launch, openBrowser, serve, settled, told, until };
