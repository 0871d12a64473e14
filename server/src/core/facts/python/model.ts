import type { Range } from '../../text/range';

/**
 * A *symbolic path*: an expression written as names, attributes and calls, with everything that is local to the
 * function already replaced by what it is bound to. Grammar: `head ( '.' attribute | '()' | '[]' | '{' path '}' | '@' parameter )*`.
 * The head is `:name` for a name of this module's scope (an import, a module variable, a class, a function) or
 * of the builtins; what it means is decided later by `project/names`, which knows the module's bindings and
 * the other files. `[]` is any subscript. A head `<path|path>` is one of several: they mean something where they mean the same.
 * `:dict{:Redis}` is the annotation `dict[str, Redis]`: a container, and the class of what is in it. `:f@x` is the parameter
 * `x`, which has no annotation, of the function `f`.
 *
 *     import redis.asyncio as r
 *     client = r.Redis(host="x")          # binding  client = ':r.Redis()'
 *     async def f():
 *         c = client
 *         await c.set("k", 1)             # call     ':client.set'
 *     class Cache:
 *         def __init__(self): self.r = r.Redis()
 *         async def g(self): await self.r.get("k")   # call ':Cache().r.get'  (self is an instance of its class)
 *
 * `await` does not show in a path; a context manager's `as` name is the path of the manager itself.
 */
export type SymbolicPath = string;

/** Everything that rules need to know of one Python file, in source order. Ranges are absolute. */
export interface PythonFacts {
  readonly language: 'python';
  readonly imports: readonly ImportFact[];
  readonly bindings: readonly BindingFact[];
  readonly functions: readonly FunctionFact[];
  readonly classes: readonly ClassFact[];
  readonly calls: readonly CallFact[];
  readonly attributes: readonly AttributeFact[];
  readonly handlers: readonly ExceptFact[];
  readonly assignments: readonly AssignmentFact[];
  readonly strings: readonly StringFact[];
  readonly comments: readonly CommentFact[];
  /** Regions that the parser could not read: a rule says nothing that touches one. */
  readonly unreadable: readonly Range[];
  /** True where the text is a Jinja template of Python: nothing in it is judged. */
  readonly isTemplate: boolean;
  /** `if __name__ == "__main__":` and what lies in it. */
  readonly mainGuard: Range | null;
  /** Names of `__all__`, where it is a literal list or tuple. */
  readonly exports: readonly string[] | null;
}

/** One imported name. `import a.b as c` → module 'a.b', name null, alias 'c'. `from ..a import b` → level 2, module 'a', name 'b'. */
export interface ImportFact {
  readonly module: string;
  readonly level: number;
  /** null for `import m`; '*' for a star import. */
  readonly name: string | null;
  /** The name bound here; for `import a.b` without alias it is 'a'. */
  readonly bound: string;
  readonly hasAlias: boolean;
  readonly range: Range;
  /** The range of the module's name, where diagnostics are drawn. */
  readonly moduleRange: Range;
  readonly nameRange: Range | null;
  /** The whole import statement. */
  readonly statement: Range;
  readonly function: number | null;
  /** Under `if TYPE_CHECKING:`. */
  readonly typesOnly: boolean;
  /** In a `try` whose handler catches ImportError (or ModuleNotFoundError, Exception, or all). */
  readonly optional: boolean;
}

/** A name bound at module scope, in a class body, or to `self.x` in a method. Function locals do not appear. */
export interface BindingFact {
  readonly name: string;
  /** Index of the class whose attribute this is (class body or `self.name`), or null at module scope. */
  readonly class: number | null;
  /** What the value is; null where it is not a path (literals have `value`). */
  readonly path: SymbolicPath | null;
  readonly annotation: SymbolicPath | null;
  readonly value: ValueFact | null;
  readonly range: Range;
  /** Function in which the assignment stands (for `self.x` and `global x`). */
  readonly function: number | null;
}

/**
 * An assignment that `bindings` do not tell: to a name that is local to a function, to an attribute of something other than
 * self, to an item; what is added to any of them in place (`|=`, `+=`); and an update, a call like `headers.update(…)` as a statement,
 * whose value is that call.
 */
