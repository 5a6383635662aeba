/** Opens Debian's browsers and a static server, and watches that pages stay silent and ask nobody else. */
'use strict';
const fs = require('node:fs');
const http = require('node:http');
const os = require('node:os');
const path = require('node:path');
const puppeteer = require('puppeteer-core');

const BROWSERS = {
  chromium: { executablePath: '/usr/bin/chromium', browser: 'chrome', args: ['--no-sandbox', '--disable-gpu'] },
  // Automation switches Firefox's rules for local files off unless told not to: then everything falsely works.
  firefox: {
    executablePath: '/usr/bin/firefox-esr', browser: 'firefox',
    extraPrefsFirefox: { 'remote.prefs.recommended': false, 'security.fileuri.strict_origin_policy': true, 'browser.shell.checkDefaultBrowser': false, 'datareporting.policy.dataSubmissionEnabled': false, 'app.update.enabled': false }
  }
};

/** Returns a new profile folder; a browser started again with it is the same learner's. */
function profile() {
  return fs.mkdtempSync(path.join(os.tmpdir(), 'alforja-profile-'));
}

/** Starts a browser with a profile. */
function start(name, userDataDir) {
  return puppeteer.launch(Object.assign({ headless: true, userDataDir }, BROWSERS[name]));
}

/** Opens a tab that remembers what a learner must never see: messages and requests to other hosts. */
async function tab(browser) {
  const page = await browser.newPage();
  await page.setViewport({ width: 360, height: 640 });
  const noise = [];
  page.on('console', message => noise.push('console: ' + message.text()));
  page.on('pageerror', error => noise.push('error: ' + error.message));
  page.on('request', request => { if (!/^(file:|data:|blob:|about:|http:\/\/127\.0\.0\.1[:/])/.test(request.url())) { noise.push('request: ' + request.url()); } });
  return { page, noise };
}

/** Waits until the player has taken the page over. */
async function awake(page) {
  await page.waitForSelector('html[data-player="awake"]', { timeout: 15000 });
  return page.evaluate(() => document.documentElement.getAttribute('data-broken'));
}

/** Opens an address and waits until the player has taken it over; fails where a part broke. */
async function visit(page, address) {
  await page.goto(address, { waitUntil: 'load' });
  const broken = await awake(page);
  if (broken) { throw new Error(address + ': ' + broken); }
}

/** Clicks an element once it stands still where it can be seen: what a script shows or hides after the page is there may still move it. */
function click(page, selector) {
  return page.locator(selector).click();
}

const TYPES = { '.html': 'text/html; charset=utf-8', '.css': 'text/css', '.js': 'text/javascript', '.svg': 'image/svg+xml', '.jpg': 'image/jpeg', '.png': 'image/png', '.webp': 'image/webp', '.webm': 'video/webm', '.mp4': 'video/mp4', '.mp3': 'audio/mpeg', '.wav': 'audio/wav' };

/**
 * Serves a folder below `/any/path/` on this machine; returns its address, what was asked for, and how to end it.
 * With `options.whole` it gives no pieces of files; `options.port` is that of a server before; `options.take` may answer a request itself: it then returns true.
 */
function serve(folder, options) {
  const { port = 0, take = () => false, whole = false } = options || {};
  const asked = [];
  const server = http.createServer((request, response) => {
    const name = decodeURIComponent(new URL(request.url, 'http://x').pathname).replace(/^\/any\/path\//, '');
    const file = path.join(folder, name.endsWith('/') || name === '' ? name + 'index.html' : name);
    asked.push(name);
    if (take(name, response, file)) { return; }
    if (!file.startsWith(folder) || !fs.existsSync(file) || fs.statSync(file).isDirectory()) {
      response.writeHead(404).end();
      return;
    }
    const type = { 'content-type': TYPES[path.extname(file)] || 'application/octet-stream' };
    // A film is asked for in pieces (RFC 9110, section 14): without them no browser can jump in it.
    const piece = !whole && /^bytes=(\d+)-(\d*)$/.exec(request.headers.range || '');
    const last = fs.statSync(file).size - 1;
    if (!piece || Number(piece[1]) > last) {
      response.writeHead(200, whole ? type : Object.assign({ 'accept-ranges': 'bytes' }, type));
      fs.createReadStream(file).pipe(response);
      return;
    }
    const [from, to] = [Number(piece[1]), piece[2] ? Math.min(Number(piece[2]), last) : last];
    response.writeHead(206, Object.assign({ 'content-range': `bytes ${from}-${to}/${last + 1}`, 'content-length': to - from + 1 }, type));
    fs.createReadStream(file, { start: from, end: to }).pipe(response);
  });
  return new Promise(resolve => server.listen(port, '127.0.0.1', () => resolve({
    asked,
    port: server.address().port,
    address: 'http://127.0.0.1:' + server.address().port + '/any/path/',
    close: () => new Promise(done => { server.closeAllConnections(); server.close(done); })
  })));
}

module.exports = { BROWSERS, TYPES, awake, click, profile, serve, start, tab, visit };
