import { expect, it } from 'vitest';
import { unpacked } from './unpacked.ts';

it.each([
  ['/opt/Smearlab/resources/app.asar/dist/engine/entry.js', '/opt/Smearlab/resources/app.asar.unpacked/dist/engine/entry.js'],
  [
    'C:\\Programs\\Smearlab\\resources\\app.asar\\dist\\engine\\entry.js',
    'C:\\Programs\\Smearlab\\resources\\app.asar.unpacked\\dist\\engine\\entry.js',
  ],
  [
    '/Applications/Smearlab.app/Contents/Resources/app.asar/dist/a.js',
    '/Applications/Smearlab.app/Contents/Resources/app.asar.unpacked/dist/a.js',
  ],
  ['/home/lab/smearlab/dist/engine/entry.js', '/home/lab/smearlab/dist/engine/entry.js'],
  ['/opt/resources/app.asar.unpacked/dist/engine/entry.js', '/opt/resources/app.asar.unpacked/dist/engine/entry.js'],
  ['/home/app.asartist/dist/engine/entry.js', '/home/app.asartist/dist/engine/entry.js'],
  ['/home/my-app.asar/dist/engine/entry.js', '/home/my-app.asar/dist/engine/entry.js'],
])('the engine’s file of %s is %s', (inside, beside) => {
  expect(unpacked(inside)).toBe(beside);
});
