#!/usr/bin/env bash
# Prints the home of a JDK 25: $JAVA_HOME if it is one, else the first found where Debian, Temurin, SDKMAN or the PATH put it.
# Exit 1 with what to do on standard error when there is none.
set -u

is_jdk_25() {
  [ -x "$1/bin/javac" ] && [ -f "$1/release" ] && grep -q '^JAVA_VERSION="25[."]' "$1/release"
}

on_path=$(command -v javac 2>/dev/null || true)
if [ -n "$on_path" ]; then
  on_path=$(dirname "$(dirname "$(readlink -f "$on_path")")")
fi

for home in "${JAVA_HOME:-}" /usr/lib/jvm/* "${SDKMAN_DIR:-${HOME:-}/.sdkman}"/candidates/java/* "${HOME:-}"/.jdks/* /opt/jdk* /opt/java/* "$on_path"; do
  if [ -n "$home" ] && is_jdk_25 "$home"; then
    (cd "$home" && pwd -P)
    exit 0
  fi
done

cat >&2 <<'TEXT'
fairlead: no JDK 25 found (looked at JAVA_HOME, /usr/lib/jvm, SDKMAN, ~/.jdks, /opt and the PATH)
  fix: apt-get install openjdk-25-jdk-headless        (Debian 13 and later, Ubuntu 25.10 and later)
       or install Eclipse Temurin 25, and name it: export JAVA_HOME=/path/to/jdk-25
TEXT
exit 1
