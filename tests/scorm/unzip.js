'use strict';

// Reads a zip as a strict platform does (APPNOTE.TXT 4.3): by its central directory, comparing each local header.

const { execFileSync } = require('node:child_process');
const fs = require('node:fs');
const path = require('node:path');
const zlib = require('node:zlib');

/** Returns the entries of the zip `file`, in order. */
function entries(file) {
  const bytes = fs.readFileSync(file);
  const end = bytes.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1'));
  const count = bytes.readUInt16LE(end + 10);
  const found = [];
  let at = bytes.readUInt32LE(end + 16);
  for (let index = 0; index < count; index += 1) {
    const nameLength = bytes.readUInt16LE(at + 28);
    const local = bytes.readUInt32LE(at + 42);
    const size = bytes.readUInt32LE(at + 20);
    const start = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28);
    const method = bytes.readUInt16LE(at + 10);
    const packed = bytes.subarray(start, start + size);
    found.push({
      name: bytes.toString('latin1', at + 46, at + 46 + nameLength),
      method,
      flags: bytes.readUInt16LE(local + 6),
      date: bytes.readUInt32LE(at + 12),
      localSize: bytes.readUInt32LE(local + 18),
      size,
      content: method === 0 ? packed : zlib.inflateRawSync(packed)
    });
    at += 46 + nameLength + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
  }
  return found;
}

/** Writes the entries below `folder`. */
function unzip(file, folder) {
  for (const entry of entries(file)) {
    const place = path.join(folder, entry.name);
    fs.mkdirSync(path.dirname(place), { recursive: true });
    fs.writeFileSync(place, entry.content);
  }
}

/** Judges the manifest of a package by the schemas in it; returns their names. */
function validate(version, one) {
  fs.copyFileSync(path.join(__dirname, `${version.target}.xsd`), path.join(one.folder, 'all.xsd'));
  const schemas = entries(one.zip).filter(found => found.name.endsWith('.xsd'));
  for (const entry of schemas) fs.writeFileSync(path.join(one.folder, entry.name), entry.content);
  const manifest = path.join(one.content, 'imsmanifest.xml');
  execFileSync('xmllint', ['--nonet', '--noout', '--schema', path.join(one.folder, 'all.xsd'), manifest], { stdio: 'pipe' });
  return schemas.map(entry => entry.name);
}

module.exports = { entries, unzip, validate };
