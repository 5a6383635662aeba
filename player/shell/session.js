/**
 * One launch, from the first call to the last: what the LMS knows, what the learner does, what the LMS is told.
 * Knows no document and no frame; clock, storage and the LMS's calls are handed in.
 *
 * 1. `open` starts the session once, reads, and turns an untouched status into "incomplete" at once.
 * 2. `take` and `deliver` (or `save`, both) bring a patch of the state; what matters is committed at once, the rest soon.
 * 3. `turn` is called at each page and followed by `flush`: whatever happens to the window later, place and state
 *    are with the LMS.
 * 4. `close` finishes once; after it nothing is written.
 *
 * In review and browse nothing is written. Without an LMS, or when it dies, all is kept on this device.
 */
(function (player) {
  'use strict';
  const shell = player.shell = player.shell || {};
  const LONGEST_LOCATION = 255;
  const UNTOUCHED = ['', 'not attempted', 'unknown', 'browsed'];

  /** Returns every question of the course with its quiz, by its key in the state. */
  function questionsByKey(outline) {
    const found = {};
    outline.lessons.forEach(lesson => (lesson.quizzes || []).forEach(quiz => quiz.questions.forEach(question => {
      found['q:' + question.id] = { quiz: quiz, question: question };
    })));
    return found;
  }

  /** Tells whether a patch holds what must not be lost: a page turned, a lesson reached, a question finished. */
  function isWeighty(patch) {
    return Object.keys(patch).some(key => {
      const value = patch[key];
      return key === 'last' || key.startsWith('l:') || key.startsWith('z:') || (key.startsWith('q:') && Boolean(value && value.d));
    });
  }

  /**
   * @param {{outline: object, calls: object?, storage: object?, place: string, settings: object, now: () => number,
   *   keyOf: (id: string) => {question: object, decimal: string}?}} services
   */
  shell.session = function (services) {
    const outline = services.outline;
    const packer = player.pack.packer(outline);
    const questions = questionsByKey(outline);
    const clock = shell.time.clock(services.now);
    const told = {};
    let calls = services.calls;
    let copies = null;
    let state = {};
    let end = 'local';
    let reviewing = false;
    let before = '';
    let bestBefore = null;
    let interactions = 0;
    let pageBegan = 0;
    let kept = false;
    let sent = true;
    let waiting = false;
    let urgent = false;
    let closed = false;

    function startCopies(student) {
      copies = shell.mirror.mirror(services.storage, ['alforja:shell', outline.course, services.place, student].join(':'));
      return copies.read();
    }

    function keepCopy(packed) {
      kept = copies.write({ state: state, packed: packed, unsent: end === 'lms' && (waiting || !sent) });
    }

    /** Sets an element unless the LMS already has that value; an element that is set in each session is told each time. */
    function tell(name, value) {
      if (told[name] === value) { return true; }
      const taken = calls.set(name, value);
      if (taken) { told[name] = value; }
      return taken;
    }

    function tellScore() {
      const score = shell.status.score(outline, state);
      if (score === null || (bestBefore !== null && score < bestBefore)) { return; }
      tell('cmi.core.score.min', '0');
      tell('cmi.core.score.max', '100');
      tell('cmi.core.score.raw', String(score));
    }

    function tellStatus() {
      const status = shell.status.status(before, outline, state, services.settings);
      if (status === before) { return true; }
      const taken = tell('cmi.core.lesson_status', status);
      if (taken) { before = status; }
      return taken;
    }

    /** Hands everything to the LMS and keeps the copy; returns whether the LMS took it. */
    function send() {
      if (closed || reviewing || end !== 'lms') { return false; }
      const packed = packer.encode(state);
      let taken = tell('cmi.suspend_data', packed);
      if (typeof state.last === 'string') { tell('cmi.core.lesson_location', state.last.slice(0, LONGEST_LOCATION)); }
      tellScore();
      taken = tellStatus() && taken;
      tell('cmi.core.exit', 'suspend');
      tell('cmi.core.session_time', shell.time.timespan(clock.spent()));
      sent = calls.commit() && taken;
      waiting = false;
      urgent = false;
      keepCopy(packed);
      return sent;
    }

    function journal(key) {
      const known = questions[key];
      const page = services.keyOf(known.question.id) || {};
      const latency = shell.time.timespan(clock.spent() - pageBegan);
      const fields = shell.interactions.interaction({
        quiz: known.quiz, question: known.question, kept: state[key], key: page.question,
        decimal: page.decimal, timeOfDay: shell.time.timeOfDay(new Date(services.now())), latency: latency
      });
      const name = 'cmi.interactions.' + interactions + '.';
      interactions += 1;
      fields.forEach(field => calls.set(name + field[0], field[1]));
      pageBegan = clock.spent();
    }

    function isFinished(key, states) {
      return Boolean(questions[key] && states[key] && states[key].d);
    }

    /** Journals each question that is finished now and was not `earlier`. */
    function journalNew(earlier) {
      Object.keys(state).filter(key => isFinished(key, state) && !isFinished(key, earlier)).forEach(journal);
    }

    function readLms() {
      const packed = calls.get('cmi.suspend_data');
      const student = calls.get('cmi.core.student_id');
      reviewing = ['review', 'browse'].indexOf(calls.get('cmi.core.lesson_mode')) >= 0;
      before = calls.get('cmi.core.lesson_status').toLowerCase();
      const raw = calls.get('cmi.core.score.raw');
      bestBefore = raw !== '' && !isNaN(Number(raw)) ? Number(raw) : null;
      interactions = Number(calls.get('cmi.interactions._count')) || 0;
      const unpacked = packer.decode(packed);
      const last = calls.get('cmi.core.lesson_location');
      if (outline.lessons.some(lesson => lesson.id === last)) { unpacked.last = last; }
      const copy = startCopies(student);
      // Without a name for the learner a copy could be anybody's.
      state = student === '' ? unpacked : shell.mirror.choose(packed, unpacked, copy);
      return unpacked;
    }

    function startLms() {
      const unpacked = readLms();
      end = 'lms';
      if (reviewing) { return; }
      if (UNTOUCHED.indexOf(before) >= 0) {
        before = '';
        tell('cmi.core.lesson_status', 'incomplete');
        tell('cmi.core.exit', 'suspend');
        before = told['cmi.core.lesson_status'] || '';
        sent = calls.commit();
      }
      journalNew(unpacked);
      if (state !== unpacked) { send(); }
    }

    function startAlone() {
      calls = null;
      end = 'local';
      const copy = startCopies('');
      state = copy && copy.state && typeof copy.state === 'object' ? copy.state : {};
    }

    /** What the learner is to be told: `saved`, `unsaved`, `alone` (kept on this device), `lost` or `review`. */
    function situation() {
      if (reviewing) { return 'review'; }
      if (end === 'lms') { return sent ? 'saved' : (kept ? 'unsaved' : 'lost'); }
      return kept ? 'alone' : 'lost';
    }

    return {
      open: function () {
        clock.start();
        if (calls && calls.initialize()) {
          startLms();
        } else {
          startAlone();
          keepCopy('');
        }
      },
      state: function () { return state; },
      end: function () { return end; },
      situation: situation,

      /** Takes a patch into the state and the copy, without the LMS's commit, which may take seconds. */
      take: function (patch) {
        if (closed) { return; }
        const earlier = state;
        state = player.state.merge(state, patch);
        if (reviewing) { return; }
        waiting = true;
        urgent = urgent || isWeighty(patch);
        if (end === 'lms') { journalNew(earlier); }
        keepCopy('');
      },

      /** Hands over what was taken, at once where it is weighty; returns whether it is kept where it belongs. */
      deliver: function () {
        if (closed || reviewing) { return false; }
        if (end !== 'lms') { return kept; }
        return urgent ? send() : sent || kept;
      },

      /** Takes a patch and delivers it. */
      save: function (patch) {
        this.take(patch);
        return this.deliver();
      },

      /** A page was turned: its time begins, and place, state and time are to be handed over. */
      turn: function () {
        pageBegan = clock.spent();
        waiting = true;
      },

      /** Hands over what waits or was not taken. */
      flush: function () {
        return waiting || !sent ? send() : sent;
      },

      /** Nobody looks: the clock stops and all is handed over. */
      hide: function () {
        clock.stop();
        return send();
      },
      show: function () { clock.start(); },

      /** Finishes the session, once. */
      close: function () {
        if (closed) { return sent; }
        clock.stop();
        send();
        closed = true;
        return end === 'lms' ? calls.finish() && (sent || reviewing) : kept;
      }
    };
  };
})(window.alforja = window.alforja || {});
