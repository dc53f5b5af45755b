"""The systemd units: read by systemd itself, and naming what is really there."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from cms.management.commands.minute import WORK
from tests.deploy.serving import ROOT

UNITS = ROOT / "deploy" / "systemd"
ANALYZE = shutil.which("systemd-analyze")

pytestmark = pytest.mark.deployment


@pytest.mark.skipif(ANALYZE is None, reason="systemd-analyze is not installed: apt-get install systemd")
def test_systemd_understands_every_unit(tmp_path: Path) -> None:
    """In a copy whose programs are there and whose user is ours: those are made on the server."""
    root = str(tmp_path)
    for program in (tmp_path / "releases/x/.venv/bin", tmp_path / "current/.venv/bin"):
        program.mkdir(parents=True)
        for name in ("python", "gunicorn"):
            (program / name).write_text("#!/bin/sh\n")
            (program / name).chmod(0o755)
    for unit in UNITS.iterdir():
        text = unit.read_text(encoding="utf-8").replace("/srv/cms", root)
        (tmp_path / unit.name.replace("@.", "@x.")).write_text(text, encoding="utf-8")
    units = sorted(str(tmp_path / unit.name.replace("@.", "@x.")) for unit in UNITS.iterdir())
    assert ANALYZE is not None
    said = subprocess.run(
        [ANALYZE, "verify", "--man=no", "--recursive-errors=no", *units], capture_output=True, text=True, check=False
    )
    complaints = [line for line in said.stderr.splitlines() if root in line or line.startswith("cms")]
    assert complaints == []
    assert said.returncode == 0, said.stderr


def test_every_command_that_a_unit_runs_exists() -> None:
    commands = {path.stem for path in ROOT.glob("*/management/commands/*.py")} | {"check"}
    named = {
        command
        for unit in UNITS.glob("*.service")
        for command in re.findall(r"manage\.py (\w+)", unit.read_text(encoding="utf-8"))
    }
    assert named
    assert named <= commands


def test_every_timer_has_its_service_and_writes_only_where_it_may() -> None:
    for timer in UNITS.glob("*.timer"):
        assert timer.with_suffix(".service").is_file()
    assert {path.name for path in UNITS.iterdir()} == {"cms@.service", "cms-job@.service", "cms-job@.timer"}
    for service in UNITS.glob("*.service"):
        text = service.read_text(encoding="utf-8")
        for line in ("NoNewPrivileges=true", "ProtectSystem=strict", "ReadWritePaths=/srv/cms/var", "User=cms"):
            assert line in text, (service.name, line)


def test_each_job_has_a_unit_of_its_own_with_a_time_out() -> None:
    unit = (UNITS / "cms-job@.service").read_text(encoding="utf-8")
    assert "manage.py run_job %i" in unit
    assert re.search(r"^TimeoutStartSec=\d+min$", unit, re.MULTILINE)
    guide = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")
    enabled = re.search(r"cms-job@\{(.+?)\}\.timer", guide)
    assert enabled is not None
    assert enabled[1].split(",") == list(WORK)
    assert "manage.py minute --every 60" in (ROOT / "Makefile").read_text(encoding="utf-8")