export interface AssignmentFact {
  readonly kind: 'name' | 'attribute' | 'item' | 'update';
  /** The name, the attribute, the literal key of the item (null for another key), or the method of an update. */
  readonly name: string | null;
  /** What has the attribute or item: its path (null for a name, and for what has none) and how it is written ('' for a name). */
  readonly object: SymbolicPath | null;
  readonly objectText: string;
  /** `=`, or that of an augmented assignment: `|=`. */
  readonly operator: string;
  /** What is assigned; both null where it is not written there (the names of `for`, `except`, unpacking). */
  readonly value: ValueFact | null;
  readonly path: SymbolicPath | null;
  /** The target. */
  readonly range: Range;
  readonly function: number | null;
  /** The arm of `if`, `for`, `try` … in a function that it stands in: behind its end, it may not have run. null: it runs when the function does. */
  readonly arm: Range | null;
}

export interface FunctionFact {
  readonly name: string;
  /** Index in `functions` of the function around it, index in `classes` of the class directly around it. */
  readonly function: number | null;
  readonly class: number | null;
  readonly isAsync: boolean;
  readonly isGenerator: boolean;
  readonly isLambda: boolean;
  readonly decorators: readonly DecoratorFact[];
  readonly parameters: readonly ParameterFact[];
  readonly returns: SymbolicPath | null;
  readonly returnsRange: Range | null;
  /** The path of what `return` gives where every return agrees (of what a generator yields, where every `yield` does); null else. */
  readonly returnPath: SymbolicPath | null;
  /** What each `return` (each `yield` of a generator) gives, in source order; absent where there is none, or more than eight. */
  readonly returned?: readonly ValueFact[];
  readonly range: Range;
  readonly nameRange: Range;
  readonly bodyRange: Range;
  /** Handed to a thread in this file: `to_thread(f)`, `run_in_executor(None, f)`, `Thread(target=f)`, `executor.submit(f)`. */
  readonly runsInThread: boolean;
}

export interface DecoratorFact {
  readonly path: SymbolicPath;
  /** Index in `calls` where the decorator is a call. */
  readonly call: number | null;
  readonly range: Range;
}

export interface ParameterFact {
  readonly name: string;
  readonly kind: 'positional' | 'keyword' | 'args' | 'kwargs';
  /** `Annotated[X, …]`, `X | None`, `Optional[X]` and `"X"` give X. */
  readonly annotation: SymbolicPath | null;
  /** The annotation as written. */
  readonly annotationText: string | null;
  readonly annotationRange: Range | null;
  /** Values inside `Annotated[X, …]`. */
  readonly metadata: readonly ValueFact[];
  readonly default: ValueFact | null;
  /** What the default has called for the value: `get_db` in `Depends(get_db)`, also of FastAPI's `Security`, `Provide[…]`. */
  readonly provider?: SymbolicPath;
  readonly range: Range;
}

export interface ClassFact {
  readonly name: string;
  readonly function: number | null;
  readonly class: number | null;
  readonly bases: readonly SymbolicPath[];
  readonly baseRanges: readonly Range[];
  readonly decorators: readonly DecoratorFact[];
  readonly range: Range;
  readonly nameRange: Range;
}

export interface CallFact {
  /** The path of what is called, without the final `()`. null where it is not a path (`f()()` has one, `(lambda: 0)()` has none). */
  readonly callee: SymbolicPath | null;
  /** The last name of the callee as written. */
  readonly name: string;
  readonly range: Range;
  readonly calleeRange: Range;
  readonly argumentsRange: Range;
  readonly arguments: readonly ArgumentFact[];
  readonly function: number | null;
  readonly class: number | null;
  readonly awaited: boolean;
  /** The call (or its `await`) is a whole statement: the result is dropped. */
  readonly isStatement: boolean;
  /** `with`/`async with` item. */
  readonly isContextManager: boolean;
  /** Name to which the result is bound directly, if any (`x = call()`, `self.x = call()` gives 'self.x'). */
  readonly boundTo: string | null;
  /** Inside code that runs in a thread or another process (a lambda or function given to one, within this function). */
  readonly inThread: boolean;
  readonly inMainGuard: boolean;
  /** Index in `calls` of the call that directly takes this one as an argument. */
  readonly argumentOf: number | null;
}

