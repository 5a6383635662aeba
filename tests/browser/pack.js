/** A zip of a folder, as other programs make their files: entries are stored as they are (APPNOTE 6.3.10). */
'use strict';
const fs = require('node:fs');
const path = require('node:path');

const TABLE = Array.from({ length: 256 }, (none, byte) => {
  let value = byte;
  for (let bit = 0; bit < 8; bit += 1) { value = value & 1 ? (value >>> 1) ^ 0xEDB88320 : value >>> 1; }
  return value >>> 0;
});

function checksum(bytes) {
  let value = 0xFFFFFFFF;
  for (const byte of bytes) { value = TABLE[(value ^ byte) & 0xFF] ^ (value >>> 8); }
  return (value ^ 0xFFFFFFFF) >>> 0;
}

function head(signature, fields) {
  const bytes = Buffer.alloc(4 + fields.reduce((sum, field) => sum + field[0], 0));
  bytes.writeUInt32LE(signature, 0);
  let at = 4;
  for (const [size, value] of fields) { bytes.writeUIntLE(value, at, size); at += size; }
  return bytes;
}

/** Returns the zip of all files below `folder`. */
function packed(folder) {
  const names = fs.readdirSync(folder, { recursive: true }).map(String).filter(name => fs.statSync(path.join(folder, name)).isFile()).sort();
  const files = [];
  const list = [];
  let offset = 0;
  for (const file of names) {
    const bytes = fs.readFileSync(path.join(folder, file));
    const name = Buffer.from(file.split(path.sep).join('/'));
    // Version, flags (names are UTF-8), method, time, day, checksum, sizes, length of the name and of what follows it.
    const common = [[2, 20], [2, 0x800], [2, 0], [2, 0], [2, 0x21], [4, checksum(bytes)], [4, bytes.length], [4, bytes.length], [2, name.length], [2, 0]];
    const local = Buffer.concat([head(0x04034B50, common), name, bytes]);
    list.push(Buffer.concat([head(0x02014B50, [[2, 20], ...common, [2, 0], [2, 0], [2, 0], [4, 0], [4, offset]]), name]));
    files.push(local);
    offset += local.length;
  }
  const central = Buffer.concat(list);
  const end = head(0x06054B50, [[2, 0], [2, 0], [2, list.length], [2, list.length], [4, central.length], [4, offset], [2, 0]]);
  return Buffer.concat([...files, central, end]);
}

module.exports = { packed };
