/**
 * What a kept copy is, for the page that keeps it and the worker that answers from it. Pure.
 *
 * A copy is one cache, named `alforja ROOT LANG/COURSE VERSION`. It is whole once it holds the list of its files
 * (`files.json`), which is put in last; until then it is a half one that only goes on to be filled.
 */
(function (/** @type {Player} */ player) {
  'use strict';

  /** @param {string} root @returns {string} */
  function mark(root) {
    return 'alforja ' + root + ' ';
  }

  player.copy = {
    /** A header of what is kept: the short fingerprint. A header of a request: it is not for the worker. */
    header: 'x-alforja',

    name: (root, place, version) => mark(root) + place + ' ' + version,

    /** Reads a cache's name; nothing where it is no copy of this site. */
    read: (root, name) => {
      const parts = name.indexOf(mark(root)) === 0 ? name.slice(mark(root).length).split(' ') : [];
      return parts.length === 2 ? { name: name, place: parts[0], version: parts[1] } : null;
    },

    /** The copies of this site among the names of caches, the newest first. */
    copies: (root, names) => {
      /** @type {{ name: string, place: string, version: string }[]} */
      const found = [];
      names.forEach(name => {
        const copy = player.copy.read(root, name);
        if (copy) { found.unshift(copy); }
      });
      return found;
    },

    list: (root, place) => root + place + '/files.json',

    /** The name of such a file changes with what it holds. */
    lasting: address => /\/assets\/.*-[0-9a-f]{8}(\.[a-z0-9]+)?$/.test(address),

    /** What an address may stand for: hosts leave out `index.html`, or `.html`. */
    addresses: address => {
      const bare = address.replace(/[?#].*$/, '');
      return /\/$/.test(bare) ? [bare + 'index.html'] : /\.[a-z0-9]+$/.test(bare) ? [bare] : [bare, bare + '.html', bare + '/index.html'];
    },

    /**
     * Reads which part of a file is wanted (RFC 9110, section 14): the first byte and the last. Nothing where all of
     * it is; false where there is no such part.
     */
    range: (header, size) => {
      const found = /^bytes=(\d*)-(\d*)$/.exec((header || '').trim());
      if (!found || (!found[1] && !found[2])) { return null; }
      const from = found[1] ? Number(found[1]) : Math.max(0, size - Number(found[2]));
      const to = found[1] && found[2] ? Math.min(Number(found[2]), size - 1) : size - 1;
      return from <= to && from < size ? { from: from, to: to } : false;
    },

    /** The files of a choice: without films where they are not wanted. */
    chosen: (list, films) => list.files.filter(file => films || !file[3]),

    /** How many bytes must still come, when `have` holds the fingerprints of what is here. */
    missing: (files, have) => files.reduce((sum, file) => sum + (have[file[0]] === file[2] ? 0 : file[1]), 0)
  };
})(window.alforja = window.alforja || Object());
