"""The practice domain's controller: provisions the domain once, runs Samba, and does what the lab asks.

Speaks JSON, a line for each request on standard input and a line for each answer on standard output; the first request
holds the settings. Ends, and Samba with it, when standard input closes. It is the first process of its namespace, so
nothing outlives it.
"""

import gc
import json
import os
import re
import signal
import subprocess
import sys
import time
import traceback
import uuid

import ldb
from samba.auth import system_session
from samba.credentials import Credentials, DONT_USE_KERBEROS
from samba.dcerpc import security
from samba.gp import gpclass
from samba.gp.gp_sec_ext import gp_access_ext
from samba.ndr import ndr_unpack
from samba.param import LoadParm
from samba.samdb import SamDB
from samba.sd_utils import SDUtils

HOME = "/srv"
CONF = HOME + "/etc/smb.conf"
USER_CLASS = "bf967aba-0de6-11d0-a285-00aa003049e2"
RESET_PASSWORD = "00299570-246d-11d0-a768-00aa006e0529"
CHANGE_PASSWORD = "ab721a53-1e2f-11d0-9819-00aa0040529b"
UNEXPIRE_PASSWORD = "ccc2dc7d-a6ad-4a7a-8846-c04e3cc53501"
LONG_AGO = "132223104000000000"  # 2020-01-01


def configuration(realm, workgroup, ip):
    return f"""[global]
netbios name = DC1
realm = {realm.upper()}
workgroup = {workgroup}
server role = active directory domain controller
server services = s3fs, rpc, ldap, cldap, kdc, winbindd
interfaces = {ip}/8
bind interfaces only = yes
disable netbios = yes
smb ports = 445
private dir = {HOME}/private
state directory = {HOME}/state
cache directory = {HOME}/cache
lock directory = {HOME}/state
binddns dir = {HOME}/bind-dns
pid directory = /run/samba
ncalrpc dir = /run/samba/ncalrpc
tls enabled = yes
tls keyfile = {HOME}/tls/key.pem
tls certfile = {HOME}/tls/certificate.pem
tls cafile = {HOME}/tls/ca.pem
dns update command = /bin/true
spn update command = /bin/true
samba kcc command = /bin/true
gpo update command = /bin/true
load printers = no
printcap name = /dev/null
[sysvol]
# The controller's own Group Policy client reads what the lab writes past SMB, whoever owns it.
admin users = {workgroup}\\DC1$
path = {HOME}/state/sysvol
read only = no
[netlogon]
path = {HOME}/state/sysvol/{realm}/scripts
read only = no
"""


