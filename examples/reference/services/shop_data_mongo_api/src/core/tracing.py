"""Tracing of this process: provider, resource, sampler and exporter in one place."""

import asyncio

import structlog
from opentelemetry import trace
from opentelemetry.exporter.otlp.proto.grpc.trace_exporter import OTLPSpanExporter
from opentelemetry.sdk.resources import Resource
from opentelemetry.sdk.trace import SpanLimits, TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor
from opentelemetry.sdk.trace.sampling import ParentBased, TraceIdRatioBased

from src.core.config import Settings

EXPORT_SECONDS = 5
FLUSH_SECONDS = 8
logger = structlog.get_logger(__name__)


def configure_tracing(settings: Settings) -> TracerProvider:
    """Build the provider of this process and make it the global one."""
    provider = TracerProvider(
        resource=Resource.create(
            {
                "service.name": settings.service_name,
                "service.version": settings.release,
                "deployment.environment": settings.environment,
            }
        ),
        sampler=ParentBased(TraceIdRatioBased(settings.trace_sample_ratio)),
        span_limits=SpanLimits(max_attributes=64, max_events=32, max_attribute_length=512),
        shutdown_on_exit=False,
    )
    if settings.otlp_endpoint is not None:  # without a collector, spans are made and not sent
        exporter = OTLPSpanExporter(
            endpoint=settings.otlp_endpoint, insecure=True, timeout=EXPORT_SECONDS
        )
        provider.add_span_processor(BatchSpanProcessor(exporter))
    trace.set_tracer_provider(provider)
    return provider


async def shut_down_tracing(provider: TracerProvider) -> None:
    """Send what is queued, without holding up the loop or the shutdown."""
    try:
        async with asyncio.timeout(FLUSH_SECONDS):
            await asyncio.to_thread(provider.shutdown)
    except TimeoutError:
        logger.warning("trace_flush_timed_out")
