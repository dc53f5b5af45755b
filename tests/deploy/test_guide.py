"""docs/operations.md walked: its lines, as written, in a root of their own where they may change anything.

The root is this machine's with a layer on top that is thrown away; network and processes are its own. What asks for the
internet (git, pip) is done from here instead, the settings that the guide has one fill in are filled in, and a stand-in
plays systemd with the shipped units: a container has none.
"""

import re
import secrets
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from tests.deploy.serving import NGINX, ROOT

pytestmark = [
    pytest.mark.drill,
    pytest.mark.skipif(not Path(NGINX).exists(), reason="nginx is not installed: apt-get install nginx-light"),
]

# In a layer over this root, with a network and processes of its own.
ENTER = """
mount -t tmpfs tmpfs {folder} && mkdir {folder}/upper {folder}/work {folder}/root
mount -t overlay overlay -o lowerdir=/,upperdir={folder}/upper,workdir={folder}/work {folder}/root
mount -t proc proc {folder}/root/proc && mount --rbind /dev {folder}/root/dev && mount -t tmpfs tmpfs {folder}/root/run
ip link set lo up
"""
SYSTEMCTL = r"""#!/bin/bash
# What systemd would do with the shipped units.
[ "$1" = enable ] && shift && [ "$1" = --now ] && shift && set -- enable "$@"
case "$1 $2" in
"reload nginx") nginx -s reload 2>/dev/null || nginx ;;
"start cms@"*)
  name=${2#cms@}; name=${name%.service}; unit=$(sed "s/%i/$name/g" /etc/systemd/system/cms@.service)
  install -d -o cms -g www-data -m 750 /run/cms-web
  cd "$(sed -n 's/^WorkingDirectory=//p' <<< "$unit")"
  set -a; . "$(sed -n 's/^EnvironmentFile=//p' <<< "$unit")"; eval "$(sed -n 's/^Environment=//p' <<< "$unit")"; set +a
  umask 0027
  setsid runuser -u cms -- $(sed -n 's/^ExecStart=//p' <<< "$unit") > /tmp/$name.log 2>&1 & echo $! > /run/$name.pid ;;
"stop cms@"*) kill -- $(cat /run/*.pid 2>/dev/null | head -1) 2>/dev/null; pkill -u cms gunicorn; sleep 2 ;;
esac
exit 0
"""
PREPARE = """
set -e
chmod 755 /root
cd /etc/ssl
openssl req -x509 -newkey rsa:2048 -nodes -keyout private/cms.key -out certs/cms.pem -subj /CN=x 2>/dev/null
rm -f /etc/nginx/sites-enabled/default
pg_lsclusters -h | grep -q . || pg_createcluster 15 main > /dev/null
install -d -o postgres -g postgres -m 2775 /run/postgresql
pg_ctlcluster 15 main start
"""
FILL = (
    "sed -i -e 's/^SECRET_KEY=.*/SECRET_KEY={key}/' -e 's/^DATA_KEYS=.*/DATA_KEYS={key}/' "
    "-e 's/^EMAIL_HOST=.*/EMAIL_HOST=127.0.0.1/' /etc/cms.env"
)
CHECK = """
curl -skf -H 'Host: news.example.gov.cn' https://127.0.0.1/ -o /tmp/front.html
curl -skf -H 'Host: news.example.gov.cn' https://127.0.0.1/readyz | grep -q '"ready": true'
runuser -u cms -- .venv/bin/python manage.py run_job publish_due
runuser -u cms -- .venv/bin/python manage.py check_integrity
test -z "$(find /srv/cms/var ! -user cms | head -1)"
"""


def block(heading: str) -> list[str]:
    """The lines of commands of a part of the guide."""
    guide = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")
    part = guide[guide.index(f"## {heading}\n") :].split("\n## ", 1)[0]
    return [line.strip() for line in part.splitlines() if line.startswith("    ")]


def done_here(line: str) -> str:
    """The line as written, or what stands for it where it needs the internet or somebody who types."""
    line = re.sub(r"\s+# .*", "", line)
    if found := re.match(r"git clone … (\S+)", line):
        return f"cp -a {shlex.quote(str(ROOT))} {found[1]} && rm -rf {found[1]}/.venv {found[1]}/var"
    if line.startswith("python3 -m venv"):
        return f"ln -s {sys.prefix} .venv"
    if line.startswith(".venv/bin/pip"):
        return "true"
    if "environment.example" in line:
        return f"{line}\n{FILL.format(key=secrets.token_urlsafe(50))}"
    if line.endswith("createsuperuser"):
        return f"DJANGO_SUPERUSER_PASSWORD='竹纤维与光电 7713' {line} --noinput --username chief --email a@example.cn"
    return line


def test_the_guide_walked_ends_with_the_site_up_and_a_restore_done(tmp_path: Path) -> None:
    backup = block("备份")
    walked = [done_here(line) for line in block("安装")]
    dump = "runuser -u postgres -- pg_dump -Fc cms > cms-2026-11-30.dump"
    restored = ["cd /tmp", dump, *backup, "cd /srv/cms/current", "sleep 5"]
    steps = [*walked, *CHECK.strip().splitlines(), *restored, *CHECK.strip().splitlines()]
    script = PREPARE + "\n".join(f"echo {shlex.quote('+ ' + step[:100])}\n{step}" for step in steps)
    (tmp_path / "walk").write_text(f"export PATH=/usr/local/sbin:$PATH\n{script}\necho WALKED\n")
    (tmp_path / "systemctl").write_text(SYSTEMCTL)
    folder = tmp_path / "root"
    folder.mkdir()
    enter = ENTER.format(folder=folder) + (
        f"install -m 755 {tmp_path}/systemctl {folder}/root/usr/local/sbin/systemctl && "
        f"cp {tmp_path}/walk {folder}/root/tmp/walk && exec chroot {folder}/root bash /tmp/walk"
    )
    command = ["unshare", "--mount", "--net", "--pid", "--fork", "--kill-child", "bash", "-ec", enter]
    if subprocess.run(["unshare", "--mount", "--net", "true"], check=False, capture_output=True).returncode:
        pytest.skip("may not make a root of its own here")
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=1200)
    assert done.stdout.endswith("WALKED\n"), done.stdout[-3000:] + done.stderr[-3000:]
