"""Debian's slapd on 127.0.0.1 with three people and their groups; started by the test and stopped by it."""

import shutil
import socket
import subprocess
import time
from pathlib import Path

SLAPD, SLAPADD = shutil.which("slapd", path="/usr/sbin:/usr/bin"), shutil.which("slapadd", path="/usr/sbin:/usr/bin")
SCHEMA, MODULES = Path("/etc/ldap/schema"), Path("/usr/lib/ldap")
BASE, READER, READER_PASSWORD = "dc=office,dc=test", "cn=reader,dc=office,dc=test", "a-reader"

CONFIGURATION = """
include {schema}/core.schema
include {schema}/cosine.schema
include {schema}/inetorgperson.schema
modulepath {modules}
moduleload back_mdb
database mdb
suffix "dc=office,dc=test"
rootdn "cn=reader,dc=office,dc=test"
rootpw a-reader
directory {folder}/data
access to attrs=userPassword by anonymous auth by * none
access to * by users read by * none
"""
CONTENT = """
dn: dc=office,dc=test
objectClass: dcObject
objectClass: organization
dc: office
o: office

dn: ou=people,dc=office,dc=test
objectClass: organizationalUnit
ou: people

dn: ou=groups,dc=office,dc=test
objectClass: organizationalUnit
ou: groups

dn: uid=wen,ou=people,dc=office,dc=test
objectClass: inetOrgPerson
uid: wen
cn: wen
sn:: 6Ze7
givenName:: 56yb
mail: wen@office.test
userPassword: right-wen

dn: uid=lin,ou=people,dc=office,dc=test
objectClass: inetOrgPerson
uid: lin
cn: lin
sn: lin
userPassword: right-lin

dn: cn=editors,ou=groups,dc=office,dc=test
objectClass: groupOfNames
cn: editors
member: uid=wen,ou=people,dc=office,dc=test
"""


class Directory:
    """The server; `url` is where it answers."""

    def __init__(self, folder: Path) -> None:
        (folder / "data").mkdir()
        configuration, content = folder / "slapd.conf", folder / "content.ldif"
        configuration.write_text(CONFIGURATION.format(schema=SCHEMA, modules=MODULES, folder=folder))
        content.write_text(CONTENT.strip() + "\n")
        subprocess.run([str(SLAPADD), "-f", configuration, "-l", content], check=True, capture_output=True)
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        self.url = f"ldap://127.0.0.1:{port}"
        command = [str(SLAPD), "-d", "0", "-f", configuration, "-h", self.url]
        self.process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        for _ in range(100):
            with socket.socket() as asked:
                if asked.connect_ex(("127.0.0.1", port)) == 0:
                    return
            time.sleep(0.1)
        raise RuntimeError("slapd does not answer")

    def close(self) -> None:
        self.process.terminate()
        self.process.wait(timeout=10)
