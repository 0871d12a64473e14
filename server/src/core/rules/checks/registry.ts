import type { Check } from '../model';
import { annotatedDependencies } from './annotatedDependencies';
import { asyncClient } from './asyncClient';
import { aiogramV3 } from './aiogramV3';
import { amqpClient } from './amqpClient';
import { noDatabaseCredentials, noDatabaseDependency, unusedDataService } from './boundaryCompose';
import { callbackAnswer } from './callbackAnswer';
import { cors } from './cors';
import { errorContract } from './errorContract';
import { gracefulShutdown } from './gracefulShutdown';
import { healthcheck, waitForHealthy } from './composeHealth';
import { noPrivileged, noVersionKey } from './composeHardening';
import { canonicalVersion, pinnedImage } from './composeImages';
import { logRotation, noContainerName, resourceLimits, restartPolicy } from './composeLifetime';
import { gatewayRequired, networkIsolation, portConvention } from './composeNetworks';
import { noPublishedDatastore, portConflict } from './composePorts';
import { unknownService } from './composeReferences';
import { noInlineSecret } from './composeSecrets';
import { namedVolume } from './composeVolumes';
import { deadLetter } from './deadLetter';
import { durableTopology } from './durableTopology';
import { explicitAck } from './explicitAck';
import { healthEndpoint } from './healthEndpoint';
import { idempotentConsumer } from './idempotentConsumer';
import { keepTaskReference } from './keepTaskReference';
import { lifespan } from './lifespan';
import { noBlockingCall } from './noBlockingCall';
import { noConnectionInHandler } from './noConnectionInHandler';
import { noCrossServiceImport } from './noCrossServiceImport';
import { noDebugServer } from './noDebugServer';
import { noGlobalClient } from './noGlobalClient';
import { noHardcodedUrl } from './noHardcodedUrl';
import { noManualLoop } from './noManualLoop';
import { noNestedRun } from './noNestedRun';
import { noSwallowedCancel } from './noSwallowedCancel';
import { oneFrameworkPerProcess } from './oneFrameworkPerProcess';
import { oneServicePerContainer } from './oneServicePerContainer';
import { persistentMessage } from './persistentMessage';
import { persistentStorage } from './persistentStorage';
import { prefetch } from './prefetch';
import { raiseForStatus } from './raiseForStatus';
import { redisAsyncClient } from './redisClient';
import { redisClientInHandler } from './redisClientInHandler';
import { atomicIdempotency } from './redisIdempotency';
import { redisKeyNaming } from './redisKeyNaming';
import { redisKeysCommand } from './redisKeysCommand';
import { redisPickle } from './redisPickle';
import { startupHooks } from './startupHooks';
import { timeoutRequired } from './timeoutRequired';
import { requestId } from './requestId';
import { requestIdHeader } from './requestIdHeader';
import { routingKeyName } from './routingKeyName';
import { sharedClient } from './sharedClient';
import { tlsVerification } from './tlsVerification';
import { tokenLiteral } from './tokenLiteral';
import { ttlRequired } from './ttlRequired';
import { typedResponse } from './typedResponse';
import { unawaitedCoroutine } from './unawaitedCoroutine';
import { validateMessage } from './validateMessage';
import { validatedBody } from './validatedBody';
import { versionedRoutes } from './versionedRoutes';
import { workerEntrypoint } from './workerEntrypoint';
import { webhookSecret } from './webhookSecret';

/** Every check that a rule can name. A check is here and in its own file, and nowhere else. */
export const checks: readonly Check[] = [
  noDatabaseCredentials, noDatabaseDependency, unusedDataService, oneFrameworkPerProcess, oneServicePerContainer, noCrossServiceImport,
  noManualLoop, noNestedRun, noBlockingCall, keepTaskReference, unawaitedCoroutine, noSwallowedCancel, workerEntrypoint, gracefulShutdown, asyncClient, timeoutRequired, sharedClient, requestId, raiseForStatus, tlsVerification, noHardcodedUrl, explicitAck, persistentMessage, redisAsyncClient, ttlRequired, lifespan, versionedRoutes, typedResponse, validatedBody, annotatedDependencies, noGlobalClient, cors, errorContract, healthEndpoint, noDebugServer, aiogramV3, persistentStorage,
  pinnedImage, canonicalVersion, healthcheck, waitForHealthy, unknownService, noInlineSecret, noPublishedDatastore, portConflict,
  restartPolicy, resourceLimits, logRotation, noContainerName, networkIsolation, gatewayRequired, portConvention, namedVolume, noPrivileged, noVersionKey,
  durableTopology, deadLetter, prefetch, requestIdHeader, routingKeyName, validateMessage, idempotentConsumer, noConnectionInHandler, amqpClient,
  redisClientInHandler, redisKeyNaming, redisKeysCommand, atomicIdempotency, redisPickle, tokenLiteral, startupHooks, callbackAnswer, webhookSecret,
];
