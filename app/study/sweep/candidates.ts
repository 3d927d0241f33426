/** The recipes that a sweep holds against each other. Pure. */
import { SmearlabError } from '../../contract/failure.ts';
import { type Recipe, recipeSchema } from '../../contract/recipe.ts';
import type { Changes, Sweep } from '../../contract/sweep.ts';

export type Candidate = {
  /** Begins the names of its runs. */
  readonly name: string;
  /** What it changes. */
  readonly says: string;
  readonly recipe: Recipe;
};

/** More are a mistake in the file, or a year. */
const MOST = 500;

type Json = Changes[string];

/**
 * The base first where it is one of them.
 * @param epochs of a round of halving, which go before what the file says
 * @throws SmearlabError `bad-recipe` naming the candidate and the key that does not fit, or when there are too many
 */
export function candidatesOf(sweep: Sweep, epochs?: number): Candidate[] {
  const { base, search } = sweep;
  const make = (name: string, says: string, changes: Changes): Candidate => ({
    ...{ name, says },
    recipe: recipeOf(sweep, name, epochs === undefined ? changes : { ...changes, epochs }),
  });
  if (search.kind !== 'ladder') {
    return combinations(search.over).map((choice, at, all) => {
      const says = choice.map(([key, value]) => `${key} ${textOf(value)}`).join(', ');
      const changes = choice.reduce((known, [key, value]) => merged(known, nested(key.split('.'), value)), base);
      return make(`c${String(at + 1).padStart(String(all.length).length, '0')}`, says, changes);
    });
  }
  let changes = base;
  const steps = search.steps.map(({ name, set }) => {
    changes = merged(changes, set);
    return make(name, textOf(set), changes);
  });
  return [make('base', textOf(base), base), ...steps];
}

/** Every choice of one value for each key, the last key's values changing fastest. */
function combinations(over: Readonly<Record<string, readonly Json[]>>): (readonly [string, Json])[][] {
  const count = Object.values(over).reduce((product, values) => product * values.length, 1);
  if (count > MOST)
    throw new SmearlabError('bad-recipe', `The sweep has ${count} combinations. Leave some out: at most ${MOST} are tried.`);
  return Object.entries(over).reduce<(readonly [string, Json])[][]>(
    (known, [key, values]) => known.flatMap((choice) => values.map((value) => [...choice, [key, value] as const])),
    [[]],
  );
}

function nested([key = '', ...rest]: readonly string[], value: Json): Changes {
  return { [key]: rest.length === 0 ? value : nested(rest, value) };
}

/** Objects are merged key by key; one of another `kind` takes the place of what was there, as its keys mean something else. */
export function merged(known: Changes, more: Changes): Changes {
  const result: Record<string, Json> = { ...known };
  for (const [key, value] of Object.entries(more)) {
    const before = Object.hasOwn(known, key) ? known[key] : undefined;
    const together = isObject(before) && isObject(value) && (value['kind'] === undefined || value['kind'] === before['kind']);
    Object.defineProperty(result, key, {
      value: together ? merged(before, value) : value,
      enumerable: true,
      configurable: true,
      writable: true,
    });
  }
  return result;
}

function isObject(value: Json | undefined): value is Changes {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function recipeOf({ imageSize }: Sweep, name: string, { maskedCopies = false, ...training }: Changes): Recipe {
  const parsed = recipeSchema.safeParse({ network: { name: 'wbc' }, imageSize, maskedCopies, loss: 'cross-entropy', training });
  if (parsed.success) return parsed.data;
  const issues = parsed.error.issues.map(
    ({ path, message }) => `${path.filter((key) => key !== 'training').join('.') || 'the recipe'}: ${message}`,
  );
  throw new SmearlabError(
    'bad-recipe',
    `The sweep's candidate ${name} is no recipe. ${issues.join('; ')}. docs/recipes.md lists all keys.`,
  );
}

/** Values as they stand in the file, without the quotes of keys. */
function textOf(value: Json): string {
  if (isObject(value)) {
    const inner = Object.entries(value).map(([key, own]) => `${key} ${isObject(own) ? `(${textOf(own)})` : textOf(own)}`);
    return inner.join(', ');
  }
  return typeof value === 'string' ? value : JSON.stringify(value);
}
