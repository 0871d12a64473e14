import { check } from './support/check';

describe('Python imports', () => {
  check('plain imports', 'import', `
    import os
    import a.b.c
    import redis.asyncio as r, json
  `, `
    import os -> os
    import a.b.c -> a
    import redis.asyncio -> r alias
    import json -> json
  `);
  check('from imports, relative ones and stars', 'import', `
    from a.b import c, d as e
    from . import f
    from ..g.h import i
    from ... import j
    from k import *
    from __future__ import annotations
  `, `
    from a.b import c -> c
    from a.b import d -> e alias
    from . import f -> f
    from ..g.h import i -> i
    from ... import j -> j
    from k import * -> *
    from __future__ import annotations -> annotations
  `);
  check('over several lines, with comments', 'import', `
    from a import (  # why
        b,
        # and
        c as d,
    )
    from x \\
        import y
  `, `
    from a import b -> b
    from a import c -> d alias
    from x import y -> y
  `);
  check('for types only', 'import', `
    if TYPE_CHECKING:
        import a
    if typing.TYPE_CHECKING:
        import b
    else:
        import c
    if not TYPE_CHECKING:
        import d
    else:
        import e
    if False:
        import f
    if (TYPE_CHECKING):
        import g
    if OTHER:
        import h
  `, `
    import a -> a types
    import b -> b types
    import c -> c
    import d -> d
    import e -> e types
    import f -> f types
    import g -> g types
    import h -> h
  `);
  check('optional ones', 'import', `
    try:
        import a
    except ImportError:
        import b
    try:
        import c
    except (ValueError, ModuleNotFoundError):
        c = None
    try:
        import d
    except ValueError:
        pass
    try:
        import e
    except:
        pass
    try:
        import f
    except Exception as error:
        pass
    else:
        import g
  `, `
    import a -> a optional
    import b -> b
    import c -> c optional
    import d -> d
    import e -> e optional
    import f -> f optional
    import g -> g
  `);
  check('in functions and classes', 'import', `
    async def f():
        import a
        if TYPE_CHECKING:
            import b
    class A:
        import c
  `, `
    import a -> a in f
    import b -> b types in f
    import c -> c
  `);
  check('a function under TYPE_CHECKING does not make its imports types', 'import', `
    if TYPE_CHECKING:
        def f():
            import a
  `, 'import a -> a in f');
  check('an unfinished import does not take the next line', ['import', 'call', 'unreadable'], `
    import os
    from a import
    foo()
    bar()
  `, `
    import os -> os
    call :bar() dropped
    unreadable 1:0-2:3
  `);
});
