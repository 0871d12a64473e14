import { describeRule } from '../../support/describeRule';

describeRule('compose/no-privileged', ({ catches, leaves }) => {
  catches('all four, where no pack is followed too', `
    //- docker-compose.yml
    services:
      deployer:
        build: ./deployer
        privileged: true
    #               ^^^^ error: compose/no-privileged: \`deployer\` is privileged, which makes it root of the host; add the one capability or device that it needs.
        network_mode: host
    #                 ^^^^ error: compose/no-privileged: \`deployer\` is on the network of the host, with every port open and none isolated; publish the ports that it needs.
        cap_add: [NET_ADMIN, ALL]
    #                        ^^^ error: compose/no-privileged: \`deployer\` has all capabilities, which is as good as privileged; add the one that it needs.
        volumes:
          - /var/run/docker.sock:/var/run/docker.sock:ro
    #       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error: compose/no-privileged: \`deployer\` has the socket of the container engine, and with it the host; remove the mount, or put a read-only socket proxy in between.
  `, { follows: false });

  catches('what a template or an override brings', `
    //- docker-compose.yml
    x-root: &root
      privileged: "true"
    #             ^^^^^^ error: compose/no-privileged
    services:
      api:
        <<: *root
        build: ./api
      db:
        image: postgres:16
    //- docker-compose.override.yml
    services:
      db:
        network_mode: "host"
    #                 ^^^^^^ error: compose/no-privileged
  `, { follows: false });

  catches('sockets of other engines, in other places, and the long form', `
    //- docker-compose.yml
    services:
      a:
        image: example/agent:1.0
        volumes: ["\${DOCKER_SOCK:-/var/run/docker.sock}:/docker.sock"]
    #             ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error: compose/no-privileged
      b:
        image: example/agent:1.0
        volumes:
          - type: bind
    #       ^^^^^^^^^^> error: compose/no-privileged
            source: /run/user/1000/podman/podman.sock
            target: /var/run/docker.sock
      c:
        image: example/agent:1.0
        volumes:
          - //var/run/docker.sock:/var/run/docker.sock
    #       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error: compose/no-privileged
  `);

  catches('a purpose that is another one', `
    //- docker-compose.yml
    services:
      traefik:
        image: traefik:v3.1
        privileged: true
    #               ^^^^ error: compose/no-privileged
        volumes: ["/var/run/docker.sock:/var/run/docker.sock:ro"]
  `);

  leaves('programs that manage or watch the host', `
    //- docker-compose.yml
    services:
      proxy:
        image: registry.example.com/mirror/traefik:v3.1
        volumes: ["/var/run/docker.sock:/var/run/docker.sock:ro"]
      guard:
        image: tecnativa/docker-socket-proxy:0.3
        volumes: ["/var/run/docker.sock:/var/run/docker.sock:ro"]
      console:
        image: portainer/portainer-ce:2.21.0
        volumes: ["/var/run/docker.sock:/var/run/docker.sock"]
      watch:
        image: gcr.io/cadvisor/cadvisor:v0.49.1
        privileged: true
        volumes: ["/:/rootfs:ro", "/var/run:/var/run:ro"]
      node:
        image: prom/node-exporter:v1.8.2
        network_mode: host
  `, { follows: false });

  leaves('single capabilities, dropped ones, and privileges that are denied', `
    //- docker-compose.yml
    services:
      api:
        build: ./api
        privileged: false
        cap_drop: [ALL]
        cap_add: [NET_BIND_SERVICE, SYS_PTRACE]
        security_opt: ["no-new-privileges:true"]
        network_mode: bridge
      side:
        build: ./side
        network_mode: "service:api"
        privileged: "\${PRIVILEGED}"
      job:
        build: ./job
        network_mode: none
  `, { follows: false });

  leaves('other sockets, and what an override takes away', `
    //- docker-compose.yml
    services:
      api:
        build: ./api
        privileged: true
        volumes:
          - /run/postgresql/.s.PGSQL.5432:/run/postgresql/.s.PGSQL.5432
          - ./docker.sock.md:/docs/docker.sock.md
          - socket:/var/run
    volumes: { socket: {} }
    //- docker-compose.override.yml
    services:
      api:
        privileged: !reset false
  `, { follows: false });

  leaves('the container of an editor', `
    //- .devcontainer/docker-compose.yml
    services:
      workspace:
        build: .
        privileged: true
        network_mode: host
        volumes: ["/var/run/docker.sock:/var/run/docker-host.sock"]
  `, { follows: false });
});
