/**
 * One launch, from the first word to the last: what the platform knows, what the learner does, what the platform is
 * told. Knows no document, no frame and no platform's words: it talks to an end (`Platform` in `types.d.ts`), of which
 * each launch page has one, in `ends/`. Clock, storage and the end are handed in.
 *
 * 1. `open` lets the end find its platform and reads; an untouched course is reported at once, so that nobody takes a
 *    launch for a completion.
 * 2. `take` and `deliver` (or `save`, both) bring a patch of the state; what matters is reported at once, the rest soon.
 * 3. `turn` is called at each page and followed by `flush`: whatever happens to the window later, place and state
 *    are with the platform.
 * 4. `close` finishes once; after it nothing is written.
 *
 * An end may answer later. Until it does, no second report is handed over; what came meanwhile goes with the next.
 * What was reached is never taken back: completed, passed, the best score. In review nothing is written. Without a
 * platform, or when it dies, all is kept on this device.
 */
(function (player) {
  'use strict';
  const shell = player.shell = player.shell || {};

  function nobody() {}

  /** Returns every question of the course with its quiz and lesson, by its key in the state. */
  function questionsByKey(outline) {
    const found = {};
    outline.lessons.forEach(lesson => (lesson.quizzes || []).forEach(quiz => quiz.questions.forEach(question => {
      found['q:' + question.id] = { lesson: lesson, quiz: quiz, question: question };
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
   * @param {{outline: object, end: Platform, storage: object?, place: string, settings: object, now: () => number,
   *   keyOf: (id: string) => {question: object, decimal: string, prompt: string}?}} services
   */
  shell.session = function (services) {
    const outline = services.outline;
    const end = services.end;
    const packer = end.packer || player.pack.packer(outline, end.room);
    const questions = questionsByKey(outline);
    const clock = shell.time.clock(services.now);
    const reached = { completed: false, success: 'unknown', score: null };
    let settings = services.settings;
    let onPlatform = false;
    let refusal = '';
    let copies = null;
    let state = {};
    let reviewing = false;
    let pageBegan = 0;
    let kept = false;
    let sent = true;
    let waiting = false;
    let urgent = false;
    let closed = false;
    let onItsWay = false;
    const asking = [];

    function startCopies(learner) {
      copies = shell.mirror.mirror(services.storage, ['alforja:shell', outline.course, services.place, learner].join(':'));
      return copies.read();
    }

    function keepCopy(packed) {
      kept = copies.write({ state: state, packed: packed, unsent: onPlatform ? waiting || !sent : refusal !== '' });
    }

    /** Returns what the platform is to be told now; what was reached before stays reached. */
    function report() {
      const now = shell.status.standing(outline, state, settings);
      reached.completed = reached.completed || now.completed;
      if (reached.success !== 'passed') { reached.success = now.success; }
      const better = now.score !== null && (reached.score === null || now.score >= reached.score);
      if (better) { reached.score = now.score; }
      return {
        packed: packer.encode(state),
        last: typeof state.last === 'string' ? state.last : '',
        completed: reached.completed,
        success: reached.success,
        finished: now.finished,
        score: better ? now.score : null,
        progress: reached.completed ? 1 : now.progress,
        modules: shell.status.modules(outline, state, settings),
        spent: clock.spent()
      };
    }

    /** Hands everything to the platform and keeps the copy; tells whether the platform took it. */
    function send(done) {
      if (closed || reviewing || !onPlatform) {
        done(false);
        return;
      }
      asking.push(done);
      if (!onItsWay) { hand(); }
    }

    function hand() {
      const asked = asking.splice(0);
      const told = report();
      onItsWay = true;
      waiting = false;
      urgent = false;
      end.report(told, taken => {
        onItsWay = false;
        if (closed) { return; }
        sent = taken;
        keepCopy(told.packed);
        asked.forEach(done => done(taken));
        if (asking.length > 0) { hand(); }
      });
    }

    function journal(key) {
      const known = questions[key];
      const page = services.keyOf(known.question.id) || {};
      end.answered(shell.interactions.interaction({
        lesson: known.lesson, quiz: known.quiz, question: known.question, kept: state[key], key: page.question, decimal: page.decimal,
        prompt: page.prompt, time: new Date(services.now()), latency: clock.spent() - pageBegan
      }));
      pageBegan = clock.spent();
    }

    function isFinished(key, states) {
      return Boolean(questions[key] && states[key] && states[key].d);
    }

    /** Journals each question that is finished now and was not `earlier`. */
    function journalNew(earlier) {
      Object.keys(state).filter(key => isFinished(key, state) && !isFinished(key, earlier)).forEach(journal);
    }

    function startOn(launched) {
      onPlatform = true;
      reviewing = launched.reviewing;
      settings = Object.assign({}, settings, launched.settings);
      reached.completed = launched.completed;
      reached.success = launched.success;
      reached.score = launched.score;
      const unpacked = packer.decode(launched.packed);
      if (outline.lessons.some(lesson => lesson.id === launched.last)) { unpacked.last = launched.last; }
      const copy = startCopies(launched.learner);
      // Without a name for the learner a copy could be anybody's.
      state = launched.learner === '' ? unpacked : shell.mirror.choose(launched.packed, unpacked, copy);
      if (reviewing) { return; }
      journalNew(unpacked);
      if (launched.untouched || state !== unpacked) { send(nobody); }
    }

    /** A platform that refuses may have told whose work it is: it is sent at the next launch. */
    function startAlone(launched) {
      refusal = launched ? launched.refused : '';
      const copy = startCopies(launched ? launched.learner : '');
      state = copy && copy.state && typeof copy.state === 'object' ? copy.state : {};
      keepCopy('');
    }

    /** What the learner is to be told: `saved`, `unsaved`, `alone` (kept on this device), `used` (also, the launch is spent), `lost` or `review`. */
    function situation() {
      if (reviewing) { return 'review'; }
      if (onPlatform) { return sent ? 'saved' : (kept ? 'unsaved' : 'lost'); }
      if (!kept) { return 'lost'; }
      return refusal === 'used' ? 'used' : (refusal ? 'unsaved' : 'alone');
    }

    return {
      open: function (done) {
        clock.start();
        end.open(launched => {
          if (launched && !launched.refused) { startOn(launched); } else { startAlone(launched); }
          done();
        });
      },
      state: function () { return state; },
      end: function () { return onPlatform ? 'lms' : 'local'; },
      situation: situation,

      /** Takes a patch into the state and the copy, without a report, which may take seconds. */
      take: function (patch) {
        if (closed) { return; }
        const earlier = state;
        state = player.state.merge(state, patch);
        if (reviewing) { return; }
        waiting = true;
        urgent = urgent || isWeighty(patch);
        if (onPlatform) { journalNew(earlier); }
        keepCopy('');
      },

      /** Hands over what was taken, at once where it is weighty; tells whether it is kept where it belongs. */
      deliver: function (done) {
        if (closed || reviewing) {
          done(false);
        } else if (!onPlatform) {
          done(kept);
        } else if (urgent) {
          send(done);
        } else {
          done(sent || kept);
        }
      },

      /** Takes a patch and delivers it. */
      save: function (patch, done) {
        this.take(patch);
        this.deliver(done);
      },

      /** A page was turned: its time begins, and place, state and time are to be handed over. */
      turn: function () {
        pageBegan = clock.spent();
        waiting = true;
      },

      /** Hands over what waits or was not taken. */
      flush: function (done) {
        if (waiting || !sent) { send(done); } else { done(sent); }
      },

      /** Nobody looks: the clock stops and all is handed over. */
      hide: function (done) {
        clock.stop();
        send(done);
      },
      show: function () { clock.start(); },

      /** Finishes the session, once; tells whether all is kept where it belongs. */
      close: function (done) {
        if (closed) {
          done(sent);
          return;
        }
        clock.stop();
        const told = onPlatform && !reviewing ? report() : null;
        closed = true;
        if (!onPlatform) {
          done(kept);
          return;
        }
        // The window may be gone before the platform answers.
        if (told) {
          sent = false;
          keepCopy('');
        }
        end.finish(told, taken => {
          sent = taken;
          waiting = false;
          if (told) { keepCopy(told.packed); }
          done(taken);
        });
      }
    };
  };
})(window.alforja = window.alforja || {});
