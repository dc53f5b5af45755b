"""Releases of this code side by side, as a server has them, and a stand-in for systemd that really starts the unit.

A container has no systemd. What it would do with cms@.service is done here from that file: its ExecStart, its
Environment, its EnvironmentFile, in its WorkingDirectory.
"""

import os
import secrets
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from tests.deploy.serving import ROOT

SYSTEMCTL = '''#!{python}
"""start, stop and reload as systemd would."""
import os, re, shlex, signal, subprocess, sys, time
from contextlib import suppress
from pathlib import Path
root = Path({folder!r})
command, *rest = [one for one in sys.argv[1:] if one != "--now"]
if rest == ["nginx"]:
    os.kill(int((root / "nginx.pid").read_text()), signal.SIGHUP)
    sys.exit()
name = rest[0].removeprefix("cms@").removesuffix(".service")
noted = root / f"{{name}}.pid"
text = Path({unit!r}).read_text().replace("/srv/cms", str(root)).replace("/run/cms-web", str(root)).replace("%i", name)
value = dict(re.findall(r"^(\\w+)=(.*)$", text, re.M))
if command == "start" and not noted.exists():
    lines = [line for line in (root / "cms.env").read_text().splitlines() if line and line[0] != "#"]
    given = dict(line.partition("=")[::2] for line in [*lines, value["Environment"]])
    with (root / f"{{name}}.log").open("ab") as log:
        program = subprocess.Popen(shlex.split(value["ExecStart"]), cwd=value["WorkingDirectory"],
                                   env=os.environ | given, stdout=log, stderr=log, start_new_session=True)
    noted.write_text(str(program.pid))
elif command in ("stop", "disable") and noted.exists():
    pid = int(noted.read_text())
    with suppress(ProcessLookupError):  # it may have ended by itself
        os.kill(pid, signal.SIGTERM)
    until = time.monotonic() + 60
    while time.monotonic() < until and Path(f"/proc/{{pid}}/stat").exists():
        if Path(f"/proc/{{pid}}/stat").read_text().rpartition(")")[2].split()[0] == "Z":
            break
        time.sleep(0.1)
    noted.unlink()
'''


@dataclass
class Releases:
    """A server's folder: releases, settings, `web.sock`."""

    folder: Path
    settings: dict[str, str]

    def __post_init__(self) -> None:
        (self.folder / "releases").mkdir()
        (self.folder / "var").mkdir(exist_ok=True)
        programs = self.folder / "bin"
        programs.mkdir()
        unit = str(ROOT / "deploy" / "systemd" / "cms@.service")
        stand_in = programs / "systemctl"
        stand_in.write_text(SYSTEMCTL.format(python=sys.executable, folder=str(self.folder), unit=unit))
        stand_in.chmod(0o755)
        lines = {"SECRET_KEY": secrets.token_urlsafe(50), "VAR_DIR": str(self.folder / "var"), **self.settings}
        (self.folder / "cms.env").write_text("".join(f"{name}={value}\n" for name, value in lines.items()))

    def add(self, name: str, code: Path = ROOT) -> Path:
        """Put a copy of the code there as a release."""
        release = self.folder / "releases" / name
        listed = subprocess.run(["git", "ls-files", "-z"], cwd=code, capture_output=True, check=True).stdout.decode()
        for path in filter(None, listed.split("\0")):
            if not path.startswith(("tests/", "docs/", "benchmarks/")) and (code / path).is_file():
                (release / path).parent.mkdir(parents=True, exist_ok=True)
                shutil.copy(code / path, release / path)
        (release / ".venv").symlink_to(Path(sys.prefix))
        return release

    def run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """deploy/release with these arguments."""
        return subprocess.run(
            [sys.executable, str(ROOT / "deploy" / "release"), *arguments],
            env=self.environment(),
            capture_output=True,
            text=True,
            check=False,
        )

    def environment(self) -> dict[str, str]:
        """What processes of this server are started with."""
        ours = {
            name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "DJANGO_SETTINGS_MODULE")
        }
        return ours | {
            "PATH": f"{self.folder / 'bin'}:{os.environ['PATH']}",
            "CMS_ROOT": str(self.folder),
            "CMS_SOCKETS": str(self.folder),
            "CMS_SETTINGS": str(self.folder / "cms.env"),
            "CMS_USER": "root",
            "CMS_DRAIN_SECONDS": "3",
            "CMS_READY_SECONDS": "60",
        }

    def manage(self, name: str, *command: str) -> str:
        """Run a command of a release; what it printed."""
        lines = (self.folder / "cms.env").read_text().splitlines()
        done = subprocess.run(
            [sys.executable, "manage.py", *command],
            cwd=self.folder / "releases" / name,
            env=self.environment() | dict(line.partition("=")[::2] for line in lines),
            capture_output=True,
            text=True,
            check=True,
        )
        return done.stdout

    def stop(self) -> None:
        """End whatever release still runs."""
        for noted in self.folder.glob("*.pid"):
            if noted.name != "nginx.pid":
                subprocess.run(
                    [str(self.folder / "bin" / "systemctl"), "stop", f"cms@{noted.stem}.service"], check=True
                )
