"""What every noun has in common: frozen, no unknown fields, times with a zone, derived ids."""

from __future__ import annotations

import hashlib
from datetime import UTC
from typing import Annotated

from pydantic import AfterValidator, AwareDatetime, BaseModel, ConfigDict


class Noun(BaseModel):
    """A frozen value. `model_dump_json` and `model_validate_json` are its form in the store and on the queue."""

    model_config = ConfigDict(frozen=True, extra="forbid")


#: A moment, always in UTC. Naive datetimes are refused: nobody knows which clock they were read from.
Moment = Annotated[AwareDatetime, AfterValidator(lambda moment: moment.astimezone(UTC))]


def derive_id(kind: str, *parts: object) -> str:
    """Content in, id out: the same parts always give the same id, so that doing a thing twice makes one row.

    `kind` is a short prefix that tells a reader what the id names (`"article"` → `"article-1f0c…"`).
    Letters, digits and `-` only, because RQ allows nothing else in a job id.
    """
    joined = "\x1f".join(str(part) for part in parts)
    return f"{kind}-{hashlib.sha256(joined.encode('utf-8', 'surrogatepass')).hexdigest()[:16]}"
