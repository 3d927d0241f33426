/** Which procedures ask for a right. All others are open to every face, as those of data sets and trainings are. */
import type { ProcedureName } from '../contract/contract.ts';
import type { Right } from '../contract/users.ts';

/** Signing in, signing out and one's own PIN need none; whether somebody may add users, and whose PIN may be changed, `Users` decides. */
export const RIGHT_OF: { readonly [Name in ProcedureName]?: Right } = {
  'slides.open': 'work on slides',
  'slides.describe': 'work on slides',
  'slides.remove': 'work on slides',
  'slides.classify': 'work on slides',
  'slides.label': 'work on slides',
  'slides.undo': 'work on slides',
  'slides.sendToLibrary': 'work on slides',
  'slides.calibrate': 'set what is measured with',
  'slides.setRanges': 'set what is measured with',
  'slides.sign': 'sign',
  'slides.amend': 'sign',
  'audit.list': 'read the trail',
  'audit.verify': 'read the trail',
  'users.changeRole': 'manage users',
  'users.setActive': 'manage users',
};
