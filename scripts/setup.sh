#!/bin/sh
# Installs what the checkout needs: its npm packages, the runtime among them. Does nothing where all is there.
#   sh scripts/setup.sh          for the program
#   sh scripts/setup.sh --test   for the tests as well: as root, with Debian packages where they are missing
# Exit code 2 where it cannot be done, with the reason.
set -u

root=$(cd "$(dirname "$0")/.." && pwd -P) || exit 2
cd "$root" || exit 2
modules=$root/node_modules
log=$root/.cache/setup.log
lock=$root/.cache/setup.lock

case ${LC_ALL:-${LC_MESSAGES:-${LANG:-}}} in ko*) korean=yes ;; *) korean= ;; esac
# say ENGLISH KOREAN: one line for the reader; standard output belongs to the program.
say() { if [ -n "$korean" ]; then echo "haetae: $2" >&2; else echo "haetae: $1" >&2; fi; }
die() { say "$@"; exit 2; }

# need_deb COMMAND PACKAGE: installs a Debian package for a command that is missing, where we may.
need_deb() {
  command -v "$1" >/dev/null 2>&1 && return
  [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1 || return
  say "installing the Debian package $2" "데비안 패키지 $2을(를) 설치합니다"
  { apt-get update && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "$2"; } >>"$log" 2>&1
}

# The packages are those of the lock file. A lock file that was only touched (another branch and back) is not read anew.
complete() {
  [ -x "$modules/.bin/node" ] && [ -f "$modules/.package-lock.json" ] || return 1
  [ package-lock.json -nt "$modules/.package-lock.json" ] || return 0
  cmp -s package-lock.json "$modules/.haetae-lock.json" && touch "$modules/.package-lock.json"
}

# Two first runs at once: one installs, the other waits. The lock of a run that died is cleared away.
take_lock() {
  waiting=
  until mkdir "$lock" 2>/dev/null; do
    if abandoned; then
      mv "$lock" "$lock.$$" 2>/dev/null && rm -rf "$lock.$$"
      continue
    fi
    [ -n "$waiting" ] || say 'waiting for another run to finish installing' '다른 실행이 설치를 마치기를 기다립니다'
    waiting=yes
    sleep 1
  done
  trap 'rm -rf "$lock"' EXIT
  trap 'exit 2' HUP INT TERM
  echo "$(uname -n) $$" >"$lock/owner"
}

abandoned() {
  if read -r host pid 2>/dev/null <"$lock/owner" && [ "$host" = "$(uname -n)" ]; then
    ! kill -0 "$pid" 2>/dev/null
  else
    [ -n "$(find "$lock" -prune -mmin +10 2>/dev/null)" ]
  fi
}

install() {
  command -v npm >/dev/null 2>&1 || die \
    'npm is needed once, to install Node 24 and the packages into this folder: it comes with Node.js' \
    '이 폴더에 Node 24와 패키지를 설치하려면 npm이 한 번 필요합니다. npm은 Node.js에 들어 있습니다'
  say 'installing packages, once; this takes up to a minute' '패키지를 처음 한 번 설치합니다. 1분쯤 걸립니다'
  if ! npm ci --no-progress >>"$log" 2>&1; then
    tail -n 15 "$log" >&2
    die "npm ci failed; all it said is in $log" "npm ci가 실패했습니다. 전체 출력은 $log에 있습니다"
  fi
  [ -x "$modules/.bin/node" ] || die \
    'npm installed no Node: are install scripts switched off (npm config get ignore-scripts)?' \
    'npm이 Node를 설치하지 않았습니다. 설치 스크립트가 꺼져 있는지 확인하십시오(npm config get ignore-scripts)'
  cp package-lock.json "$modules/.haetae-lock.json"
}

if [ "${1:-}" = --test ]; then
  mkdir -p "$root/.cache" && : >"$log"
  need_deb npm npm
  need_deb git git
fi
complete && exit 0
mkdir -p "$root/.cache" 2>/dev/null && [ -w "$root/.cache" ] && [ -w "$root" ] || die \
  "packages are missing, and $root cannot be written to" \
  "패키지가 없고 $root에 쓸 수 없습니다"
take_lock
complete || { [ "${1:-}" = --test ] || : >"$log"; install; }
