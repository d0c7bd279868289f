#!/bin/bash
# Becomes a systemd that knows our units only, as process 1 of namespaces of its own: /etc, /opt, /run and /var/lib are its own
# copies and vanish with it. Run by own_systemd.py through unshare, with CONSOLE (a terminal), REPOSITORY, UNITS and INSTANCES set.
set -euo pipefail
trap 'exit 77' ERR   # what fails up to here is not allowed on this machine
mount --make-rprivate /
mount -t proc proc /proc
if [ -d /sys/fs/cgroup/systemd ]; then
  umount -l /sys/fs/cgroup
  mount -t tmpfs tmpfs /sys/fs/cgroup
  mkdir /sys/fs/cgroup/systemd /sys/fs/cgroup/unified
  mount -t cgroup -o none,name=systemd cgroup /sys/fs/cgroup/systemd
  mount -t cgroup2 cgroup2 /sys/fs/cgroup/unified
else
  umount -l /sys/fs/cgroup
  mount -t cgroup2 cgroup2 /sys/fs/cgroup
fi
mount -t tmpfs tmpfs /run
for folder in etc var/lib; do
  mkdir -p "/run/own/$folder/upper" "/run/own/$folder/work"
  mount -t overlay -o "lowerdir=/$folder,upperdir=/run/own/$folder/upper,workdir=/run/own/$folder/work" overlay "/$folder"
done
mount -t tmpfs tmpfs /opt
mkdir /opt/kigen
mount --bind "$REPOSITORY" /opt/kigen
mount --bind "$CONSOLE" /dev/console
case "$(readlink -f "$REPOSITORY/.venv/bin/python")" in
  /root/* | /home/*)   # ProtectHome hides such an interpreter; the system's own of the same version runs the same packages
    test -x /usr/bin/python3.11
    mount -t tmpfs tmpfs /opt/kigen/.venv/bin
    ln -s /usr/bin/python3.11 /opt/kigen/.venv/bin/python
    printf '#!/opt/kigen/.venv/bin/python\nfrom bot.cli import main\n\nmain()\n' >/opt/kigen/.venv/bin/kigen
    chmod 0755 /opt/kigen/.venv/bin/kigen
    printf 'home = /usr/bin\ninclude-system-site-packages = false\nversion = 3.11\n' >/run/own/pyvenv.cfg
    mount --bind /run/own/pyvenv.cfg /opt/kigen/.venv/pyvenv.cfg
    ;;
esac
trap - ERR

mkdir -p /run/units /etc/kigen/secrets
cp "$UNITS"/*.service "$UNITS"/*.target /run/units/
for target in sysinit basic network-online shutdown multi-user; do
  printf '[Unit]\nDefaultDependencies=no\n' >"/run/units/$target.target"
done
printf '[Unit]\nDefaultDependencies=no\nWants=%s\n' "$INSTANCES" >/run/units/test.target

systemd-sysusers "$UNITS/kigen-sysusers.conf"
printf 'KIGEN_INSIGHTS=0\n' >/etc/kigen/kigen.env
printf '%s' 0123456789abcdef0123456789abcdef0123456789abcdef >/etc/kigen/secrets/KIGEN_SECRET
cp "$REPOSITORY/deploy/organisations/city.yml" /etc/kigen/organisation.yml
chown -R root:kigen /etc/kigen
chmod 0750 /etc/kigen /etc/kigen/secrets
chmod 0640 /etc/kigen/organisation.yml /etc/kigen/secrets/KIGEN_SECRET
exec env -i container=kigen-test PATH=/usr/sbin:/usr/bin:/sbin:/bin SYSTEMD_UNIT_PATH=/run/units \
  /lib/systemd/systemd --system --unit=test.target --log-target=console --log-level=info --show-status=no
