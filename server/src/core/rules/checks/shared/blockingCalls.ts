const verbs = ['get', 'post', 'put', 'patch', 'delete', 'head', 'options', 'request'];
const queries = ['all', 'first', 'one', 'one_or_none', 'scalar', 'count', 'get', 'delete', 'update'];
const sessionCalls = ['execute', 'scalar', 'scalars', 'commit', 'flush', 'refresh', 'get', 'get_one', 'exec', 'merge', 'rollback'];
const mongoReads = ['find_one', 'insert_one', 'insert_many', 'update_one', 'update_many', 'replace_one', 'delete_one', 'delete_many',
  'find_one_and_update', 'find_one_and_delete', 'find_one_and_replace', 'count_documents', 'estimated_document_count', 'distinct', 'bulk_write', 'create_index'];

/** Calls that hold the thread until the outside answers, as name patterns, and what to do in their place, to follow `; `. */
export const blocking: readonly { readonly calls: readonly string[]; readonly instead: string }[] = [
  { instead: 'await `asyncio.sleep`', calls: ['time.sleep'] },
  {
    instead: 'use a shared `httpx.AsyncClient`',
    calls: [
      ...verbs.flatMap((verb) => [`requests.${verb}`, `requests.Session.${verb}`, `httpx.${verb}`, `httpx.Client.${verb}`]), 'requests.Session.send',
      'httpx.stream', 'httpx.Client.stream', 'httpx.Client.send', 'urllib.request.urlopen', 'urllib.request.urlretrieve',
      'urllib3.request', 'urllib3.PoolManager.request', 'urllib3.PoolManager.urlopen', 'http.client.HTTPConnection.request', 'http.client.HTTPSConnection.request',
      'http.client.HTTPConnection.getresponse', 'http.client.HTTPSConnection.getresponse', 'httplib2.Http.request',
    ],
  },
  {
    instead: 'use `asyncio.create_subprocess_exec`',
    calls: ['subprocess.run', 'subprocess.call', 'subprocess.check_call', 'subprocess.check_output', 'subprocess.getoutput', 'subprocess.getstatusoutput',
      'subprocess.Popen.communicate', 'subprocess.Popen.wait', 'os.system', 'os.popen'],
  },
  { instead: 'use `redis.asyncio`', calls: ['redis.Redis.*', 'redis.client.Pipeline.execute', 'redis.client.PubSub.get_message', 'redis.client.PubSub.listen'] },
  {
    instead: 'use an asynchronous driver',
    calls: [
      'psycopg2.connect', 'psycopg2.extensions.cursor.*', 'psycopg2.extensions.connection.commit', 'psycopg.connect', 'psycopg.Connection.connect', 'psycopg.Connection.execute',
      'psycopg.Connection.commit', 'psycopg.Cursor.*', 'pymysql.connect', 'MySQLdb.connect', 'mysql.connector.connect', 'sqlite3.connect', 'sqlite3.Connection.execute', 'sqlite3.Cursor.execute',
      ...mongoReads.flatMap((read) => [`pymongo.collection.Collection.${read}`, `pymongo.MongoClient.**.${read}`, `pymongo.database.Database.**.${read}`]),
      'pymongo.database.Database.command', 'pymongo.MongoClient.admin.command', 'pymongo.MongoClient.server_info',
    ],
  },
  {
    instead: 'use `sqlalchemy.ext.asyncio`',
    calls: [...sessionCalls.map((call) => `sqlalchemy.orm.Session.${call}`), ...queries.map((query) => `sqlalchemy.orm.Query.${query}`),
      'sqlalchemy.Engine.connect', 'sqlalchemy.Engine.begin', 'sqlalchemy.Connection.execute', 'sqlalchemy.Connection.commit'],
  },
  { instead: 'use `aio_pika`', calls: ['pika.BlockingConnection', 'pika.BlockingConnection.**', 'pika.adapters.blocking_connection.BlockingChannel.*'] },
  { instead: 'hand it to `asyncio.to_thread`, or use `aioboto3`', calls: ['boto3.client.*', 'boto3.resource.*', 'botocore.client.BaseClient.*'] },
  { instead: 'use `aiosmtplib`', calls: ['smtplib.SMTP', 'smtplib.SMTP_SSL', 'smtplib.SMTP.sendmail', 'smtplib.SMTP.send_message', 'smtplib.SMTP_SSL.sendmail', 'smtplib.SMTP_SSL.send_message'] },
];

/** Names that match the patterns above and only build something, or compute. */
export const harmless: readonly string[] = [
  ...['from_url', 'from_pool', 'pipeline', 'pubsub', 'register_script', 'lock', 'get_encoder', 'set_response_callback', 'get_connection_kwargs', 'connection_pool'].map((name) => `redis.Redis.${name}`),
  ...['generate_presigned_url', 'generate_presigned_post', 'get_paginator', 'get_waiter', 'can_paginate', 'close'].flatMap((name) => [`boto3.client.${name}`, `botocore.client.BaseClient.${name}`]),
  ...['Bucket', 'Object', 'ObjectSummary', 'Table', 'Queue', 'Topic', 'Instance', 'get_available_subresources'].map((name) => `boto3.resource.${name}`),
  ...['mogrify', 'close'].map((name) => `psycopg2.extensions.cursor.${name}`), 'psycopg.Cursor.close', 'psycopg.Cursor.mogrify',
  ...['basic_qos', 'add_on_return_callback', 'add_on_cancel_callback'].map((name) => `pika.adapters.blocking_connection.BlockingChannel.${name}`),
  ...['add_callback_threadsafe', 'call_later', 'add_on_connection_blocked_callback'].map((name) => `pika.BlockingConnection.${name}`),
];

/** Reading files is quick enough at start-up; on the path of a request it is not. */
export const fileAccess: readonly string[] = [
  'builtins.open', 'io.open', 'pathlib.Path.read_text', 'pathlib.Path.read_bytes', 'pathlib.Path.write_text', 'pathlib.Path.write_bytes', 'pathlib.Path.open',
];
