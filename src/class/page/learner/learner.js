/** Wakes a page in a class: asks who joins, then sends what the learner does, and says whether all is sent. */
(function (/** @type {Player} */ player) {
  'use strict';
  const room = player.classroom;
  const make = player.make;
  const own = /** @type {HTMLScriptElement | null} */ (document.currentScript);
  const results = (own && own.getAttribute('data-results')) || '';
  const READING = 'alforja-class-reading';
  const PIN = 'alforja-class-pin';

  /** @param {string} key @param {string} [value] @returns {string} what is kept as long as this window is open */
  function session(key, value) {
    try {
      if (value !== undefined) { window.sessionStorage.setItem(key, value); }
      return window.sessionStorage.getItem(key) || '';
    } catch (forbidden) { return value || ''; }
  }

  /** The PIN that a QR code brought along; it does not stay in the address. */
  function broughtPin() {
    const found = /^#pin=(\d{4,10})$/.exec(window.location.hash);
    if (found) {
      session(PIN, found[1]);
      window.history.replaceState(null, '', window.location.pathname + window.location.search);
    }
    return session(PIN);
  }

  /** @param {Services} services @param {ClassBox} box */
  function sender(services, box) {
    const load = (/** @type {string} */ course) => services.end.ask('load', course, services.people.id).then(answer => answer.state);
    /** @param {string} course */
    const page = course => {
      const record = box.read();
      return record && record.courses[course] ? room.outline(record.courses[course].results) : Promise.resolve(null);
    };
    /** The keys of a course that stay here; as they were known last where its page is not to be had. @param {string} course @returns {Promise<string[] | null>} */
    const kept = course => page(course).then(found => {
      const record = box.read();
      if (!record || !record.courses[course]) { return null; }
      if (!found) { return record.courses[course].own || null; }
      record.courses[course].own = room.own(found.outline, record.words);
      box.write(record);
      return record.courses[course].own || null;
    });
    /** @param {string} course */
    const result = course => Promise.all([page(course), load(course)]).then(both => {
      const record = box.read();
      if (!both[0] || !record || !Object.keys(both[1]).some(key => key.startsWith('l:'))) { return null; }
      const now = new Date();
      const time = [now.getHours(), now.getMinutes()].map(part => part < 10 ? '0' + part : part).join(':');
      const learner = { id: record.learner, asked: both[0].view.fields, fields: record.fields, words: record.words };
      const file = player.record.result(both[0].outline, both[1], learner, { day: player.today(), time: time });
      const rest = Object.assign({}, file, { made: null, checksum: null });
      return { text: JSON.stringify(file), digest: room.digest(JSON.stringify(rest)) };
    });
    return { load: load, kept: kept, result: result };
  }

  /** Sends what a learner who joined does on this page. @param {Services} services @param {ClassBox} box @param {ShadowRoot} root @param {ClassRecord} record @param {(removed: boolean) => void} anew */
  function attend(services, box, root, record, anew) {
    const line = room.line(root, record, () => {
      box.forget();
      line.remove();
      anew(false);
    });
    const parts = sender(services, box);
    const post = room.post(box, parts.load, parts.result, parts.kept, fate => {
      if (fate === 'unknown' || fate === 'removed') {
        // The class was begun anew, or the trainer took the learner out: all that this phone has goes to it once they have joined again.
        box.forget();
        line.remove();
        session(READING, '');
        anew(fate === 'removed');
        return;
      }
      line.show(fate);
    }, now => {
      line.name(now.name);
      player.record.known(services).then(known => player.record.keep(services, { id: now.learner, fields: Object.assign({}, known.fields, now.fields) }));
    });
    if (services.course && results) {
      const known = record.courses[services.course];
      record.courses[services.course] = { lang: document.documentElement.lang, results: results, own: known && known.own };
      box.write(record);
    }
    const ask = services.end.ask;
    services.end.ask = (op, course, learner, patch) => ask(op, course, learner, patch).then(answer => {
      if (op === 'save' && learner === services.people.id && course.charAt(0) !== '@') { post.soon(); }
      return answer;
    });
    window.addEventListener('online', post.now);
    document.addEventListener('visibilitychange', () => { if (!document.hidden) { post.now(); } });
    post.now();
  }

  /** Gives a learner what the class has of them. @param {Services} services @param {any} welcome @returns {Promise<boolean>} whether the page is to be shown anew */
  function bring(services, welcome) {
    const states = welcome.states || {};
    return Promise.all(Object.keys(states).map(course => services.end.ask('load', course, services.people.id).then(answer => {
      const both = room.joined(answer.state, states[course]);
      return JSON.stringify(both) === JSON.stringify(answer.state) ? false : services.end.ask('save', course, services.people.id, both).then(() => true);
    }))).then(all => all.some(changed => changed));
  }

  /** Tells a learner who just joined their code. @param {ShadowRoot} root @param {ClassRecord} record @param {() => void} go */
  function greet(root, record, go) {
    const heading = make('h2', { id: 'class-heading', tabindex: '-1' }, [player.t('class-welcome', { name: record.name })]);
    const box = make('section', { class: 'panel', 'aria-labelledby': 'class-heading' }, [
      heading, make('p', {}, [player.t('class-code')]), make('p', { class: 'code', 'data-code': '' }, [room.spaced(record.code)]), make('p', {}, [player.t('class-code-why')]),
      make('p', { class: 'actions' }, [player.button(player.t('class-start'), () => { box.remove(); go(); }, 'first')])
    ]);
    root.append(box);
    heading.focus();
  }

  /** @param {Services} services @param {ClassBox} box @param {ShadowRoot} root @param {boolean} removed whether the trainer took the learner out */
  function invite(services, box, root, removed) {
    const pin = broughtPin();
    const anew = (/** @type {boolean} */ again) => invite(services, box, root, again);
    const closed = () => {
      const bar = make('section', { class: 'line', 'aria-label': player.t('class-title') }, [
        make('p', { class: 'closed' }, [player.t('class-open') + ' ', player.button(player.t('class-join'), () => { session(READING, ''); bar.remove(); anew(false); }, 'link')])
      ]);
      root.append(bar);
    };
    if (session(READING)) {
      closed();
      return;
    }
    Promise.all([results ? room.outline(results) : null, player.record.known(services)]).then(both => {
      const view = both[0] ? both[0].view.fields : [];
      const asked = { view: view, fields: both[1].fields, name: services.people.name(), pin: pin, learner: both[1].id, removed: removed };
      const form = room.form(root, asked, (phone, welcome) => {
        /** @type {ClassRecord} */
        const record = {
          phone: phone, learner: welcome.learner, code: welcome.code, name: welcome.name, fields: welcome.fields, words: welcome.words,
          number: Number(welcome.number) || 0, pending: null, sent: {}, handed: {}, courses: {}
        };
        box.write(record);
        player.record.keep(services, { id: record.learner, fields: Object.assign({}, both[1].fields, record.fields) })
          .then(() => bring(services, welcome))
          .then(changed => {
            form.remove();
            greet(root, record, () => { if (changed) { window.location.reload(); } });
            if (!changed) { attend(services, box, root, record, anew); }
          });
      }, () => {
        session(READING, 'yes');
        form.remove();
        closed();
      });
    });
  }

  player.wakes.push(services => {
    const root = room.place();
    const box = room.box(services.people.id);
    const record = box.read();
    // The code was scanned while the page was open already.
    window.addEventListener('hashchange', () => {
      const pin = broughtPin();
      const field = /** @type {HTMLInputElement | null} */ (root.querySelector('#pin'));
      if (pin && field) { field.value = pin; }
    });
    if (record && record.phone) { attend(services, box, root, record, removed => invite(services, box, root, removed)); } else { invite(services, box, root, false); }
  });
})(window.alforja = window.alforja || Object());
