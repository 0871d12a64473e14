/** Modules of the standard library (3.12) that projects also use as file names, with the rest: `sys.stdlib_module_names`, public ones. */
export const standardModules: ReadonlySet<string> = new Set(`
abc aifc argparse array ast asyncio atexit audioop base64 bdb binascii bisect builtins bz2 calendar cgi cgitb chunk cmath cmd code
codecs codeop collections colorsys compileall concurrent configparser contextlib contextvars copy copyreg crypt csv ctypes curses
dataclasses datetime dbm decimal difflib dis doctest email encodings ensurepip enum errno faulthandler fcntl filecmp fileinput fnmatch
fractions ftplib functools gc getopt getpass gettext glob graphlib grp gzip hashlib heapq hmac html http idlelib imaplib imghdr
importlib inspect io ipaddress itertools json keyword lib2to3 linecache locale logging lzma mailbox mailcap marshal math mimetypes mmap
modulefinder multiprocessing netrc nis nntplib ntpath numbers opcode operator optparse os pathlib pdb pickle pickletools pipes
pkgutil platform plistlib poplib posix posixpath pprint profile pstats pty pwd py_compile pyclbr pydoc queue quopri random re readline
reprlib resource rlcompleter runpy sched secrets select selectors shelve shlex shutil signal site smtplib sndhdr socket socketserver
spwd sqlite3 ssl stat statistics string stringprep struct subprocess sunau symtable sys sysconfig syslog tabnanny tarfile telnetlib tempfile
termios textwrap threading time timeit tkinter token tokenize tomllib trace traceback tracemalloc tty turtle types typing unicodedata unittest
urllib uu uuid venv warnings wave weakref webbrowser winreg wsgiref xdrlib xml xmlrpc zipapp zipfile zipimport zlib zoneinfo __future__
`.split(/\s+/).filter(Boolean));

/** Top-level import names of the libraries that rules speak of. A file of the same name does not capture the import. */
export const libraryModules: ReadonlySet<string> = new Set(`
aio_pika aiobotocore aioboto3 aiocache aiodocker aiofiles aiogram aiohttp aiokafka aiomcache aiomysql aiopg aiormq aiosqlite aiosmtplib aioredis aioresponses alembic amqp
anyio apscheduler argon2 arq asgi_correlation_id asgiref asyncmy asyncpg attr attrs authlib azure bcrypt beanie blinker boto3 botocore bson cachetools
cassandra cattrs celery certifi click clickhouse_connect clickhouse_driver confluent_kafka cryptography dateutil databases dependency_injector
dishka django docker dotenv dramatiq dynaconf elasticsearch email_validator factory faker fakeredis fastapi fastapi_users faststream flask flower
freezegun google granian grpc grpc_aio gunicorn h11 hiredis httpcore httplib2 httptools httpx huey hvac hypercorn hypothesis injector jinja2 jose
jsonschema jwt kafka kombu litestar locust loguru marshmallow minio mongoengine motor msgpack multidict mypy nats neo4j numpy odmantic
openai opensearchpy opentelemetry orjson ormar pandas paramiko passlib peewee piccolo pika playwright polyfactory pony prometheus_client prometheus_fastapi_instrumentator
psutil psycopg psycopg2 pydantic pydantic_core pydantic_settings pyjwt pymongo pymysql pyrogram pytest pytest_asyncio pytz qdrant_client quart
redis requests respx rich rq ruamel sanic scipy sentry_sdk setuptools simplejson slowapi socketio sqlalchemy sqlmodel starlette stripe
strawberry structlog taskiq taskiq_aio_pika taskiq_redis telebot telegram telethon tenacity testcontainers torch tornado tortoise tqdm typer typing_extensions
ujson urllib3 uvicorn uvloop valkey watchfiles websockets werkzeug yaml yarl zmq
`.split(/\s+/).filter(Boolean));

/** Names of `builtins` that code calls or refers to. */
export const builtinNames: ReadonlySet<string> = new Set(`
abs aiter all anext any ascii bin bool breakpoint bytearray bytes callable chr classmethod compile complex delattr dict dir divmod enumerate
eval exec exit filter float format frozenset getattr globals hasattr hash help hex id input int isinstance issubclass iter len list locals
map max memoryview min next object oct open ord pow print property quit range repr reversed round set setattr slice sorted staticmethod str
sum super tuple type vars zip __import__ Ellipsis NotImplemented
ArithmeticError AssertionError AttributeError BaseException BaseExceptionGroup BlockingIOError BrokenPipeError BufferError BytesWarning ChildProcessError
ConnectionAbortedError ConnectionError ConnectionRefusedError ConnectionResetError DeprecationWarning EOFError EnvironmentError Exception
ExceptionGroup FileExistsError FileNotFoundError FloatingPointError FutureWarning GeneratorExit IOError ImportError ImportWarning
IndentationError IndexError InterruptedError IsADirectoryError KeyError KeyboardInterrupt LookupError MemoryError ModuleNotFoundError
NameError NotADirectoryError NotImplementedError OSError OverflowError PendingDeprecationWarning PermissionError ProcessLookupError
RecursionError ReferenceError ResourceWarning RuntimeError RuntimeWarning StopAsyncIteration StopIteration SyntaxError SyntaxWarning
SystemError SystemExit TabError TimeoutError TypeError UnboundLocalError UnicodeDecodeError UnicodeEncodeError UnicodeError
UnicodeTranslateError UnicodeWarning UserWarning ValueError Warning ZeroDivisionError
`.split(/\s+/).filter(Boolean));
