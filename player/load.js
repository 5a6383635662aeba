/** Brings in what only some learners need: parts of the player in scripts of their own, beside this one. */
(function (/** @type {Player} */ player) {
  'use strict';
  const own = /** @type {HTMLScriptElement | null} */ (document.currentScript);
  const folder = own ? own.src.replace(/[^/]*$/, '') : '';
  /** @type {Record<string, Promise<any>>} */
  const loads = {};

  player.wakes = [];

  /** Takes the words of a part. @param {Record<string, any>} words */
  player.add = words => { Object.assign(player.words, words); };

  /**
   * Runs a script once.
   * @param {string} address seen from the folder of this script @returns {Promise<any>} fails where it is not to be had
   */
  player.script = function (address) {
    loads[address] = loads[address] || new Promise((resolve, reject) => {
      const script = document.createElement('script');
      script.addEventListener('load', resolve);
      script.addEventListener('error', () => {
        delete loads[address];
        script.remove();
        reject(new Error(address));
      });
      script.src = folder + address;
      document.head.appendChild(script);
    });
    return loads[address];
  };

  /** Brings in a part. @param {string} name @returns {Promise<any>} */
  player.load = name => player.script((player.parts || {})[name] || name);
})(window.alforja = window.alforja || Object());
