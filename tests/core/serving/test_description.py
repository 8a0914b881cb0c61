"""schemathesis reads the server's OpenAPI description and tries what it allows, and what not."""

import subprocess
import sys
from pathlib import Path

OURS = ("/health", "/v1/models", "/v1/models/{model}", "/v1/chat/completions", "/v1/embeddings")


def test_the_description_is_kept_and_nothing_breaks(serve, tmp_path):
    served = serve(at_once=4, waiting=64, body_bytes=4 * 1024 * 1024, body_seconds=20)
    with served.http() as client:
        described = client.get("/openapi.json").json()
    assert set(described["paths"]) == set(OURS)
    command = Path(sys.executable).with_name("schemathesis")
    done = subprocess.run(
        [
            str(command),
            "run",
            f"{served.root}/openapi.json",
            *("--header", f"Authorization: Bearer {served.token}"),
            # What the description cannot say (words only from the library, vectors of one length)
            # may be refused though it fits the description.
            *("--exclude-checks", "positive_data_acceptance"),
            *("--phases", "examples,coverage,fuzzing"),
            *("--max-examples", "8", "--seed", "1", "--generation-database", "none"),
            # More than one, and its own generator of cases contradicts itself now and then.
            *("--workers", "1", "--no-color"),
        ],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=200,
        check=False,
    )
    told = done.stdout + done.stderr
    assert done.returncode == 0, told
    assert "Tested: 5" in told, told[-3000:]
    assert served.serving.status().requests > 50
