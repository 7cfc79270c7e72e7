# enter.sh ROOT DOMAIN: the first process of its own mount and process namespaces. Makes the controller's root from the
# shared one, read-only, and the domain's own folder at /srv; then becomes the controller.
set -eu
root=$1
domain=$2
mount --make-rprivate /
mount --bind "$root" "$root"
mount -o remount,bind,ro "$root"
mount --bind "$domain" "$root/srv"
for folder in run tmp var/log var/lib/samba var/cache; do
  mount -t tmpfs -o mode=755 tmpfs "$root/$folder"
done
mount -t proc proc "$root/proc"
mount --rbind /dev "$root/dev"
mount --bind "$domain/hosts" "$root/etc/hosts"
mkdir -p "$root/run/samba" "$root/var/cache/samba" "$root/var/log/samba"
exec chroot "$root" /usr/bin/env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin LC_ALL=C.UTF-8 \
  KRB5_CONFIG=/srv/krb5.conf /usr/bin/python3 -u /srv/controller.py
