/** Fills a copy file by file, so that it may be stopped and taken up again; touches no page. */
(function (/** @type {Player} */ player) {
  'use strict';
  const AT_ONCE = 4;

  /** Why it ended early: a word of the box. @param {string} why @returns {Error} */
  function fault(why) {
    const error = new Error(why);
    error.name = 'keep-' + why;
    return error;
  }

  /** What went wrong, in a word. @param {any} broken @returns {string} */
  function why(broken) {
    const name = String(broken && broken.name);
    return name.indexOf('keep-') === 0 ? name.slice(5) : /Quota/i.test(name) ? 'full' : 'lost';
  }

  /** @param {ArrayBuffer} bytes @returns {Promise<string>} the first 8 hexadecimal digits of SHA-256 */
  function print(bytes) {
    return window.crypto.subtle.digest('SHA-256', bytes).then(hash =>
      Array.from(new Uint8Array(hash).slice(0, 4)).map(byte => ('0' + byte.toString(16)).slice(-2)).join(''));
  }

  /** @param {Response} answer @param {CopyFile} file */
  function headers(answer, file) {
    return { 'content-type': answer.headers.get('content-type') || 'application/octet-stream', 'content-length': String(file[1]), [player.copy.header]: file[2] };
  }

  /**
   * Returns what keeps the course at `place` (`LANG/COURSE`) of the site at `root`.
   * @param {string} root @param {string} place @returns {Copier}
   */
  player.copier = function (root, place) {
    const listAddress = player.copy.list(root, place);

    /** The copies of this course, the newest first. */
    function copies() {
      return caches.keys().then(names => player.copy.copies(root, names).filter(copy => copy.place === place));
    }

    /** @param {string} address @param {any} how */
    function ask(address, how) {
      const options = { cache: how, credentials: 'same-origin', headers: { [player.copy.header]: 'keep' } };
      return fetch(address, /** @type {any} */ (options)).then(answer => {
        if (!answer.ok) { throw fault('changed'); }
        return answer;
      }, () => { throw fault('lost'); });
    }

    /** The list as it is published now; nothing without a connection. @returns {Promise<CopyList | null>} */
    function published() {
      return ask(listAddress, 'no-cache').then(answer => answer.json()).then(list => list && list.files && list.version ? list : null, () => null);
    }

    /** The list of the whole copy that is here, or nothing. @returns {Promise<CopyList | null>} */
    function kept() {
      return copies().then(all => Promise.all(all.map(copy => caches.open(copy.name).then(cache => cache.match(listAddress)).then(found => found ? found.json() : null))))
        .then(lists => lists.find(Boolean) || null);
    }

    /** Which files are here, in any copy: their fingerprints and where they are. @returns {Promise<{prints: Record<string, string>, names: Record<string, string>}>} */
    function here() {
      /** @type {{prints: Record<string, string>, names: Record<string, string>}} */
      const found = { prints: {}, names: {} };
      return copies().then(all => all.reduceRight((before, copy) => before.then(() => caches.open(copy.name)).then(cache => cache.keys().then(requests =>
        Promise.all(requests.map(request => cache.match(request).then(answer => {
          const print = answer ? answer.headers.get(player.copy.header) : '';
          const path = request.url.slice(root.length);
          if (print) {
            found.prints[path] = print;
            found.names[path] = copy.name;
          }
        }))))).then(() => undefined), Promise.resolve(undefined))).then(() => found);
    }

    /** Takes a small file whole, and only if it is what the list says. @param {CopyFile} file @param {string} how @returns {Promise<Response>} */
    function small(file, how) {
      return ask(root + file[0], how).then(answer => answer.arrayBuffer().then(bytes => print(bytes).then(found => {
        if (found === file[2] && bytes.byteLength === file[1]) { return new Response(bytes, { headers: headers(answer, file) }); }
        if (how === 'reload') { throw fault('changed'); }
        return small(file, 'reload');
      }), () => { throw fault('lost'); }));
    }

    /** Lets a film run through into the cache: a phone's memory does not hold it. @param {CopyFile} file @param {Cache} cache @param {CopyWatch} watch */
    function large(file, cache, watch) {
      let bytes = 0;
      return ask(root + file[0], 'no-store').then(answer => {
        const reader = answer.body && answer.body.getReader();
        if (reader) { watch.stops.push(() => { reader.cancel().catch(() => undefined); }); }
        const film = reader ? new ReadableStream({ pull: controller => reader.read().then(step => {
          if (watch.stopped) { throw fault('stopped'); }
          if (step.done || !step.value) { return controller.close(); }
          bytes += step.value.length;
          watch.came(step.value.length);
          controller.enqueue(step.value);
          return undefined;
        }), cancel: reason => reader.cancel(reason) }) : null;
        const kept = new Response(film, { headers: headers(answer, file) });
        if (film) { return cache.put(root + file[0], kept); }
        return answer.blob().then(blob => {
          bytes = blob.size;
          watch.came(bytes);
          return cache.put(root + file[0], new Response(blob, { headers: kept.headers }));
        });
      }).catch(broken => {
        watch.came(-bytes);
        throw watch.stopped ? fault('stopped') : broken;
      }).then(() => {
        if (bytes === file[1]) { return undefined; }
        watch.came(-bytes);
        return cache.delete(root + file[0]).then(() => { throw fault('lost'); });
      });
    }

    /** @param {CopyFile} file @param {Cache} cache @param {CopyWatch} watch @returns {Promise<any>} */
    function take(file, cache, watch) {
      if (file[3]) { return large(file, cache, watch); }
      return small(file, player.copy.lasting('/' + file[0]) ? 'default' : 'no-cache').then(answer => cache.put(root + file[0], answer)).then(() => watch.came(file[1]));
    }

    /**
     * Fills the copy of this list: takes from older copies what did not change, and loads the rest. The list goes in
     * last; then older copies go. Fails with a word for `why`.
     * @param {CopyList} list @param {boolean} films @param {CopyWatch} watch @returns {Promise<any>}
     */
    function keep(list, films, watch) {
      const name = player.copy.name(root, place, list.version);
      const files = player.copy.chosen(list, films);
      return Promise.all([here(), caches.open(name)]).then(found => {
        const known = found[0];
        const cache = found[1];
        watch.begins(player.copy.missing(files, known.prints));
        /** @param {CopyFile} file @returns {Promise<any>} */
        function one(file) {
          if (known.prints[file[0]] !== file[2]) { return take(file, cache, watch); }
          if (known.names[file[0]] === name) { return Promise.resolve(); }
          return caches.open(known.names[file[0]]).then(old => old.match(root + file[0])).then(old => old ? cache.put(root + file[0], old) : take(file, cache, watch));
        }
        const rest = files.slice();
        let broken = false;
        /** @returns {Promise<any>} */
        function line() {
          if (watch.stopped && rest.length) { return Promise.reject(fault('stopped')); }
          const file = broken ? undefined : rest.shift();
          return file ? one(file).then(line) : Promise.resolve();
        }
        const lines = files.slice(0, AT_ONCE).map(() => line().catch(error => {
          broken = true;
          throw error;
        }));
        const whole = new Response(JSON.stringify(Object.assign({}, list, { whole: films })), { headers: { 'content-type': 'application/json' } });
        /** A network that hangs does not hold whoever wants to stop. @type {Promise<any>} */
        const stop = new Promise((resolve, reject) => { watch.stops.push(() => reject(fault('stopped'))); });
        return Promise.race([Promise.all(lines), stop]).then(() => cache.put(listAddress, whole));
      }).then(copies).then(all => Promise.all(all.filter(copy => copy.name !== name).map(copy => caches.delete(copy.name))));
    }

    /** Takes all copies of this course away. @returns {Promise<any>} */
    function remove() {
      return copies().then(all => Promise.all(all.map(copy => caches.delete(copy.name))));
    }

    return { published: published, kept: kept, here: () => here().then(found => found.prints), keep: keep, remove: remove, why: why };
  };
})(window.alforja = window.alforja || Object());
