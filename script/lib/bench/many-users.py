"""many-users.py NUMBER: makes so many enabled users below OU=Many, in one transaction, on the domain controller itself."""

import sys

from samba.auth import system_session
from samba.param import LoadParm
from samba.samdb import SamDB

UNITS = 20

lp = LoadParm("/srv/etc/smb.conf")
db = SamDB(url=lp.samdb_url(), session_info=system_session(), lp=lp)
many = "OU=Many,%s" % db.domain_dn()
db.transaction_start()
db.add({"dn": many, "objectClass": "organizationalUnit"})
for unit in range(UNITS):
    db.add({"dn": "OU=Unit %d,%s" % (unit, many), "objectClass": "organizationalUnit"})
for number in range(int(sys.argv[1])):
    name = "p%06d" % number
    db.add({
        "dn": "CN=Person %s,OU=Unit %d,%s" % (name, number % UNITS, many),
        "objectClass": "user",
        "sAMAccountName": name,
        "userPrincipalName": name + "@contoso.test",
        "userAccountControl": "544",
    })
db.transaction_commit()
