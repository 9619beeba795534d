#!/usr/bin/env bash
# What the Java build calls: installs what is missing, and does no more than the sources ask for.
#   build.sh build   dist/, which the server's jar of the web app is made of
#   build.sh test    types, layers, layout, unit tests
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

command -v npm >/dev/null || { echo "The web app is built with Node.js 20.19 or newer and npm; there is no npm on the PATH." >&2; exit 1; }
node -e 'const [a, b] = process.versions.node.split(".").map(Number); process.exit(a > 20 || (a === 20 && b >= 19) ? 0 : 1)' ||
  { echo "The web app is built with Node.js 20.19 or newer; this is $(node --version)." >&2; exit 1; }

installed=node_modules/.package-lock.json
if [ ! -e "$installed" ] || [ package-lock.json -nt "$installed" ]; then
  npm ci --no-progress --loglevel=error
  touch "$installed"
fi

case ${1:-} in
  build)
    if [ -e dist/files.txt ] && [ -z "$(find src public scripts index.html package-lock.json vite.config.ts -newer dist/files.txt -print -quit)" ]; then exit 0; fi
    npm run --silent build
    ;;
  test) npm test --silent ;;
  *) echo "usage: build.sh build|test" >&2; exit 2 ;;
esac