export interface ArgumentFact {
  /** Keyword name; null for a positional argument; '*' and '**' for unpacking. */
  readonly keyword: string | null;
  readonly value: ValueFact;
  readonly range: Range;
}

/** What an expression is, as far as it can be said without running it. */
export type ValueFact =
  | { readonly kind: 'string'; readonly text: string; readonly range: Range }
  /** `parts` has a string for literal text and a path (or null) for each interpolation; assembly by f-string, %, + or .format. */
  | { readonly kind: 'assembled'; readonly by: 'fstring' | 'percent' | 'plus' | 'format'; readonly parts: readonly AssembledPart[]; readonly range: Range }
  | { readonly kind: 'number'; readonly text: string; readonly range: Range }
  | { readonly kind: 'true' | 'false' | 'none'; readonly range: Range }
  /** `key`: the literal in the brackets, where the path ends in `[]`. `name`: the name, where it is one that is local to a function. */
  | { readonly kind: 'path'; readonly path: SymbolicPath; readonly range: Range; readonly key?: string; readonly name?: string }
  /** `call` is an index in `calls` of the file's facts. What a project's summary keeps of a file has no calls: there, `arguments` are those of the call. */
  | { readonly kind: 'call'; readonly call: number; readonly path: SymbolicPath | null; readonly range: Range; readonly arguments?: readonly ArgumentFact[] }
  | { readonly kind: 'dict'; readonly entries: readonly { readonly key: ValueFact | null; readonly value: ValueFact }[]; readonly range: Range }
  | { readonly kind: 'list'; readonly items: readonly ValueFact[]; readonly range: Range }
  /** A lambda, or the name of a function defined in the same function. */
  | { readonly kind: 'function'; readonly function: number; readonly range: Range }
  /** `operands`: of `a | b` and `a + b`, and what the value is one of: of `a or b`, `a if c else b`. `name` as in a path. */
  | { readonly kind: 'other'; readonly range: Range; readonly operator?: '|' | '+' | 'either'; readonly operands?: readonly ValueFact[]; readonly name?: string };

export type AssembledPart =
  | { readonly text: string }
  | { readonly path: SymbolicPath | null };

/** A read of a dotted name that is not called (`types.ParseMode.HTML`), outermost only. */
export interface AttributeFact {
  readonly path: SymbolicPath;
  readonly range: Range;
  readonly function: number | null;
}

export interface ExceptFact {
  /** Empty for a bare `except:`. */
  readonly types: readonly SymbolicPath[];
  readonly range: Range;
  readonly typeRange: Range | null;
  readonly bodyRange: Range;
  readonly function: number | null;
  readonly reraises: boolean;
  /** The body is only `pass`, `...` or `continue`. */
  readonly isSilent: boolean;
  readonly isStar: boolean;
  readonly boundTo: string | null;
  /** The block of the `try`: equal for the clauses of one statement. */
  readonly tryRange?: Range | null;
  /**
   * What that block awaits: nothing; only objects by their names (`await self._task`); or work. Told for clauses that write
   * `CancelledError` or `BaseException`, undefined for others.
   */
  readonly awaits?: 'nothing' | 'objects' | 'work';
}

/** A string that is not a docstring. */
export interface StringFact {
  readonly value: ValueFact;
  readonly range: Range;
  readonly function: number | null;
  readonly class: number | null;
  /** Index in `calls` of the nearest call whose argument (at any depth of literals) this string is. */
  readonly argumentOf: number | null;
  /** Name it is bound to directly (`URL = "…"`, keyword argument or dict key give it too). */
  readonly boundTo: string | null;
}

export interface CommentFact {
  readonly text: string;
  readonly range: Range;
  /** Nothing but white space stands before it on its line. */
  readonly ownLine: boolean;
}
