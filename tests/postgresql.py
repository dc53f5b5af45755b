"""A PostgreSQL server for one test run, in a temporary folder: `python tests/postgresql.py COMMAND…`.

Starts a fresh cluster on a free port of the loopback interface, runs COMMAND with DATABASE_URL pointing
to it, stops the server and removes the folder. Debian keeps the programs in /usr/lib/postgresql/*/bin.
PostgreSQL refuses to run as root, so under root it runs as the user `postgres`.
"""

import os
import shutil
import socket
import subprocess
import sys
import tempfile
from pathlib import Path


def program(name: str) -> str:
    """The path of a PostgreSQL program, newest version first; exits with what to install when there is none."""
    versions = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"), reverse=True)
    found = str(versions[0]) if versions else shutil.which(name)
    if found is None:
        sys.exit(f"PostgreSQL 未安装（找不到 {name}）。Debian：apt-get install postgresql")
    return found


def as_owner(command: list[str]) -> list[str]:
    """The command, run as `postgres` when we are root."""
    return ["runuser", "-u", "postgres", "--", *command] if os.geteuid() == 0 else command


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port


def main(command: list[str]) -> int:
    folder = Path(tempfile.mkdtemp(prefix="cms-postgresql-"))
    data, port = folder / "data", free_port()
    if os.geteuid() == 0:
        shutil.chown(folder, "postgres")
    control = as_owner([program("pg_ctl"), "-D", str(data), "-w", "-s"])
    try:
        subprocess.run(
            as_owner(
                [program("initdb"), "-D", str(data), "-U", "cms", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8"]
            ),
            check=True,
            stdout=subprocess.DEVNULL,
            cwd="/",
        )
        options = f"-p {port} -k {folder} -c listen_addresses=127.0.0.1 -c max_connections=200"
        options += " -c fsync=off -c full_page_writes=off -c synchronous_commit=off"  # nothing outlives the run
        subprocess.run([*control, "-o", options, "-l", str(data / "log"), "start"], check=True, cwd="/")
        environment = os.environ | {"DATABASE_URL": f"postgres://cms@127.0.0.1:{port}/postgres"}
        return subprocess.run(command, env=environment, check=False).returncode
    finally:
        subprocess.run([*control, "-m", "immediate", "stop"], check=False, cwd="/")
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
