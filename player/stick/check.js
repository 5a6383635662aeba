/**
 * Proves a copy whole in the browser. A page of a stick may read none of its neighbours, so its reader chooses the
 * folder, and the browser hands its files over; nothing leaves the computer.
 */
(function (/** @type {Player} */ player) {
  'use strict';
  const MANIFEST = 'alforja-manifest.json';
  /** How many bytes are read at once. */
  const PIECE = 4194304;
  /** How many names are listed of each kind. */
  const MOST = 200;
  const find = (/** @type {string} */ name) => /** @type {HTMLElement[]} */ (Array.from(document.querySelectorAll('[data-' + name + ']')));
  const show = (/** @type {string} */ name, /** @type {boolean} */ shown) => find(name).forEach(node => { node.hidden = !shown; });
  const VERDICTS = ['running', 'whole', 'broken', 'none', 'other-form'];
  /** @param {string} name */
  const verdict = name => VERDICTS.forEach(one => show(one, one === name));

  /** @param {Blob} blob @returns {Promise<ArrayBuffer>} */
  function bytes(blob) {
    return new Promise((resolve, reject) => {
      const reader = new FileReader();
      reader.onload = () => resolve(/** @type {ArrayBuffer} */ (reader.result));
      reader.onerror = () => reject(reader.error);
      reader.readAsArrayBuffer(blob);
    });
  }

  /** Returns what a file holds. @param {File} file @param {function(number): void} tell */
  function hash(file, tell) {
    const hashing = player.hashing();
    /** @param {number} from @returns {Promise<string>} */
    const next = from => from >= file.size
      ? Promise.resolve(hashing.hex())
      : bytes(file.slice(from, from + PIECE)).then(piece => {
        hashing.take(new Uint8Array(piece));
        tell(piece.byteLength);
        return next(from + PIECE);
      });
    return next(0);
  }

  /** Returns the copy among the files of a folder: its manifest, and its files by their paths. @param {File[]} files */
  function copy(files) {
    const path = (/** @type {any} */ file) => String(file.webkitRelativePath || file.name);
    const doors = files.map(path).filter(name => name.split('/').pop() === MANIFEST).sort((one, other) => one.length - other.length);
    if (!doors.length) { return null; }
    const folder = doors[0].slice(0, -MANIFEST.length);
    /** @type {Map<string, File>} */
    const inside = new Map();
    files.forEach(file => { if (path(file).indexOf(folder) === 0) { inside.set(path(file).slice(folder.length), file); } });
    return inside;
  }

  /** Holds a copy against its manifest. @param {any} manifest @param {Map<string, File>} files @param {function(number): void} tell */
  async function held(manifest, files, tell) {
    /** @type {{missing: string[], changed: string[], extra: string[]}} */
    const found = { missing: [], changed: [], extra: [] };
    const tops = new Set();
    for (const entry of manifest.files) {
      const file = files.get(entry.path);
      if (entry.path.indexOf('/') > 0) { tops.add(entry.path.split('/')[0]); }
      if (!file) {
        found.missing.push(entry.path);
      } else {
        // What cannot be read is as good as changed.
        const same = file.size === entry.size && await hash(file, tell).catch(why => '') === entry.sha256;
        if (!same) { found.changed.push(entry.path); }
      }
    }
    const known = new Set(manifest.files.map((/** @type {any} */ entry) => entry.path));
    const broken = Array.from(files.keys()).some(name => name.indexOf('.alforja-stick/') === 0);
    found.extra = Array.from(files.keys()).filter(name => !known.has(name) && tops.has(name.split('/')[0])).sort();
    return Object.assign({ whole: !found.missing.length && !found.changed.length && !broken }, found);
  }

  /** @param {string} kind @param {string[]} names */
  function list(kind, names) {
    show(kind, names.length > 0);
    find(kind + '-count').forEach(node => { node.textContent = String(names.length); });
    find(kind + '-names').forEach(node => {
      node.textContent = '';
      names.slice(0, MOST).forEach(name => { node.appendChild(document.createElement('li')).textContent = name; });
      if (names.length > MOST) { node.appendChild(document.createElement('li')).textContent = '…'; }
    });
  }

  /** @param {File[]} chosen */
  async function check(chosen) {
    // Nothing of the last check is said of this one.
    verdict('');
    ['missing', 'changed', 'extra'].forEach(kind => list(kind, []));
    const files = copy(chosen);
    const door = files && files.get(MANIFEST);
    if (!files || !door) { return verdict('none'); }
    let manifest = null;
    try {
      manifest = JSON.parse(new TextDecoder().decode(new Uint8Array(await bytes(door))));
    } catch (why) {
      return verdict('broken');
    }
    if (!manifest || manifest['alforja-manifest'] !== 1 || !Array.isArray(manifest.files)) { return verdict('other-form'); }
    const total = manifest.files.reduce((/** @type {number} */ sum, /** @type {any} */ entry) => sum + entry.size, 0);
    const bars = /** @type {HTMLProgressElement[]} */ (find('bar'));
    let done = 0;
    verdict('running');
    const told = await held(manifest, files, count => {
      done += count;
      bars.forEach(bar => { bar.value = total ? done / total : 1; });
      find('done').forEach(node => { node.textContent = Math.floor(done / 1000000) + ' / ' + Math.ceil(total / 1000000) + ' MB'; });
    });
    verdict(told.whole ? 'whole' : 'broken');
    list('missing', told.missing);
    list('changed', told.changed);
    list('extra', told.extra);
  }

  const inputs = /** @type {HTMLInputElement[]} */ (find('folder'));
  const able = 'webkitdirectory' in document.createElement('input');
  show('no-folders', !able);
  show('choose', able);
  inputs.forEach(input => input.addEventListener('change', () => {
    const chosen = Array.from(input.files || []);
    // The same folder may be chosen again.
    input.value = '';
    if (chosen.length) { check(chosen).catch(why => verdict('broken')); }
  }));
})(window.alforja = window.alforja || Object());
