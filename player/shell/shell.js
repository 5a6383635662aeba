/**
 * The launch page: shows the course's pages in a frame, answers their store messages, and alone speaks to the platform,
 * by the one end that its script holds (`ends/`). A page does not know where it is kept (see the store protocol in
 * `store.js`).
 */
(function (player) {
  'use strict';
  const shell = player.shell = player.shell || {};
  const SEND_EVERY = 10000;
  /** The page's own first save comes within this time, and takes the turn with it. */
  const TURN_WAIT = 500;
  const GATHER_WAIT = 80;

  function one(name) {
    return document.querySelector('[' + name + ']');
  }

  function storage() {
    try {
      return window.localStorage;
    } catch (_) {
      return null; // forbidden in this frame: the session says that nothing is kept here
    }
  }

  /** Returns the folder of this page: two activities with one course have two folders. */
  function folder() {
    return window.location.pathname.replace(/[^/]*$/, '');
  }

  /** Returns what a question asks, as it stands on the page. */
  function promptOf(page, id) {
    const forms = Array.from(page.querySelectorAll('form[data-question]'));
    const form = forms.find(one => one.getAttribute('data-question') === id);
    const legend = form && form.querySelector('legend');
    return legend ? legend.textContent.replace(/\s+/g, ' ').trim() : '';
  }

  /** Returns what the page in the frame knows of a question's right answers, where it may be looked into. */
  function keyOf(frame, id) {
    try {
      const scripts = frame.contentDocument.querySelectorAll('script[data-key]');
      for (let index = 0; index < scripts.length; index += 1) {
        const quiz = JSON.parse(scripts[index].textContent);
        const question = quiz.questions.find(one => one.id === id);
        if (question) { return { question: question, decimal: quiz.decimal, prompt: promptOf(frame.contentDocument, id) }; }
      }
    } catch (_) {
      return null; // a page from file:// or one without questions
    }
    return null;
  }

  function run(outline, frame) {
    const state = one('data-shell-state');
    let left = false;
    const asking = [];
    const shelf = player.shelf(storage);
    let gathered = {};

    function say() { show(session.situation()); }

    function show(situation) {
      const words = player.t(situation);
      if (state.textContent !== words) { state.textContent = words; }
      state.setAttribute('data-shell-state', situation);
    }

    function reply(message, saved) {
      if (!frame.contentWindow) { return; }
      frame.contentWindow.postMessage({
        alforja: 1, id: message.id, ok: true, state: session.state(), end: session.end(), saved: saved
      }, '*');
    }

    /** A page was turned. It is answered first: an LMS may take seconds for a commit, and a page waits only so long. */
    function turn(message) {
      take();
      reply(message, session.situation() !== 'lost');
      session.turn();
      window.setTimeout(flush, TURN_WAIT);
    }

    /** Gathers what a page saves in one go, for one commit. */
    function save(message) {
      Object.assign(gathered, message.patch && typeof message.patch === 'object' ? message.patch : {});
      asking.push(message);
      if (asking.length === 1) { window.setTimeout(deliver, GATHER_WAIT); }
    }

    function take() {
      session.take(gathered);
      gathered = {};
    }

    function deliver() {
      if (asking.length === 0) { return; }
      take();
      const answered = asking.splice(0);
      session.deliver(saved => {
        answered.forEach(message => reply(message, saved));
        say();
      });
    }

    /** What belongs to no course, as how the learner likes to read, stays on this device. */
    function aside(message) {
      const kept = shelf.ask(message.op, String(message.course), '', message.patch);
      frame.contentWindow.postMessage(Object.assign({ alforja: 1, id: message.id, ok: true, end: session.end() }, kept), '*');
    }

    /** Answers a page of ours, and nobody else. */
    function listen(event) {
      const message = event.data;
      if (left || !message || message.alforja !== 1 || event.source !== frame.contentWindow) { return; }
      if (String(message.course).charAt(0) === '@' && (message.op === 'load' || message.op === 'save')) { aside(message); }
      if (message.course !== outline.course) { return; }
      if (message.op === 'load') { turn(message); }
      if (message.op === 'save') { save(message); }
    }

    function flush() {
      if (left) { return; }
      deliver();
      session.flush(say);
    }

    /** Finishes for good: the window goes away, now or at any moment. */
    function leave(then) {
      if (left) { return; }
      deliver();
      left = true;
      session.close(() => {
        say();
        if (then) { then(); }
      });
    }

    /** Leaves by the button. The words of the last situation stay, with what to do now. */
    function closeByButton() {
      const back = end.back ? end.back() : '';
      leave(back ? () => window.location.replace(back) : undefined);
      frame.parentNode.removeChild(frame);
      one('data-shell-close').hidden = true;
      one('data-shell-closed').hidden = false;
      one('data-shell-again').hidden = Boolean(end.once);
      one(end.once ? 'data-shell-closed' : 'data-shell-again').focus();
      if (!back && window.top === window && window.opener) { window.close(); }
    }

    /** Films begin without sound for who wants it so; each can be made to sound. */
    function hush() {
      try {
        frame.contentDocument.addEventListener('play', event => {
          if (event.target.hasAttribute('data-hushed')) { return; }
          event.target.setAttribute('data-hushed', '');
          event.target.muted = true;
        }, true);
      } catch (_) {
        return; // a page that may not be looked into
      }
    }

    function watchWindow() {
      document.addEventListener('visibilitychange', () => {
        if (left) { return; }
        deliver();
        if (document.visibilityState === 'hidden') { session.hide(say); } else { session.show(); }
      });
      window.addEventListener('beforeunload', () => {
        if (!left) { session.turn(); }
        flush();
      });
      window.addEventListener('pagehide', () => leave());
      // Brought back from memory after the session was finished: begin a new one.
      window.addEventListener('pageshow', event => { if (event.persisted) { window.location.reload(); } });
      window.setInterval(flush, SEND_EVERY);
    }

    function firstPage() {
      const last = session.state().last;
      const lesson = outline.lessons.find(one => one.id === last);
      return lesson ? lesson.href : outline.home;
    }

    const end = shell.end({ view: window, outline: outline, settings: outline.settings || {} });
    const session = shell.session({
      outline: outline, end: end, storage: storage(), place: folder(),
      settings: outline.settings || {}, now: Date.now, keyOf: id => keyOf(frame, id)
    });
    show('connecting');
    // There is nothing to save yet.
    one('data-shell-close').hidden = true;
    session.open(() => {
      if (end.quiet && end.quiet()) { frame.addEventListener('load', hush); }
      window.addEventListener('message', listen);
      watchWindow();
      one('data-shell-close').hidden = Boolean(end.leaves);
      one('data-shell-close').addEventListener('click', closeByButton);
      one('data-shell-again').addEventListener('click', () => window.location.reload());
      frame.src = firstPage();
      say();
    });
  }

  const outline = JSON.parse(one('data-outline').textContent);
  shell.inWindow(outline.settings || {}, () => run(outline, one('data-frame')));
})(window.alforja = window.alforja || {});
