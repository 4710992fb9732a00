"""Every route of /api/v1 keeps its description."""

import pytest
import schemathesis

from bench.programs.described import failures
from programs_client import OWN_TOKEN, programs_client, with_key

# `python -m bench programs` sends many more.
EXAMPLES = 5


@pytest.mark.filterwarnings("ignore")  # schemathesis's own
def test_every_route_answers_as_its_description_says(tmp_path):
    with programs_client(tmp_path / "index") as client:
        headers = with_key(OWN_TOKEN)
        schema = schemathesis.openapi.from_asgi("/api/v1/openapi.json", client.app, headers=headers)
        found = list(failures(schema, headers, EXAMPLES))
    assert len(found) > 20 and sum(sent for _, sent, _ in found) > 10 * EXAMPLES
    assert "\n".join(one for _, _, wrong in found for one in wrong) == ""
