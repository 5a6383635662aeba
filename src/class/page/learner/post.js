/**
 * What a phone sends to the class: small messages, numbered, one at a time, each again until the class has it. A message
 * is kept before it is sent; so a phone that loses the hotspot, or is switched off, goes on where it was.
 */
(function (/** @type {Player} */ player) {
  'use strict';
  const room = player.classroom;
  const PATIENCE = 15000;
  const SOON = 400;
  const LONGEST = 30000;

  /**
   * Asks the class. @param {string} name @param {string | null} phone the phone's token @param {string} text
   * @returns {Promise<{ status: number, said: any }>} status 0 where nobody answers
   */
  room.ask = (name, phone, text) => new Promise(resolve => {
    const request = new XMLHttpRequest();
    const done = () => {
      let said = {};
      try { said = JSON.parse(request.responseText) || {}; } catch (broken) { /* not from the class */ }
      resolve({ status: request.status, said: said });
    };
    request.open('POST', '/~class/' + name);
    request.timeout = PATIENCE;
    request.setRequestHeader('Content-Type', 'application/json');
    if (phone) { request.setRequestHeader('Authorization', 'Bearer ' + phone); }
    ['load', 'error', 'timeout', 'abort'].forEach(event => request.addEventListener(event, done));
    request.send(text);
  });

  /** Where it is kept who this phone is in the class, and what is on its way. @param {string} who the learner at work on this device @returns {ClassBox} */
  room.box = function (who) {
    const key = 'alforja:@class:' + who;
    /** @type {ClassRecord | null} */
    let memory = null;
    return {
      read: () => {
        try {
          const text = window.localStorage.getItem(key);
          return text ? JSON.parse(text) : memory;
        } catch (forbidden) { return memory; }
      },
      write: record => {
        memory = record;
        try { window.localStorage.setItem(key, JSON.stringify(record)); } catch (full) { /* then as long as the page is open */ }
      },
      forget: () => {
        memory = null;
        try { window.localStorage.removeItem(key); } catch (forbidden) { /* nothing was kept */ }
      }
    };
  };

  /**
   * Returns what sends. `load` gives the state of a course; `result` the result file of a course, or null where it
   * cannot be made now; `show` hears how it stands: `sent`, `waiting`, `unknown` where the class does not know this phone,
   * or `removed`; `named` hears that the trainer corrected the learner's name.
   * @param {ClassBox} box @param {(course: string) => Promise<State>} load
   * @param {(course: string) => Promise<{ text: string, digest: string } | null>} result
   * @param {(course: string) => Promise<string[] | null>} kept
   * @param {(fate: ClassFate) => void} show @param {(record: ClassRecord) => void} named
   */
  room.post = function (box, load, result, kept, show, named) {
    let timer = 0;
    let busy = false;
    let again = false;
    let failures = 0;
    /** Whether the class has answered since this page was looked at: who has nothing to send asks how it stands. */
    let spoken = false;

    /** Changes what is kept, as it is now: another window may have changed it. @param {(record: ClassRecord) => void} act */
    function change(act) {
      const record = box.read();
      if (record) {
        act(record);
        box.write(record);
      }
    }

    /** Takes over the name that the trainer gave the learner; the next result has it. @param {{ status: number, said: any }} answer */
    function hear(answer) {
      const record = box.read();
      const name = answer.said.name;
      spoken = spoken || answer.status === 200;
      if (answer.status !== 200 || !record || typeof name !== 'string' || name === record.name) { return; }
      change(now => {
        now.name = name;
        now.fields = answer.said.fields || now.fields;
        named(now);
      });
    }

    /** Makes the next message, where there is one to make. @param {ClassRecord} record @returns {Promise<boolean>} */
    function make(record) {
      return Object.keys(record.courses).reduce((found, course) => found.then(yes => yes || Promise.all([load(course), kept(course)]).then(both => {
        const own = both[1];
        if (!own) { return false; }
        const patch = room.news(both[0], record.sent[course] || {}, own, record.words);
        if (!patch) { return false; }
        change(now => {
          if (!now.pending) { now.pending = { number: now.number + 1, course: course, lang: record.courses[course].lang, patch: patch }; }
        });
        return true;
      })), Promise.resolve(false));
    }

    /** Notes what became of a message. @param {ClassMessage} message @param {{ status: number, said: any }} answer @returns {boolean} whether to go on */
    function settle(message, answer) {
      const taken = answer.status === 200;
      if (!taken && answer.status !== 409 && answer.status !== 400 && answer.status !== 413 && answer.status !== 422) { return false; }
      change(record => {
        const own = record.pending && record.pending.number === message.number && record.pending.course === message.course;
        record.number = Math.max(record.number, Number(answer.said.number) || 0, taken ? message.number : 0);
        if (!own || !record.pending) { return; }
        if (answer.status === 409) {
          record.pending.number = record.number + 1;
          return;
        }
        // What the class cannot take, now or ever, does not keep the rest from it.
        record.sent[message.course] = record.sent[message.course] || {};
        room.note(record.sent[message.course], message.patch);
        record.pending = null;
      });
      return true;
    }

    /** Hands over the first result that is new. @param {ClassRecord} record @returns {Promise<{ status: number, said: any } | null>} null where there is none */
    function hand(record) {
      return Object.keys(record.courses).reduce((found, course) => found.then(answer => answer || result(course).then(file => {
        if (!file || record.handed[course] === file.digest) { return null; }
        return room.ask('result', record.phone, file.text).then(said => {
          if (said.status === 200 || said.status === 400 || said.status === 413 || said.status === 422 || said.status === 403) {
            change(now => { now.handed[course] = file.digest; });
          }
          hear(said);
          return said;
        });
      })), /** @type {Promise<{ status: number, said: any } | null>} */ (Promise.resolve(null)));
    }

    /** @param {{ status: number, said: any }} answer */
    function failed(answer) {
      if (answer.status === 401) {
        show(answer.said.why === 'removed' ? 'removed' : 'unknown');
        return;
      }
      failures += 1;
      show('waiting');
      later(answer.status === 429 ? Math.max(1, Number(answer.said.seconds) || 1) * 1000 : Math.min(LONGEST, 1000 * Math.pow(2, Math.min(failures, 5))));
    }

    /** One step: the message that waits, else the next one, else a result; until all is there. @returns {Promise<any>} */
    function step() {
      const record = box.read();
      if (!record || !record.phone) { return Promise.resolve(); }
      const message = record.pending;
      if (message) {
        return room.ask('state', record.phone, JSON.stringify(message)).then(answer => {
          if (!settle(message, answer)) { return failed(answer); }
          hear(answer);
          failures = 0;
          return step();
        });
      }
      return make(record).then(made => {
        if (made) {
          show('waiting');
          return step();
        }
        return hand(record).then(answer => {
          if (answer && answer.status !== 200 && (answer.status < 400 || answer.status >= 429 || answer.status === 401)) { return failed(answer); }
          failures = 0;
          if (answer) { return step(); }
          if (spoken) { return show('sent'); }
          return room.ask('mine', record.phone, '{}').then(said => {
            if (said.status === 401) { return failed(said); }
            // Who does not answer has nothing to wait for.
            spoken = true;
            hear(said);
            show('sent');
          });
        });
      });
    }

    function run() {
      if (busy) {
        again = true;
        return;
      }
      busy = true;
      again = false;
      const over = () => {
        busy = false;
        if (again) { later(SOON); }
      };
      step().then(over, over);
    }

    /** @param {number} wait in milliseconds */
    function later(wait) {
      window.clearTimeout(timer);
      timer = window.setTimeout(run, wait);
    }

    return {
      /** Something is new: what comes in one breath goes in one message. */
      soon: () => { later(SOON); },
      /** The hotspot may be back. */
      now: () => { failures = 0; spoken = false; later(0); }
    };
  };
})(window.alforja = window.alforja || Object());
