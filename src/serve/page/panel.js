/**
 * What the author's page says beside its own text: what is wrong, in a panel that can be folded; what is unwise, folded;
 * that the preview does not answer. It lives in a shadow of its own, so that no style of the site reaches it.
 */
(function (/** @type {any} */ preview) {
  'use strict';
  const FOLDED = 'alforja-preview-folded';
  const words = preview.words.texts;
  /** @type {ShadowRoot | null} */
  let root = null;
  /** @type {any} */
  let parts = null;
  /** @type {Element | null} */
  let before = null;
  let told = '';

  /** @param {string} name @param {Record<string, string>} attributes @param {(Node | string)[]} [children] @returns {HTMLElement} */
  function make(name, attributes, children) {
    const element = document.createElement(name);
    Object.keys(attributes).forEach(key => element.setAttribute(key, attributes[key]));
    (children || []).forEach(child => element.append(child));
    return element;
  }

  /** Puts `names` that stand between backquotes into code. @param {string} text @returns {(Node | string)[]} */
  function marked(text) {
    return text.split('`').map((part, index, all) => index % 2 && index < all.length - 1 ? make('code', {}, [part]) : part);
  }

  /** @param {any} place @returns {HTMLElement} */
  function where(place) {
    const name = make('span', { class: 'name' }, [place.name]);
    if (!place.editor) { return make('p', { class: 'place' }, [name]); }
    return make('p', { class: 'place' }, [make('a', { href: place.editor }, [name, make('span', { class: 'open' }, [words['open-editor']])])]);
  }

  /** @param {any} problem @returns {HTMLElement} */
  function item(problem) {
    const children = [make('p', { class: 'message' }, marked(problem.message))];
    if (problem.place) {
      children.push(where(problem.place));
      const line = problem.place.line;
      if (line) { children.push(make('pre', {}, [make('code', {}, [line[0], make('mark', {}, [line[1]]), line[2]])])); }
    }
    /** @param {string} hint */
    const told = hint => make('p', { class: 'hint' }, [make('b', {}, [words.hint]), ' ', make('span', {}, marked(hint))]);
    return make('li', {}, children.concat(problem.hints.map(told)));
  }

  /** A line that does not fit can be moved by the keyboard too. */
  function reach() {
    Array.from(parts.list.querySelectorAll('pre')).forEach(/** @param {any} line */ line => {
      if (line.scrollWidth > line.clientWidth) { line.setAttribute('tabindex', '0'); }
    });
  }

  /** @param {HTMLElement} list @param {any} problems */
  function fill(list, problems) {
    list.textContent = '';
    problems.first.forEach(/** @param {any} problem */ problem => list.append(item(problem)));
    if (problems.more) { list.append(make('li', { class: 'more' }, [problems.more])); }
  }

  /** Whether the site is shown as by day or by night, where the learner's page says so. */
  function scheme() {
    const chosen = getComputedStyle(document.documentElement).getPropertyValue('color-scheme').trim();
    return chosen === 'dark' || chosen === 'light' ? chosen : '';
  }

  function build() {
    const host = make('div', { 'data-alforja-preview': '', lang: preview.words.lang, dir: preview.words.dir, 'data-scheme': scheme() });
    // Nothing of it is seen before it looks as it should.
    host.style.display = 'none';
    root = host.attachShadow({ mode: 'open' });
    const style = make('link', { rel: 'stylesheet', href: '/~preview/live.css' });
    style.addEventListener('load', () => { host.style.display = ''; reveal(); });
    const heading = make('h2', { id: 'heading' });
    const hide = make('button', { type: 'button', class: 'fold' }, [words.hide]);
    const list = make('ol', {});
    const note = make('p', { id: 'note', class: 'note' }, [words.note]);
    const body = make('div', { class: 'body' }, [note, list]);
    const panel = make('section', { class: 'panel', role: 'alertdialog', 'aria-labelledby': 'heading', 'aria-describedby': 'note', tabindex: '-1', hidden: '' },
      [make('div', { class: 'head' }, [heading, hide]), body]);
    const show = make('button', { type: 'button', class: 'pill wrong', 'aria-expanded': 'false', hidden: '' });
    const summary = make('summary', { class: 'pill' });
    const advice = make('ol', {});
    const warnings = make('details', { class: 'warnings', hidden: '' }, [summary, make('div', { class: 'body', tabindex: '0', role: 'group' }, [advice])]);
    const lost = make('p', { class: 'pill lost', hidden: '' }, marked(words.lost));
    const status = make('p', { class: 'status', role: 'status' });
    root.append(style, make('div', { class: 'corner' }, [lost, warnings, show]), panel, status);
    parts = { host, heading, hide, list, note, panel, show, summary, advice, warnings, lost, status };
    hide.addEventListener('click', () => fold(true));
    show.addEventListener('click', () => fold(false));
    document.addEventListener('keydown', event => {
      if (event.key !== 'Escape' || event.defaultPrevented) { return; }
      if (!parts.panel.hidden) { fold(true); } else if (parts.warnings.open) {
        parts.warnings.open = false;
        parts.summary.focus();
      }
    });
    document.body.append(host);
  }

  /** @returns {boolean} whether the author put the panel away */
  function isFolded() {
    try { return sessionStorage.getItem(FOLDED) === 'yes'; } catch (forbidden) { return false; }
  }

  /** @param {boolean} yes */
  function remember(yes) {
    try { if (yes) { sessionStorage.setItem(FOLDED, 'yes'); } else { sessionStorage.removeItem(FOLDED); } } catch (forbidden) { /* then on each page anew */ }
  }

  /** The panel becomes a button, or the button a panel: by the author's own hand. @param {boolean} yes */
  function fold(yes) {
    remember(yes);
    parts.panel.hidden = yes;
    parts.show.hidden = !yes;
    if (yes) { parts.show.focus(); } else { parts.panel.focus(); }
  }

  /** Whether somebody types into the page. */
  function isTyping() {
    const active = document.activeElement;
    return !!active && /^(INPUT|TEXTAREA|SELECT)$/.test(active.tagName);
  }

  /** Goes to the panel that just came, unless somebody types. */
  function reveal() {
    reach();
    if (parts.panel.hidden || isTyping() || parts.host.style.display === 'none') { return; }
    if (document.activeElement !== parts.host) { before = document.activeElement; }
    parts.panel.focus({ preventScroll: true });
  }

  /** @param {any} errors */
  function showErrors(errors) {
    const come = parts.panel.hidden && parts.show.hidden;
    parts.heading.textContent = errors.heading;
    parts.show.textContent = errors.heading;
    parts.note.hidden = !preview.path.tag;
    fill(parts.list, errors);
    const folded = isFolded();
    parts.panel.hidden = folded;
    parts.show.hidden = !folded;
    parts.status.textContent = errors.heading;
    if (come) { reveal(); } else { reach(); }
  }

  function hideErrors() {
    remember(false);
    if (parts.panel.hidden && parts.show.hidden) { return; }
    const inside = document.activeElement === parts.host;
    parts.panel.hidden = parts.show.hidden = true;
    parts.status.textContent = words.mended;
    if (inside && before instanceof HTMLElement && before.isConnected) { before.focus({ preventScroll: true }); }
    before = null;
  }

  /** Shows what is told of the last build. @param {any} news */
  function tell(news) {
    const text = JSON.stringify(news);
    if (text === told || (!root && !news.errors.heading && !news.warnings.heading)) { return; }
    told = text;
    if (!root) { build(); }
    if (news.errors.heading) { showErrors(news.errors); } else { hideErrors(); }
    parts.warnings.hidden = !news.warnings.heading;
    parts.summary.textContent = news.warnings.heading;
    fill(parts.advice, news.warnings);
  }

  /** Says whether the preview answers. @param {boolean} yes */
  function answers(yes) {
    if (!root && yes) { return; }
    if (!root) { build(); }
    parts.lost.hidden = yes;
    if (!yes) { parts.status.textContent = words.lost; }
  }

  preview.panel = { tell: tell, answers: answers };
})(window.alforjaPreview);
