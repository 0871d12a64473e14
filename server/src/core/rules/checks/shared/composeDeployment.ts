import type { ComposeProject, ComposeService } from '../../../facts/compose/model';
import { variantOfFile } from '../../../facts/compose/sets';
import { parseImage } from '../../../facts/image';
import type { ProjectView } from '../../../project/model';
import { serviceCommand } from './composeCommands';
import { isGateway, kindOf, neverRuns, serverRole } from './composeServices';

/** What a name says of a job: `db-migrate`, `minio_init`, `api-tests`. */
const jobName = /(^|[-_.])(migrat\w*|alembic|flyway|liquibase|init\w*|setup|seed\w*|prestart|bootstrap|provision\w*|jobs?|cli|tests?|testing|e2e|pytest|lint|once|backup|restore|create\w*|fixtures?|wait\w*|topics?|buckets?|shell|debug)([-_.]|$)/i;
/** By the naming convention, these run: `job_worker`, `topics_api`. */
const processName = /(api|worker|bot|gateway|stream|scheduler|webhook|server|service|svc)$/i;
/** What the last process of a job is called. */
const jobCommand = /\b(alembic|migrate|migrations?|makemigrations|collectstatic|createsuperuser|loaddata|flyway|liquibase|pytest|tox|nox|coverage|ruff|mypy|seed\w*|init_?db|initdb|initial_data|create_?(buckets?|topics?|db|admin|tables)|prestart|kafka-topics|wait-for-it|dockerize)\b|^(true|sleep \d+|echo\b.*)$/i;
/** A shell that somebody works in. */
const interactive = /^(\/(usr\/)?bin\/)?(ba|z|da)?sh$|^(i?python3?|bpython|tail -f \/dev\/null|sleep infinity)$/;
/** Images of clients and tools, which do their work and end. */
const jobImages = new Set(['mc', 'curl', 'busybox', 'alpine', 'hello-world', 'flyway', 'liquibase', 'migrate', 'wait-for-it', 'dockerize', 'k6', 'locust', 'mkcert', 'certbot', 'newman', 'atlas']);
/** Profiles of what is started by hand. */
const manualProfile = /^(tools?|manual|debug\w*|dev\w*|local|tests?|testing|ci|e2e|cli|jobs?|migrat\w*|seed\w*|init|setup|once|ops|admin|lint|donotstart|never)$/i;

/** Whether a compose file is for development, tests or an editor's container, by its name or folder. */
export function isForDevelopment(path: string): boolean {
  return variantOfFile(path) === 'development' || /(^|\/)\.devcontainer\//.test(path);
}

/**
 * The services of this project as they are deployed, each judged in one project only: in production where there is a file for
 * it, else as the base file has it. What only a developer's file adds is left out, and so is what could not be read whole
 * (half-typed, or a template that something else fills in): a key that seems absent may be there.
 */
export function deployedServices(project: ProjectView, compose: ComposeProject): ComposeService[] {
  const unread = new Set(compose.problems.filter((problem) => problem.kind === 'syntax' || problem.kind === 'limit').map((problem) => problem.at.path));
  return [...compose.services.values()].filter((service) => service.isPartial !== true && !unread.has(service.at.path) && !neverRuns(service)
    && !isForDevelopment(service.at.path) && isJudgedIn(project, compose, service));
}

function isJudgedIn(project: ProjectView, compose: ComposeProject, service: ComposeService): boolean {
  const speaking = project.compose.filter((other) => {
    const same = other.services.get(service.name);
    // A file that can run by itself is not run together with what only the base has.
    const alone = other.standalone ?? [];
    if (alone.length > 0 && same?.bodies.every((body) => !alone.includes(body.path)) === true) return false;
    return same !== undefined && same.at.path === service.at.path && same.at.range.start.line === service.at.range.start.line;
  });
  const judged = speaking.find((other) => other.variant === 'production') ?? speaking.find((other) => other.variant === 'base') ?? speaking[0];
  return judged === undefined || judged === compose || judged.files.join('\0') === compose.files.join('\0');
}

/** What the services of a project are by how long they run. */
export interface Lifetimes {
  /** It does its work and ends, is started by hand, or holds a shell open. */
  isJob(service: ComposeService): boolean;
  /**
   * It is known to run until it is stopped: a server by its image, something that is restarted, listens, is checked for
   * health or depended on, or code whose kind is known. False for a job, and where it cannot be told.
   */
  isLongRunning(service: ComposeService): boolean;
}

/** Looks at all services once, then answers for each. */
export function lifetimesOf(project: ProjectView, compose: ComposeProject): Lifetimes {
  const services = [...compose.services.values()];
  const dependencies = services.flatMap((service) => [...service.dependsOn.values()]);
  const awaited = new Set(dependencies.filter((dependency) => dependency.condition === 'service_completed_successfully').map((dependency) => dependency.service));
  const needed = new Set(dependencies.map((dependency) => dependency.service));
  const imagesRun = new Set(services.filter((service) => service.build === null).map((service) => service.image?.value));
  const isJob = (service: ComposeService): boolean => {
    if (service.restart?.value === 'no' || awaited.has(service.name)) return true;
    if (jobName.test(service.name) && !processName.test(service.name)) return true;
    if (service.profiles.some((profile) => manualProfile.test(profile.value))) return true;
    if (service.build === null && service.image !== null && jobImages.has(parseImage(service.image.value).name)) return true;
    if (isBuildOnly(service) && imagesRun.has(service.image?.value)) return true;
    const command = serviceCommand(project, service)?.text ?? '';
    return jobCommand.test(command) || interactive.test(command);
  };
  const isLongRunning = (service: ComposeService): boolean => {
    if (isJob(service)) return false;
    // Whoever wants it restarted wants it running.
    if (service.restart !== null || serverRole(service) !== null || isGateway(project, compose, service)) return true;
    if (service.ports.length > 0 || service.expose.length > 0 || service.healthcheck !== null || needed.has(service.name)) return true;
    const kind = kindOf(project, compose, service);
    return kind !== null && kind !== 'unknown' && kind !== 'library';
  };
  return { isJob, isLongRunning };
}

/** `base: { build: ., image: base:local }`, which may be there to build the image that others run. */
function isBuildOnly({ build, image, command, entrypoint, ports, healthcheck, restart }: ComposeService): boolean {
  return build !== null && image !== null && command === null && entrypoint === null && ports.length === 0 && healthcheck === null && restart === null;
}
