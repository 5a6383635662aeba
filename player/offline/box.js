/** The box of a course's page: keep this course on this device, how far that is, a newer version, take it away. */
(function (/** @type {Player} */ player) {
  'use strict';
  const html = document.documentElement;
  const worker = new URL(html.getAttribute('data-offline') || '', window.location.href).href;
  const root = worker.replace(/[^/]*$/, '');

  /** Says a size in words. @param {number} bytes */
  function size(bytes) {
    return bytes < 950000 ? player.t('keep-kilobytes', { number: player.number(Math.max(1, Math.round(bytes / 1000))) }) :
      player.t('keep-megabytes', { number: player.number(Math.round(bytes / 100000) / 10) });
  }

  function register() {
    return window.navigator.serviceWorker.register(worker, { updateViaCache: 'none' }).then(() => undefined, () => undefined);
  }

  /** The worker goes when no course is kept any more. */
  function retire() {
    return caches.keys().then(names => player.copy.copies(root, names).length ? undefined :
      window.navigator.serviceWorker.getRegistration(root).then(found => found && found.scope === root ? found.unregister() : undefined));
  }

  /** How much room the browser still gives; nothing where it does not say. @returns {Promise<number | null>} */
  function room() {
    const storage = window.navigator.storage;
    if (!storage || !storage.estimate) { return Promise.resolve(null); }
    return storage.estimate().then(found => found.quota ? Math.max(0, found.quota - (found.usage || 0)) : null, () => null);
  }

  /** @param {HTMLElement} box */
  function wake(box) {
    const copier = player.copier(root, html.lang + '/' + html.getAttribute('data-course'));
    /** @type {CopyWatch | null} */
    let watch = null;

    /** Shows lines and buttons; whoever was in the box stays in it. @param {(Node | string)[]} lines @param {HTMLElement[]} buttons */
    function show(lines, buttons) {
      const inside = box.contains(document.activeElement);
      const title = player.make('h2', { class: 'label', 'data-keep-title': '' }, [player.t('keep-title')]);
      box.textContent = '';
      box.append.apply(box, [title].concat(lines.map(line => typeof line === 'string' ? player.make('p', {}, [line]) : /** @type {HTMLElement} */ (line))));
      if (buttons.length) { box.append(player.make('div', { class: 'actions' }, buttons)); }
      box.hidden = false;
      if (inside) { player.focus(buttons[0] || title); }
    }

    /** @param {string} key @param {Values} values @param {() => void} act @param {string} [look] */
    function button(key, values, act, look) {
      return player.button(player.t(key, values), act, look);
    }

    /** Two buttons where films are most of it, else one. @param {CopyList} list @param {Record<string, string>} here */
    function choices(list, here) {
      const all = player.copy.missing(player.copy.chosen(list, true), here);
      const rest = player.copy.missing(player.copy.chosen(list, false), here);
      if (list.films * 2 <= list.size) { return [button('keep-start', { size: size(all) }, () => load(list, true), 'button')]; }
      return [button('keep-without-films', { size: size(rest) }, () => load(list, false)), button('keep-with-films', { size: size(all) }, () => load(list, true))];
    }

    function removal() {
      return button('keep-remove', {}, () => copier.remove().then(retire).then(() => look(player.t('keep-removed'))));
    }

    /** @param {CopyList} kept @param {CopyList | null} list @param {Record<string, string>} here @param {string[]} said */
    function showKept(kept, list, here, said) {
      const bytes = player.copy.chosen(kept, !!kept.whole).reduce((sum, file) => sum + file[1], 0);
      const lines = said.concat(player.t('keep-kept', { size: size(bytes) }));
      const buttons = [removal()];
      if (list && list.version !== kept.version) {
        lines.push(player.t('keep-newer'));
        buttons.unshift(button('keep-update', { size: size(player.copy.missing(player.copy.chosen(list, !!kept.whole), here)) }, () => load(list, !!kept.whole), 'button'));
      } else if (list && list.films && !kept.whole) {
        lines.push(player.t('keep-films-away'));
        buttons.unshift(button('keep-add-films', { size: size(player.copy.missing(list.files, here)) }, () => load(list, true)));
      }
      show(lines, buttons);
    }

    /** @param {CopyList} list @param {Record<string, string>} here @param {string[]} said */
    function offer(list, here, said) {
      const begun = list.files.reduce((sum, file) => sum + (here[file[0]] === file[2] ? file[1] : 0), 0);
      const lines = said.concat(begun ? player.t('keep-begun', { done: size(begun) }) : player.t('keep-why'));
      show(lines, choices(list, here).concat(begun ? [removal()] : []));
    }

    /** Looks at what is here and what is published. @param {string} [said] what happened just now */
    function look(said) {
      const news = said ? [said] : [];
      if (said) { player.say(said); }
      return Promise.all([copier.kept(), copier.published(), copier.here()]).then(found => {
        const kept = found[0];
        const list = found[1];
        if (kept) {
          register();
          showKept(kept, list, found[2], news);
        } else if (list) {
          offer(list, found[2], news);
        } else if (said) {
          show(news, [button('keep-again', {}, () => look())]);
        }
      });
    }

    /** What to say when it ended early. @param {any} broken @param {CopyList} list @returns {Promise<string>} */
    function words(broken, list) {
      const why = copier.why(broken);
      if (why !== 'full') { return Promise.resolve(player.t('keep-' + why)); }
      return room().then(free => player.t('keep-full', { size: size(list.size) }) + (free === null ? '' : ' ' + player.t('keep-room', { size: size(free) })));
    }

    /** @param {CopyList} list @param {boolean} films */
    function load(list, films) {
      if (watch) { return; }
      const inner = player.make('span');
      const bar = player.make('div', { class: 'progress', role: 'progressbar', 'aria-valuemin': 0, 'aria-valuemax': 100, 'aria-valuenow': 0, 'aria-label': player.t('keep-progress') }, [inner]);
      const line = player.make('p', { 'data-keep-line': '' });
      let total = 0;
      let done = 0;
      function tell() {
        const percent = total ? Math.min(100, Math.max(0, Math.floor(done / total * 100))) : 0;
        line.textContent = player.t('keep-loading', { done: size(done), size: size(total), percent: percent });
        inner.style.width = percent + '%';
        bar.setAttribute('aria-valuenow', String(percent));
        bar.setAttribute('aria-valuetext', line.textContent);
      }
      /** @type {CopyWatch} */
      const own = {
        stopped: false,
        stops: [],
        begins: bytes => { total = bytes; tell(); },
        came: bytes => { done += bytes; tell(); }
      };
      watch = own;
      show([line, bar], [button('keep-cancel', {}, () => {
        own.stopped = true;
        own.stops.forEach(stop => stop());
      })]);
      player.say(player.t('keep-begins'));
      // Asks that the browser does not clear it away when room is short; works without.
      if (window.navigator.storage && window.navigator.storage.persist) { window.navigator.storage.persist().catch(() => undefined); }
      register().then(() => copier.keep(list, films, own)).then(() => player.t('keep-done'), broken => words(broken, list)).then(said => {
        watch = null;
        return look(said);
      });
    }

    look();
  }

  // On a stick and on plain http there is nothing to keep and nothing to say.
  if (/^https?:$/.test(window.location.protocol) && window.isSecureContext && 'caches' in window) {
    document.head.append(player.make('link', { rel: 'manifest', href: html.getAttribute('data-manifest') || '' }));
    player.all(document, '[data-keep]').forEach(wake);
  }
})(window.alforja = window.alforja || Object());
