"""The names RQ calls: a payload of ids becomes a step. Nothing else may be called through the queue."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from monitor.model.job import CheckSilence, Deliver, ExtractStory, ReviewAlert
from workers import steps
from workers.bootstrap import worker_services
from workers.steps import WorkerServices


def extract_story(payload: Mapping[str, object]) -> str:
    """{"story", "revision", "article"} → the outcome's word."""
    return steps.extract_story(ExtractStory.model_validate(payload), services()).value


def review_alert(payload: Mapping[str, object]) -> str:
    """{"alert"} → the outcome's word."""
    return steps.review_alert(ReviewAlert.model_validate(payload), services()).value


def check_silence(payload: Mapping[str, object]) -> str:
    """{"watch", "observation"} → the outcome's word."""
    return steps.check_silence(CheckSilence.model_validate(payload), services()).value


def deliver(payload: Mapping[str, object]) -> str:
    """{"notification"} → the outcome's word."""
    return steps.deliver(Deliver.model_validate(payload), services()).value


@lru_cache(maxsize=1)
def services() -> WorkerServices:
    """This process's services, made at the first job; settings come from where the command line found them."""
    return worker_services()
