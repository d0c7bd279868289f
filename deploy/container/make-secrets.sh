#!/bin/sh
# Makes the secrets of deploy/compose.yml in a folder (deploy/secrets unless another is given). What is there already stays.
# The two of LINE stay empty until they are filled in; the certificate is put there by whoever has one.
set -eu
umask 077
folder="${1:-$(dirname "$0")/../secrets}"
mkdir -p "$folder"

random() { od -An -N32 -tx1 /dev/urandom | tr -d ' \n'; }
keep() { [ -e "$folder/$1" ] || printf '%s' "$2" >"$folder/$1"; }

for name in KIGEN_SECRET KIGEN_METRICS_TOKEN POSTGRES_PASSWORD REDIS_PASSWORD; do keep "$name" "$(random)"; done
keep KIGEN_DATABASE "postgresql://kigen:$(cat "$folder/POSTGRES_PASSWORD")@postgres:5432/kigen"
keep KIGEN_REDIS "redis://:$(cat "$folder/REDIS_PASSWORD")@redis:6379/0"
keep KIGEN_LINE_SECRET ""
keep KIGEN_LINE_TOKEN ""
# Compose shows files as they are: the programs in the containers, which run as others, must be able to read them, and the folder
# keeps everybody else on this machine out.
chmod 0444 "$folder"/*
echo "$folder にあります。tls.crt と tls.key（証明書）を置いてください。"
