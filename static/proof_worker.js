// Finds the number below `most` whose SHA-256, behind the salt, is the target. An own SHA-256: the
// browser's is offered over HTTPS alone, and asking it once for each number is slower.
"use strict";

const FIRST = new Int32Array([
  0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a,
  0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19,
]);
const ROUNDS = new Int32Array([
  0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
  0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
  0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
  0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
  0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
  0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
  0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
  0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2,
]);
const SALT = 32; // its length; with the number it fits into one block
const words = new Int32Array(64);
const state = new Int32Array(8);
const turned = (x, n) => (x >>> n) | (x << (32 - n));

function digest() {
  for (let i = 16; i < 64; i++) {
    const x = words[i - 15];
    const y = words[i - 2];
    words[i] = words[i - 16] + (turned(x, 7) ^ turned(x, 18) ^ (x >>> 3))
      + words[i - 7] + (turned(y, 17) ^ turned(y, 19) ^ (y >>> 10));
  }
  let [a, b, c, d, e, f, g, h] = FIRST;
  for (let i = 0; i < 64; i++) {
    const s = (turned(e, 6) ^ turned(e, 11) ^ turned(e, 25)) + ((e & f) ^ (~e & g));
    const t = (h + s + ROUNDS[i] + words[i]) | 0;
    const u = ((turned(a, 2) ^ turned(a, 13) ^ turned(a, 22)) + ((a & b) ^ (a & c) ^ (b & c))) | 0;
    h = g; g = f; f = e; e = (d + t) | 0; d = c; c = b; b = a; a = (t + u) | 0;
  }
  state.set([a, b, c, d, e, f, g, h]);
  for (let i = 0; i < 8; i++) state[i] += FIRST[i];
}

function write(text, from) {
  for (let i = from; i < text.length; i++) {
    words[i >> 2] |= text.charCodeAt(i) << (24 - 8 * (i & 3));
  }
}

addEventListener("message", ({ data }) => {
  const wanted = Int32Array.from({ length: 8 }, (_, i) => parseInt(data.target.slice(8 * i, 8 * i + 8), 16));
  const most = Number(data.most);
  const part = Math.ceil(most / 20);
  words.fill(0);
  write(data.salt, 0);
  for (let number = 0; number < most; number++) {
    words.fill(0, SALT / 4, 16);
    const text = `${data.salt}${number}\x80`;
    write(text, SALT);
    words[15] = 8 * (text.length - 1);
    digest();
    if (state[0] === wanted[0] && state.every((word, i) => word === wanted[i])) {
      postMessage({ part: 100, number });
      return;
    }
    if (number % part === 0) postMessage({ part: Math.round((100 * number) / most) });
  }
});
