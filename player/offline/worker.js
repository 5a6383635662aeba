/**
 * The worker of an online copy: answers for the courses that learners chose to keep, from what the page put into
 * their copies. It writes nothing itself.
 *
 * 1. What has a lasting name comes from a copy, else from the network; a film is given in the parts that are asked for.
 * 2. A page comes from the network, so that no stale one stays; after three seconds, or without a network, from a
 *    whole copy. A network that was slow is not waited for again at once.
 * 3. What is nowhere becomes a page that says so, with the way to what is kept.
 */
(function (/** @type {Player} */ player) {
  'use strict';
  /** @type {any} */
  const worker = self;
  const root = String(worker.registration.scope);
  const own = root + 'sw.js';
  const words = /** @type {any} */ (player.words);
  const WAIT = 3000;
  const REST = 60000;
  let tired = 0;
  let asked = false;

  /** The copies of this site, the newest first. @returns {Promise<{name: string, place: string, version: string}[]>} */
  function copies() {
    return caches.keys().then(names => player.copy.copies(root, names));
  }

  /** The list of a whole copy, or nothing. @param {{name: string, place: string}} copy @returns {Promise<any>} */
  function list(copy) {
    return caches.open(copy.name).then(cache => cache.match(player.copy.list(root, copy.place))).then(found => found && found.json());
  }

  /** Tries one after the other until one gives something. @param {any[]} all @param {(one: any) => Promise<any>} what @returns {Promise<any>} */
  function first(all, what) {
    return all.reduce((before, one) => before.then(/** @param {any} found */ found => found || what(one)), Promise.resolve(undefined));
  }

  /** Finds what is kept. @param {string[]} addresses @param {boolean} half whether a half copy will do @returns {Promise<Response | undefined>} */
  function kept(addresses, half) {
    return copies().then(all => first(all, copy => (half ? Promise.resolve(true) : list(copy)).then(whole => whole &&
      caches.open(copy.name).then(cache => first(addresses, address => cache.match(address))))));
  }

  /** Gives the part of a file that is asked for: browsers show films by no other way. @param {Request} request @param {Response} found */
  function part(request, found) {
    const header = request.headers.get('range');
    if (!header) { return Promise.resolve(found); }
    return found.blob().then(blob => {
      const range = player.copy.range(header, blob.size);
      if (range === null) { return new Response(blob, { headers: found.headers }); }
      if (!range) { return new Response('', { status: 416, headers: { 'content-range': 'bytes */' + blob.size } }); }
      const piece = blob.slice(range.from, range.to + 1);
      return new Response(piece, { status: 206, headers: {
        'content-type': found.headers.get('content-type') || 'application/octet-stream', 'content-length': String(piece.size),
        'content-range': 'bytes ' + range.from + '-' + range.to + '/' + blob.size, 'accept-ranges': 'bytes' } });
    });
  }

  /** @param {string} text */
  function safe(text) {
    return String(text).replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;');
  }

  /** @param {string} lang @param {string} address @param {string} links */
  function passage(lang, address, links) {
    const say = words[lang];
    return '<section lang="' + lang + '" dir="' + say.dir + '"><h1>' + safe(say.title) + '</h1><p>' + safe(say.text) + '</p>' +
      (links ? '<h2>' + safe(say.kept) + '</h2><ul>' + links + '</ul>' : '') + '<p><a href="' + safe(address) + '">' + safe(say.again) + '</a></p></section>';
  }

  /** Makes the page that says what is not kept and what is. @param {string} address @returns {Promise<Response>} */
  function absent(address) {
    const lang = address.slice(root.length).split('/')[0];
    const langs = words[lang] ? [lang] : Object.keys(words);
    return copies().then(all => Promise.all(all.map(list))).then(lists => {
      /** @type {Record<string, string>} */
      const links = {};
      lists.filter(Boolean).forEach(one => {
        const place = one.lang + '/' + one.course;
        links[place] = '<li><a lang="' + safe(one.lang) + '" href="' + safe(root + place + '/index.html') + '">' + safe(one.title) + '</a></li>';
      });
      const items = Object.keys(links).sort().map(place => links[place]).join('');
      return new Response('<!doctype html><html lang="' + langs[0] + '"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>' +
        safe(words[langs[0]].title) + '</title><link rel="icon" href="data:,"><style>:root{color-scheme:light dark}body{max-width:34rem;margin:0 auto;padding:1.5rem 1rem;font:112.5%/1.6 system-ui,sans-serif}' +
        'h1{font-size:1.5rem;line-height:1.25}h2{font-size:1.1rem}ul{list-style:none;padding:0}a{display:inline-block;min-height:44px;padding:.5rem 0;box-sizing:border-box}section+section{border-top:1px solid}</style></head><body><main>' +
        langs.map(one => passage(one, address, items)).join('') + '</main></body></html>', { headers: { 'content-type': 'text/html; charset=utf-8' } });
    });
  }

  /** Takes itself away where the site has no worker any more: browsers alone keep an old one. */
  function retire() {
    if (asked) { return; }
    asked = true;
    fetch(own, { method: 'HEAD', cache: 'no-store' }).then(answer => { if (answer.status === 404 || answer.status === 410) { worker.registration.unregister(); } }, () => undefined);
  }

  /** @param {Request} request @param {Response | undefined} found @returns {Promise<Response>} */
  function fresh(request, found) {
    if (found && (worker.navigator.onLine === false || Date.now() < tired)) { return Promise.resolve(found); }
    return new Promise(resolve => {
      const timer = found ? setTimeout(() => {
        tired = Date.now() + REST;
        resolve(found);
      }, WAIT) : 0;
      fetch(request).then(answer => {
        clearTimeout(timer);
        if (answer.ok) { retire(); }
        resolve(found && !answer.ok && answer.type !== 'opaqueredirect' ? found : answer);
      }, () => {
        clearTimeout(timer);
        resolve(found || (request.mode === 'navigate' ? absent(request.url) : Response.error()));
      });
    });
  }

  /** @param {Request} request @returns {Promise<Response>} */
  function answer(request) {
    const addresses = player.copy.addresses(request.url);
    const lasting = player.copy.lasting(addresses[0]);
    return kept(addresses, lasting).catch(() => undefined).then(found => {
      if (!lasting) { return fresh(request, found); }
      return found ? part(request, found) : fetch(request);
    });
  }

  worker.addEventListener('install', () => worker.skipWaiting());

  /** Of two whole copies of one course the older goes: an update was cut short when it only had to clear away. */
  worker.addEventListener('activate', /** @param {any} event */ event => event.waitUntil(copies().then(all => {
    /** @type {Record<string, boolean>} */
    const seen = {};
    return first(all, copy => list(copy).then(whole => {
      const old = whole && seen[copy.place];
      seen[copy.place] = seen[copy.place] || !!whole;
      return old ? caches.delete(copy.name).then(() => undefined) : undefined;
    }));
  }).then(() => worker.clients.claim())));

  worker.addEventListener('fetch', /** @param {any} event */ event => {
    const request = event.request;
    const foreign = request.method !== 'GET' || request.url.indexOf(root) !== 0 || request.url.indexOf(own) === 0;
    if (foreign || request.headers.get(player.copy.header)) { return; }
    event.respondWith(answer(request));
  });
})(window.alforja = window.alforja || Object());
