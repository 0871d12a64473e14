/**
 * The images of Docker Hub that have a name of one segment (github.com/docker-library/official-images, `library/`, with those
 * that were retired). Nobody else can publish such a name, so any other one is an image that was built by hand:
 * `image: scheduler_app` after `docker build -t scheduler_app .`
 */
const officialImages: ReadonlySet<string> = new Set(`
  adminer aerospike alpine alt amazoncorretto amazonlinux api-firewall arangodb archlinux azul backdrop bash bonita buildpack-deps
  busybox caddy cassandra centos chronograf cirros clearlinux clefos clickhouse clojure composer consul convertigo couchbase couchdb
  crate dart debian docker drupal eclipse-mosquitto eclipse-temurin eggdrop elasticsearch elixir emqx erlang express-gateway fedora
  flink fluentd fsharp gazebo gcc geonetwork ghost golang gradle groovy haproxy haskell haxe hello-world hitch httpd hylang
  ibm-semeru-runtimes ibmjava influxdb irssi java jetty jobber joomla jruby julia kaazing-gateway kapacitor kibana known kong
  krakend lightstreamer liquibase logstash mageia mariadb matomo maven mediawiki memcached mongo mongo-express monica mono
  mysql nats nats-streaming neo4j neurodebian nextcloud nginx nginx-unprivileged node notary nuxeo odoo open-liberty openjdk
  opensuse oraclelinux orientdb percona perl phoenix photon php php-zendserver phpmyadmin piwik plone postfixadmin postgres
  pypy python r-base rabbitmq rakudo-star rapidoid redis redmine registry rethinkdb rockylinux rocket.chat ros ruby rust
  sapmachine satosa scala scratch silverpeas sl solr sonarqube sourcemage spark spiped storm swarm swift swipl teamspeak
  telegraf thrift tomcat tomee traefik ubuntu ubuntu-debootstrap unit vault varnish websphere-liberty wordpress xwiki yourls
  znc zookeeper
`.split(/\s+/).filter((name) => name !== ''));

/** Whether `name`, a name of one segment without registry, is one that Docker Hub holds. */
export function isOfficialImage(name: string): boolean {
  return officialImages.has(name);
}
