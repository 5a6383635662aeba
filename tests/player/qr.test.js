/** QR pictures, read back by another library; and the library in player/vendor, line by line what was published. */
'use strict';
const test = require('node:test');
const assert = require('node:assert/strict');
const fs = require('node:fs');
const path = require('node:path');
const readQr = require('jsqr');
const { load, text } = require('./load.js');

const player = load(['record/utf8.js', 'vendor/qrcode.js', 'qr.js']);

/** Draws modules as pixels, with a quiet zone, for the reader. */
function pixels(rows) {
  const scale = 3;
  const side = (rows.length + 8) * scale;
  const data = new Uint8ClampedArray(side * side * 4).fill(255);
  rows.forEach((row, y) => row.forEach((dark, x) => {
    for (let at = 0; dark && at < scale * scale; at += 1) {
      const place = (((y + 4) * scale + Math.floor(at / scale)) * side + (x + 4) * scale + at % scale) * 4;
      data.fill(0, place, place + 3);
    }
  }));
  return readQr(data, side, side);
}

test('pictures are read back', () => {
  ['a', 'ALF1;savings-groups;1.2.0;mn;11;86', 'Хадгаламжийн бүлэг, Ө ө Ү ү 😀', 'x'.repeat(210), 'ө'.repeat(105)].forEach(words => {
    const rows = player.qrModules(words);
    assert.ok(rows.length <= 57, words + ' takes ' + rows.length);
    assert.equal(Buffer.from(pixels(rows).binaryData).toString('utf8'), words);
  });
});

test('what would not fit is not drawn', () => {
  assert.equal(player.qrModules('x'.repeat(211)), null);
  assert.equal(player.qrModules('ө'.repeat(106)), null);
});

test('the vendored library is the published one, with lines left out', () => {
  const published = fs.readFileSync(path.join(path.dirname(require.resolve('qrcode-generator')), 'qrcode.js'), 'utf8').split('\n');
  const own = text('vendor/qrcode.js');
  assert.match(own, /^\/\*!\n[^]*MIT License, Copyright \(c\) 2009 Kazuhiko Arase[^]*THE SOFTWARE IS PROVIDED[^]*?\*\//);
  let at = 0;
  own.slice(own.indexOf('//----')).split('\n').filter(line => line && !line.includes('Alforja\'s line')).forEach(line => {
    const found = published.indexOf(line, at);
    assert.ok(found >= 0, 'not in the published file: ' + line);
    at = found + 1;
  });
});
