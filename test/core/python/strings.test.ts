import { check } from './support/check';

const backslash = '\\';

describe('Python strings', () => {
  check('plain, raw, joined; bytes are none', 'string', `
    a = 'x'
    b = """y
    z"""
    c = r"${backslash}d+"
    d = "a" 'b' r"${backslash}n"
    e = b"no"
    f = u"u"
  `, `
    string "x" to a
    string "y\\nz" to b
    string "\\\\d+" to c
    string "ab\\\\n" to d
    string "u" to f
  `);
  check('escapes', 'string', String.raw`x = "\n\t\\\"\x41\u00e9\U0001F600\101\q\
end"`, String.raw`string "\n\t\\\"Aé😀A\\qend" to x`);
  check('f-strings', 'string', `
    a = f"redis://{host}:{settings.port!r:>{width}}/{{db}}"
    b = f"{f'{x}-{"y"}'}"
    c = f"{x=}"
    d = rf"${backslash}d{x}"
    e = f"plain"
    g = "a" f"{b()}" "c"
  `, `
    string fstring"redis://‹:host›:‹:settings.port›/{db}" to a
    string fstring"‹:x›-y" to b
    string fstring"x=‹:x›" to c
    string fstring"\\\\d‹:x›" to d
    string "plain" to e
    string fstring"a‹:b()›c" to g
  `);
  check('percent', 'string', `
    a = "%s-%d" % (x, y.z)
    b = "%s" % x
    c = "%(id)s 100%%" % {"id": user.id}
    d = "%s" % f"{x}"
    e = n % 3
  `, `
    string percent"‹:x›-‹:y.z›" to a
    string percent"‹:x›" to b
    string percent"‹:user.id› 100%" to c
    string "id"
    string percent"‹:x›" to d
  `);
  check('plus', 'string', `
    a = "SELECT " + column + " FROM " + table()
    b = "x" + "y"
    c = p + q
    d = ("a"
         + x)  # both
  `, `
    string plus"SELECT ‹:column› FROM ‹:table()›" to a
    string "xy" to b
    string plus"a‹:x›" to d
  `);
  check('format', 'string', `
    a = "{}-{}".format(x, y)
    b = "{1}{0} {k.a[0]!r:>5} {{}}".format(x, y, k=z)
    log("{}".format(x))
  `, `
    string format"‹:x›-‹:y›" to a
    string format"‹:y›‹:x› ‹:z.a[]› {}" to b
    string format"‹:x›" of #2
  `);
  check('the call of format is a call, its value is the text', 'call', 'log("{}".format(x))', `
    call :log(format"‹:x›") dropped
    call ?format(:x) arg of #0
  `);
  check('interpolations hold facts', ['call', 'read'], 'f"{a.b} {c(d.e)} {g:{h()}}"', `
    call :c(:d.e)
    call :h()
    read :a.b
    read :d.e
  `);
  check('docstrings are none', 'string', `
    """module"""
    x = 1
    """about x"""
    def f():
        "doc"
        return "value"
    class A:
        '''doc'''
  `, 'string "value" in f');
  check('whose argument, under what name', 'string', `
    f("a", k="b", headers={"X": "c", "Y": ["d"]}, l=("e", g("h")))
    URL = "u"
    URLS = ["v", {"w": "x"}]
    def p(q="r"): self.s = "t" if y else "z"
  `, `
    string "a" of #0
    string "b" to k of #0
    string "X" of #0
    string "c" to X of #0
    string "Y" of #0
    string "d" to Y of #0
    string "e" to l of #0
    string "h" of #1
    string "u" to URL
    string "v" to URLS
    string "w"
    string "x" to w
    string "r" to q
    string "t" to self.s in p
    string "z" to self.s in p
  `);
  check('values in calls', 'call', 'publish(f"{a}.{b}", "x" "y", "%s" % z, "p" + q, b"r")',
    'call :publish(fstring"‹:a›.‹:b›", "xy", percent"‹:z›", plus"p‹:q›", ?) dropped');
  check('the same quotes inside an f-string (PEP 701)', 'string', 'a = f"{d["k"]}"', `
    string fstring"‹:d[]›" to a
    string "k"
  `);
});