class Controller:
    def __init__(self, settings):
        self.settings = settings
        self.samba = None
        self.opened = None
        self.realm = settings["domain"]
        if not os.path.exists(HOME + "/private/sam.ldb"):
            self.provision()
        write(CONF, configuration(self.realm, settings["workgroup"], settings["ip"]))

    def db(self):
        """The database, beside the server that may have it open; opening it takes longer than most of what is asked."""
        if self.opened is None:
            lp = LoadParm(CONF)
            self.opened = SamDB(url=lp.samdb_url(), session_info=system_session(), lp=lp)
        return self.opened

    def give_up_db(self):
        self.opened = None
        gc.collect()

    # ---- making the domain

    def provision(self):
        os.makedirs(HOME + "/etc", exist_ok=True)
        write("/tmp/empty.conf", "")
        subprocess.run(
            ["samba-tool", "domain", "provision", "--configfile=/tmp/empty.conf", "--targetdir=" + HOME,
             "--realm=" + self.realm.upper(), "--domain=" + self.settings["workgroup"], "--host-name=dc1",
             "--host-ip=" + self.settings["ip"], "--server-role=dc", "--dns-backend=NONE",
             "--adminpass=" + self.settings["firstPassword"]],
            check=True, stdout=sys.stderr, stderr=sys.stderr)
        write(CONF, configuration(self.realm, self.settings["workgroup"], self.settings["ip"]))
        subprocess.run(["samba-tool", "spn", "add", "ldap/dc1." + self.realm, "DC1$", "--configfile=" + CONF],
                       check=True, stdout=sys.stderr, stderr=sys.stderr)
        db = self.db()
        self.fill(db)
        self.delegate(db)

    def fill(self, db):
        for unit in self.settings["units"]:
            db.create_ou(unit)
        for user in self.settings["users"]:
            parent = user["container"].replace("," + str(db.domain_dn()), "")
            db.newuser(user["sam"], self.settings["firstPassword"], userou=parent)
            found = db.search(db.domain_dn(), scope=ldb.SCOPE_SUBTREE,
                              expression="(sAMAccountName=%s)" % user["sam"], attrs=[])[0].dn
            if str(found).lower() != user["dn"].lower():
                db.rename(found, ldb.Dn(db, user["dn"]))
            self.change(db, user["dn"], "userPrincipalName", user["userPrincipalName"])
            self.change(db, user["dn"], "displayName", user["displayName"])
            if user["service"]:
                self.change(db, user["dn"], "userAccountControl", "66048")
        for user in self.settings["samples"]:
            self.sample(db, user)
        for group in self.settings["groups"]:
            db.newgroup(group["name"], groupou=group["container"].replace("," + str(db.domain_dn()), ""))
            db.add_remove_group_members(group["name"], group["members"])
        for policy in self.settings["policies"]:
            dn = "CN=%s,CN=Policies,CN=System,%s" % (policy, db.domain_dn())
            self.change(db, dn, "gPCMachineExtensionNames", self.settings["securityExtension"])
            self.change(db, dn, "versionNumber", "1")
        self.change(db, self.settings["connector"]["dn"], "description", self.settings["connector"]["description"])

    def sample(self, db, user):
        """A user that shows why writeback works or does not: its traits are those of SampleUsers."""
        traits = user["traits"]
        db.add({"dn": user["dn"], "objectClass": "inetOrgPerson" if "INET_ORG_PERSON" in traits else "user",
                "sAMAccountName": user["sam"], "userPrincipalName": user["userPrincipalName"],
                "displayName": user["displayName"]})
        db.setpassword("(sAMAccountName=%s)" % user["sam"], self.settings["firstPassword"])
        self.change(db, user["dn"], "userAccountControl", "514" if "DISABLED" in traits else "512")
        if "EXPIRED" in traits:
            self.change(db, user["dn"], "accountExpires", LONG_AGO)
        if "MAY_NOT_CHANGE" in traits:
            SDUtils(db).dacl_prepend_aces(user["dn"], "".join(
                "(OD;;CR;%s;;%s)" % (CHANGE_PASSWORD, who) for who in ("PS", "WD")))
        if "ADMINISTRATOR" in traits:
            db.add_remove_group_members("Domain Admins", [user["sam"]])
        if "ADMINISTRATOR" in traits or "FORMER_ADMINISTRATOR" in traits:
            # What SDProp does to members, and what nobody takes back afterwards (MS-ADTS 3.1.1.6.1).
            self.change(db, user["dn"], "adminCount", "1")
            self.protect(db, user["dn"], "CN=AdminSDHolder,CN=System,%s" % db.domain_dn())
        if "INHERITANCE_OFF" in traits:
            # The entry by which AdminSDHolder lets everybody read what it protects; without one the account is hidden.
            self.protect(db, user["dn"], user["dn"], "(A;;LCRPLORC;;;AU)")

    def protect(self, db, dn, model, more=""):
        """Gives an object the explicit entries of a model, and more, and switches inheritance off."""
        domain = security.dom_sid(db.get_domain_sid())
        utils = SDUtils(db)
        dacl = utils.read_sd_on_dn(model, ["sd_flags:1:4"]).as_sddl(domain)
        explicit = re.sub(r"\([^;()]*;[^;()]*ID[^;()]*;[^()]*\)", "", dacl[dacl.index("D:"):])
        explicit = re.sub(r"^D:[A-Z]*", "D:PAI", explicit) + more
        utils.modify_sd_on_dn(dn, security.descriptor.from_sddl(explicit, domain), ["sd_flags:1:4"])

    def delegate(self, db):
        """The rights of the service accounts, as an administrator would delegate them."""
        rights = "".join(self.reset_rights(db).values())
        for account, where in self.settings["resetRights"].items():
            SDUtils(db).dacl_prepend_aces(where, rights.replace("%s", self.sid(db, account)))

    def reset_rights(self, db):
        """What writeback needs on users, to inherit from where it is granted; %s is the trustee."""
        rights = {"reset": "(OA;CIIO;CR;%s;%s;%%s)" % (RESET_PASSWORD, USER_CLASS)}
        for name in ("lockoutTime", "pwdLastSet"):
            rights[name] = "(OA;CIIO;WP;%s;%s;%%s)" % (self.attribute(db, name), USER_CLASS)
        return rights

    def attribute(self, db, name):
        found = db.search(db.get_schema_basedn(), scope=ldb.SCOPE_ONELEVEL,
                          expression="(lDAPDisplayName=%s)" % name, attrs=["schemaIDGUID"])[0]
        return str(uuid.UUID(bytes_le=bytes(found["schemaIDGUID"][0])))

    def sid(self, db, account):
        found = db.search(db.domain_dn(), scope=ldb.SCOPE_SUBTREE,
                          expression="(sAMAccountName=%s)" % account, attrs=["objectSid"])[0]
        return str(ndr_unpack(security.dom_sid, found["objectSid"][0]))

    def change(self, db, dn, attribute, value):
        message = ldb.Message(ldb.Dn(db, dn))
        message[attribute] = ldb.MessageElement(value, ldb.FLAG_MOD_REPLACE, attribute)
        db.modify(message)

    # ---- what the lab asks

    def passwords(self, request):
        db = self.db()
        for account, password in request["passwords"].items():
            db.setpassword("(sAMAccountName=%s)" % account, password)

    def many(self, request):
        """Ordinary users without passwords: making the keys of one takes longer than all the rest."""
        db = self.db()
        db.transaction_start()
        try:
            for unit in request["units"]:
                db.create_ou(unit)
            for user in request["users"]:
                db.add({"dn": user["dn"], "objectClass": "user", "sAMAccountName": user["sam"],
                        "userPrincipalName": user["userPrincipalName"], "displayName": user["displayName"],
                        "userAccountControl": "544"})
            db.transaction_commit()
        except BaseException:
            db.transaction_cancel()
            raise

    def start(self, request):
        if self.samba is None:
            log = open(HOME + "/samba.log", "ab")
            self.samba = subprocess.Popen(
                ["samba", "--configfile=" + CONF, "--foreground", "--no-process-group", "--debug-stdout"],
                stdin=subprocess.DEVNULL, stdout=log, stderr=log)

    def stop(self, request):
        if self.samba is None:
            return
        self.samba.terminate()
        self.samba.wait(10)
        self.samba = None
        # Its children end by themselves; what does not within two seconds is told to.
        for patience in range(40):
            left = [pid for pid in map(int, filter(str.isdigit, os.listdir("/proc"))) if pid != os.getpid()]
            self.reap()
            if not left:
                return
            if patience > 20:
                for pid in left:
                    os.kill(pid, signal.SIGKILL)
            time.sleep(0.1)

    def reap(self):
        try:
            while os.waitpid(-1, os.WNOHANG)[0]:
                pass
        except ChildProcessError:
            pass

    def alive(self, request):
        return {"alive": self.samba is not None and self.samba.poll() is None}

    def ldif(self, request):
        self.db().modify_ldif(request["ldif"])

    def search(self, request):
        db = self.db()
        try:
            found = db.search(request["base"], scope=ldb.SCOPE_SUBTREE, expression=request["filter"],
                              attrs=request["attributes"] or None)
        except ldb.LdbError as error:
            if error.args[0] == ldb.ERR_NO_SUCH_OBJECT:
                return {"entries": []}
            raise
        return {"entries": [db.write_ldif(one, ldb.CHANGETYPE_NONE) for one in found]}

    def refresh(self, request):
        """The Group Policy client: Samba's own, the Security extension only. It runs apart, it keeps state in globals."""
        # What is open when a process forks may not be opened again by the child.
        self.give_up_db()
        child = os.fork()
        if child == 0:
            code = 1
            try:
                self.apply_group_policy(request["force"])
                code = 0
            except BaseException as error:
                print("Group Policy was not applied: %r" % error, file=sys.stderr)
            finally:
                os._exit(code)
        if os.waitpid(child, 0)[1] != 0:
            raise RuntimeError("the Group Policy client failed; the controller's log says why")

    def apply_group_policy(self, force):
        # Without DNS the client cannot find its domain controller; and it only logs that it did not work.
        gpclass.get_dc_hostname = lambda creds, lp: "dc1." + self.realm
        said = []
        gpclass.log.error = lambda message, *more: said.append(message)
        lp = LoadParm(CONF)
        creds = Credentials()
        creds.guess(lp)
        creds.set_machine_account(lp)
        creds.set_kerberos_state(DONT_USE_KERBEROS)
        store = gpclass.GPOStorage(os.path.join(lp.get("cache directory"), "gpo.tdb"))
        gpclass.apply_gp(lp, creds, store, [gp_access_ext], creds.get_username(), "Computer", force)
        failed = [message for message in said if message.startswith(("Failed downloading", "Failed to apply"))]
        if failed:
            raise RuntimeError("; ".join(said))

    def connectorRights(self, request):
        """Entra Connect's four entries on the domain root, or what somebody made of them."""
        db = self.db()
        rights = self.reset_rights(db)
        rights["unexpire"] = "(OA;;CR;%s;;%%s)" % UNEXPIRE_PASSWORD
        deny = rights["reset"].replace("(OA;", "(OD;")
        aces = {
            "all": list(rights.values()),
            "none": [],
            "noPwdLastSet": [ace for name, ace in rights.items() if name != "pwdLastSet"],
            "denied": [deny] + list(rights.values()),
        }[request["value"]]
        sid = self.sid(db, request["account"])
        utils = SDUtils(db)
        root = str(db.domain_dn())
        utils.dacl_delete_aces(root, "".join([deny] + list(rights.values())).replace("%s", sid))
        if aces:
            utils.dacl_prepend_aces(root, "".join(aces).replace("%s", sid))

    def otherDomain(self, request):
        """The crossRef of a child domain that nobody serves: without dbcheck and relax, nCName must exist."""
        db = self.db()
        dn = "CN=EU,CN=Partitions,%s" % db.get_config_basedn()
        force = ["local_oid:1.3.6.1.4.1.7165.4.3.19:0", "relax:0"]
        if db.search(db.get_partitions_dn(), scope=ldb.SCOPE_ONELEVEL, expression="(cn=EU)"):
            db.delete(dn, force)
        if request["present"]:
            db.add({"dn": dn, "objectClass": "crossRef", "nCName": "DC=eu,%s" % db.domain_dn(),
                    "dnsRoot": "eu." + self.realm, "nETBIOSName": "EU", "systemFlags": "3"}, force)

    def rightsGrantable(self, request):
        self.allow(str(self.db().domain_dn()), "(A;;WD;;;%s)", request["account"], request["value"])

    def psoReadable(self, request):
        # By default only administrators see them, as in Windows; an account that shall read them is let in.
        self.allow(request["container"], "(A;CI;RPLCLORC;;;%s)", request["account"], request["value"])

    def policyWritable(self, request):
        db = self.db()
        aces = "".join("(OA;;WP;%s;;%%s)" % self.attribute(db, name)
                       for name in ("versionNumber", "gPCMachineExtensionNames"))
        self.allow(request["policy"], aces, request["account"], request["value"])

    def allow(self, dn, aces, account, present):
        """Grants an account access entries on an object, or takes them away."""
        db = self.db()
        aces = aces.replace("%s", self.sid(db, account))
        utils = SDUtils(db)
        utils.dacl_delete_aces(dn, aces)
        if present:
            utils.dacl_prepend_aces(dn, aces)


def write(path, text):
    with open(path, "w") as file:
        file.write(text)


def main():
    answers = os.fdopen(os.dup(1), "w", buffering=1)
    os.dup2(2, 1)
    controller = None
    for line in sys.stdin:
        request = json.loads(line)
        try:
            if controller is None:
                controller = Controller(request)
                answer = {}
            else:
                answer = getattr(controller, request["do"])(request) or {}
            answer["ok"] = True
        except Exception as error:
            traceback.print_exc()
            if controller is not None:
                controller.give_up_db()
            answer = {"ok": False, "error": "%s: %s" % (type(error).__name__, error)}
        answers.write(json.dumps(answer) + "\n")
    if controller is not None:
        controller.stop({})


main()
