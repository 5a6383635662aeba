/** The page that checks certificates: its library is the published one, and it reads what the program reads. */
'use strict';
const test = require('node:test');
const assert = require('node:assert/strict');
const fs = require('node:fs');
const path = require('node:path');
const nacl = require('tweetnacl');
const { load, plain, text } = require('./load.js');

const player = load(['record/utf8.js', 'record/sha256.js', 'record/spoken.js', 'proof/certificate.js'], { atob: signs => Buffer.from(signs, 'base64').toString('binary') });

/** The library of this realm takes bytes of the page's. */
const verify = (...all) => nacl.sign.detached.verify(...all.map(bytes => Uint8Array.from(bytes)));

test('the vendored library is the published one, with its licence', () => {
  const folder = path.dirname(require.resolve('tweetnacl'));
  const own = text('vendor/nacl.js');
  assert.ok(own.endsWith(fs.readFileSync(path.join(folder, 'nacl-fast.js'), 'utf8')));
  assert.ok(own.includes(fs.readFileSync(path.join(folder, 'LICENSE'), 'utf8').trim()));
});

test('what was signed is proved, and nothing else', () => {
  const pair = nacl.sign.keyPair();
  const keys = [{ id: '0123456789ABCDEF', key: Array.from(pair.publicKey) }];
  const statement = 'ALFC1;small;1.0;20261125;x;Өнөр%3B 100 %25;Title;0123456789ABCDEF';
  const signature = Buffer.from(nacl.sign.detached(Buffer.from(statement), pair.secretKey)).toString('base64url');
  const whole = statement + ';' + signature;
  const proof = words => { const read = player.proof.read(words); return read.why || player.proof.proof(read, keys, { sign: { detached: { verify } } }); };
  const { course, version, date, score, name, title, key } = plain(player.proof.read(whole));
  assert.deepEqual([course, version, date, score, name, title, key], ['small', '1.0', '2026-11-25', '', 'Өнөр; 100 %', 'Title', '0123456789ABCDEF']);
  assert.equal(proof('Look: ' + whole.replace(/;/g, ';\r\n') + ' thanks'), 'good');
  assert.equal(proof(whole.slice(0, -50) + '\n' + whole.slice(-50)), 'good');
  assert.equal(proof(whole.replace('small', 'smell')), 'forged');
  assert.equal(proof(whole.replace('0123456789ABCDEF', '0123456789ABCDE0')), 'other-key');
  assert.equal(proof(whole.slice(0, -1)), 'cut-off');
  assert.equal(proof('ALFC1;small'), 'cut-off');
  assert.equal(proof(whole.replace('ALFC1', 'ALFC2')), 'newer');
  assert.equal(proof('ALF1;small;1.0'), 'none');
  assert.equal(proof(whole.slice(0, -1) + '*'), 'none');
});
