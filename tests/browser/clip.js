/** Makes a small film and a small sound that every browser plays: WebM with one VP8 picture shown again and again, and silence. */
'use strict';

/** A key frame of VP8, 32 by 18: what stands in a lossy WebP picture. */
const FRAME = Buffer.from('sAMAnQEqIAASAD8RdrJQLCekorAIAYAiCUAW2QQ7+BDyjtNIHMAA/riGuuT4F+fMIwHcsMJyOOVp7u21CJvdJ6m/VAA=', 'base64');

/** An element of EBML (RFC 8794): its id, its size in eight bytes, its content. */
function element(id, ...content) {
  const body = Buffer.concat(content.map(part => typeof part === 'string' ? Buffer.from(part) : part));
  const size = Buffer.alloc(8);
  size.writeUInt32BE(body.length, 4);
  size[0] = 1;
  return Buffer.concat([Buffer.from(id, 'hex'), size, body]);
}

function uint(value) {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}

function float(value) {
  const bytes = Buffer.alloc(8);
  bytes.writeDoubleBE(value);
  return bytes;
}

/** Four pictures a second; every one can be jumped to. */
function cluster(second) {
  const blocks = [0, 250, 500, 750].map(after => element('A3', Buffer.from([0x81, after >> 8, after & 255, 0x80]), FRAME));
  return element('1F43B675', element('E7', uint(second * 1000)), ...blocks);
}

/** A film of so many seconds (Matroska, RFC 9559). */
function film(seconds) {
  const head = element('1A45DFA3', element('4286', uint(1)), element('42F7', uint(1)), element('42F2', uint(4)), element('42F3', uint(8)),
    element('4282', 'webm'), element('4287', uint(2)), element('4285', uint(2)));
  const info = element('1549A966', element('2AD7B1', uint(1000000)), element('4489', float(seconds * 1000)), element('4D80', 'test'), element('5741', 'test'));
  const tracks = element('1654AE6B', element('AE', element('D7', uint(1)), element('73C5', uint(1)), element('83', uint(1)), element('86', 'V_VP8'),
    element('E0', element('B0', uint(32)), element('BA', uint(18)))));
  const clusters = Array.from({ length: seconds }, (_, second) => cluster(second));
  const point = (second, at) => element('BB', element('B3', uint(second * 1000)), element('B7', element('F7', uint(1)), element('F1', uint(at))));
  const index = from => element('1C53BB6B', ...clusters.map((one, second) => point(second, from + second * one.length)));
  const before = info.length + tracks.length + index(0).length;
  return Buffer.concat([head, element('18538067', info, tracks, index(before), ...clusters)]);
}

/** A sound of so many seconds: silence, as a WAV file. */
function sound(seconds) {
  const size = seconds * 8000;
  const head = Buffer.alloc(44);
  head.write('RIFF', 0);
  head.writeUInt32LE(36 + size, 4);
  head.write('WAVEfmt ', 8);
  head.writeUInt32LE(16, 16);
  head.writeUInt16LE(1, 20);
  head.writeUInt16LE(1, 22);
  head.writeUInt32LE(8000, 24);
  head.writeUInt32LE(8000, 28);
  head.writeUInt16LE(1, 32);
  head.writeUInt16LE(8, 34);
  head.write('data', 36);
  head.writeUInt32LE(size, 40);
  return Buffer.concat([head, Buffer.alloc(size, 128)]);
}

module.exports = { film, sound };
