/** Small things that every part does to the page: find, make, say. */
(function (/** @type {Player} */ player) {
  'use strict';
  const SVG = 'http://www.w3.org/2000/svg';
  /** @type {Record<string, string>} */
  const SHAPES = { right: 'M4 12l6 6L20 6', wrong: 'M6 6l12 12M18 6L6 18', partly: 'M5 12h14', up: 'M12 20V5M5 12l7-7 7 7', down: 'M12 4v15M5 12l7 7 7-7', grip: 'M8 5v3m8-3v3M8 11v3m8-3v3M8 17v3m8-3v3' };

  /** Finds all that `selector` says, in order. @param {ParentNode} root @param {string} selector @returns {HTMLElement[]} */
  player.all = (root, selector) => Array.from(root.querySelectorAll(selector));

  /** Finds the first. @param {ParentNode} root @param {string} selector @returns {HTMLElement | null} */
  player.one = (root, selector) => root.querySelector(selector);

  /** @param {Element} element @param {Values} attributes */
  function dress(element, attributes) {
    Object.keys(attributes).forEach(name => element.setAttribute(name, String(attributes[name])));
  }

  /**
   * Makes an element.
   * @param {string} tag @param {Values} [attributes] @param {(Node | string)[]} [children]
   */
  player.make = function (tag, attributes, children) {
    const element = document.createElement(tag);
    dress(element, attributes || {});
    element.append.apply(element, children || []);
    return element;
  };

  /** Makes the heading of what is added to a text: below those of the text, or in their place where it has none. @param {string} words */
  player.subtitle = words => player.make(player.one(document, 'main h2') ? 'h3' : 'h2', {}, [words]);

  /** Draws one of the marks; words beside it say the same. @param {string} name */
  player.icon = function (name) {
    const icon = document.createElementNS(SVG, 'svg');
    const path = document.createElementNS(SVG, 'path');
    dress(icon, { class: 'mark', viewBox: '0 0 24 24', width: 22, height: 22, 'aria-hidden': 'true' });
    dress(path, { d: SHAPES[name] || SHAPES.right, fill: 'none', stroke: 'currentColor', 'stroke-width': 3 });
    icon.appendChild(path);
    return icon;
  };

  /** Makes words that only a screen reader says. @param {string} text */
  player.whisper = text => player.make('span', { class: 'visually-hidden', 'data-whisper': '' }, [text]);

  /** Says in brackets behind a text what only a screen reader says; nothing takes it away. @param {HTMLElement} place @param {string} words */
  player.murmur = function (place, words) {
    player.all(place, '[data-whisper]').forEach(old => old.remove());
    if (words) { place.append(player.whisper(' (' + words + ')')); }
  };

  /** Makes a button. @param {string} words @param {() => void} act @param {string} [look] */
  player.button = function (words, act, look) {
    const button = player.make('button', { type: 'button', class: look || 'button second' }, [words]);
    button.addEventListener('click', event => { if (event.detail < 2) { act(); } }); // not for the second half of a double click
    return button;
  };

  /** @type {HTMLElement | null} */
  let voice = null;

  /** Announces words without moving the focus. @param {string} words */
  player.say = function (words) {
    if (!voice) {
      voice = player.make('p', { class: 'visually-hidden', role: 'status', 'data-voice': '' });
      document.body.appendChild(voice);
    }
    const place = voice;
    place.textContent = '';
    setTimeout(() => { place.textContent = words; }, 60);
  };

  /** Returns the day by the clock of this device, `YYYY-MM-DD`. */
  player.today = function () {
    const now = new Date();
    return [now.getFullYear(), now.getMonth() + 1, now.getDate()].map(part => part < 10 ? '0' + part : part).join('-');
  };

  /** Shows or hides. @param {HTMLElement[]} elements @param {(element: HTMLElement) => boolean} when */
  player.show = (elements, when) => elements.forEach(element => { element.hidden = !when(element); });

  /** Brings an element into view and the focus to it. @param {HTMLElement | null} element */
  player.focus = function (element) {
    if (!element) { return; }
    if (!element.matches('a[href], button, input, select, textarea')) { element.setAttribute('tabindex', '-1'); }
    element.focus();
  };
})(window.alforja = window.alforja || Object());
